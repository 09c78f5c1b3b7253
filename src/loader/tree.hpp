// A parsed file of the catalogue as bytes: the built-in ones are parsed while metindex is built, so
// that no program that uses it waits for that again.
#pragma once

#include <string>
#include <string_view>

#include "loader/toml_reader.hpp"

namespace metindex::loader {

std::string pack(const Node& tree);
// `packed` is from pack(). `file` outlives the tree.
Node unpack(std::string_view packed, const std::string& file);

}  // namespace metindex::loader
