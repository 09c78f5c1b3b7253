// The schemes there are, by quantity and by kind: of `list schemes` and of `--scheme list`.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "metindex/catalogue.hpp"

namespace metindex::cli {

std::string kind_words(const std::string& kind);  // "reference interval"

// A page of all schemes, or of those of one analyte or index (its id); kinds stand apart, as they
// answer different questions. Throws Failure where there is no such quantity, or no scheme of it.
std::string scheme_list(const Catalogue& catalogue, const std::string& quantity);

// "glucose=ada" of --scheme as a pair; throws Failure for what is no pair, and says what could be
// meant.
std::pair<std::string, std::string> read_scheme(const Catalogue& catalogue,
                                                const std::string& written);

// What --scheme names if it asks for the list: "list" all ("" here), "hba1c=list" those of hba1c.
std::optional<std::string> asks_for_schemes(const std::vector<std::string>& written);

}  // namespace metindex::cli
