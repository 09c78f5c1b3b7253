// An assessment as JSON, the same for `calc` and for JSON Lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "metindex/assess.hpp"

namespace metindex::records {

// What stands beside an assessment of a row.
struct JsonFrame {
  std::vector<std::pair<std::string, double>> factors;  // conversion factors chosen by an option
  std::uint64_t line = 0;                               // of a table's row; 0: no row
  std::vector<std::pair<std::string, std::string>> input;
  bool with_input = true;
  bool deep = false;  // notes with their second part
  bool tags = true;   // they were looked for
};

// One object: {"results": {...}, "notes": [...], "flags": [...]}; of a row, "line" and "input"
// stand in front. `digits` 0: shortest text that reads back to the same number. `indent` -1: one
// line.
std::string to_json(const Catalogue& catalogue, const Assessment& assessment, int digits,
                    int indent, const JsonFrame& frame = {});

// A row that has a problem; `input` as it stands, if it is an object, otherwise as a text.
std::string rejection_json(std::string_view file, std::uint64_t line, std::string_view column,
                           std::string_view reason, std::string_view input);

}  // namespace metindex::records
