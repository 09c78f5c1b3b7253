// Which notes tell which passage of the documents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "metindex/catalogue.hpp"

namespace metindex::cli {

// The notes that cover a passage, and the reason where none does.
struct Home {
  std::vector<const Note*> notes;
  std::string left_out;
};
Home home_of(const Declarations& all, std::string_view passage);

// The page of all documents, in Markdown.
std::string documents_page(const Catalogue& catalogue);

}  // namespace metindex::cli
