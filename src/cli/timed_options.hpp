// The options of samples after a glucose load: --glucose-30 160. There is one for each minute of
// each family, too many to declare to CLI11 one by one; the help has a line for the family.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "metindex/catalogue.hpp"

namespace metindex::cli {

// The ids of what an index, a scheme, a context or a tag reads.
std::unordered_set<std::string_view> asked_for(const Catalogue& catalogue);

std::string option_name(std::string id);  // "--c-peptide" of c_peptide
std::string timed_option(const Analyte& fasting, std::string_view minute);  // "--glucose-30"

// Takes "--glucose-30 160" and "--glucose-30=160" off the arguments: {"glucose_30", "160"}. Throws
// Failure for a minute without an analyte, for an option without a value or given twice.
std::vector<std::pair<std::string, std::string>> take_timed_values(
    const Catalogue& catalogue, std::vector<std::string>& arguments);

// For the option of the help taken literally. Throws Failure.
[[noreturn]] void refuse_placeholder(const Analyte& fasting);

}  // namespace metindex::cli
