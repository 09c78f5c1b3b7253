// An assessment as JSON, the same for `calc` and for JSON Lines.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "metindex/assess.hpp"

namespace metindex::records {

struct JsonRow {
  std::uint64_t line = 0;  // 0: no row
  std::vector<std::pair<std::string, std::string>> input;
};

// One object: {"results": {...}, "notes": [...], "flags": [...]}; with a row, "line" and "input" in
// front. `digits` 0: shortest text that reads back to the same number. `indent` -1: one line.
std::string to_json(const Catalogue& catalogue, const Assessment& assessment, int digits,
                    int indent, const JsonRow* row = nullptr);

}  // namespace metindex::records
