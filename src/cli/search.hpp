// explain --search: the words of all topics.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "metindex/catalogue.hpp"

namespace metindex::cli {

struct Hit {
  std::string_view kind;  // "index", "analyte", "agent", ...
  std::string_view id, title;
  std::string sentence;  // with the word; empty where the title has it
};

// What has all the words, each at the beginning of one, in its names or texts; names first,
// references last.
std::vector<Hit> search(const Catalogue& catalogue, const std::string& words);

}  // namespace metindex::cli
