// The text of a catalogue's file -> the bytes of its tree.
#pragma once

#include <string>
#include <string_view>

#include "loader/tree.hpp"

namespace metindex::loader {

// The document as one table. Throws LoadError.
std::string pack_toml(std::string_view text, std::string_view file);
// A note: TOML between two lines of +++, then Markdown, which becomes the entry `text`, and what
// follows a line
// "## Deep", which becomes the entry `deep`.
std::string pack_note(std::string_view markdown, std::string_view file);

}  // namespace metindex::loader
