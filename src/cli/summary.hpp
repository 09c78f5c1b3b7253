// What happened to the rows of a run, for people and for programs.
#pragma once

#include <string>
#include <vector>

#include "metindex/batch.hpp"

namespace metindex::cli {

std::string rows_text(std::uint64_t rows);  // "1 row", "2 rows"
std::vector<std::string> summary_lines(const BatchSummary& summary);

// For a file: JSON if its name ends in .json, lines otherwise.
std::string summary_text(const std::string& file, const BatchSummary& summary);

}  // namespace metindex::cli
