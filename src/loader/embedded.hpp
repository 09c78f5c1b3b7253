// The files of src/catalogue/, parsed and put into the library at build time by embed.cpp.
#pragma once

#include <span>
#include <string_view>

namespace metindex::loader {

struct EmbeddedFile {
  std::string_view path;  // "catalogue/indices/fasting.toml"
  std::string_view tree;  // for Tree
};

std::span<const EmbeddedFile> embedded_files();

}  // namespace metindex::loader
