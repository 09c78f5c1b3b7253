// The page of all formulas, in Markdown.
#pragma once

#include <string>

#include "metindex/catalogue.hpp"

namespace metindex::cli {

// Every index: its formula as it is computed, unit, domain, caveat, reference and check values;
// those that are experimental are marked and say why.
std::string formulas_page(const Catalogue& catalogue);

}  // namespace metindex::cli
