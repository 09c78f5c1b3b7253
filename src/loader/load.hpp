// All files of a catalogue -> one set of declarations, merged and checked against each other.
#pragma once

#include <span>
#include <string>

#include "metindex/declarations.hpp"

namespace metindex::loader {

// The embedded files, then the user's. Throws LoadError. Formulas are still text afterwards.
Declarations load(std::span<const std::string> user_files);

}  // namespace metindex::loader
