// An assessment as JSON, the same for `calc` and for JSON Lines.
#pragma once

#include <cstdint>
#include <map>
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

// What is declared, as JSON: it comes again in row after row, and each text is made once. One per
// thread; valid while the catalogue lives.
class JsonTexts {
 public:
  explicit JsonTexts(const Catalogue& catalogue) : catalogue_(catalogue) {}

  // Objects; a band's without what is said of the row at hand.
  const std::string& band(const BandResult& result);
  const std::string& note(const Note& note, bool deep);

 private:
  struct InUnit {
    std::string unit;
    bool converted;
    std::string json;
  };
  const Catalogue& catalogue_;
  std::map<std::pair<const Scheme*, const Band*>, std::vector<InUnit>> bands_;
  std::map<std::pair<const Note*, bool>, std::string> notes_;
};

// Appends one object in one line: {"results": {...}, "notes": [...], "flags": [...]}; of a row,
// "line" and "input" stand in front. `digits` 0: shortest text that reads back to the same number.
void add_json(const Assessment& assessment, int digits, const JsonFrame& frame, JsonTexts& texts,
              std::string& out);

// The same in many lines.
std::string to_json(const Catalogue& catalogue, const Assessment& assessment, int digits,
                    int indent, const JsonFrame& frame = {});

// A row that has a problem; `input` as it stands, if it is an object, otherwise as a text.
std::string rejection_json(std::string_view file, std::uint64_t line, std::string_view column,
                           std::string_view reason, std::string_view input);

}  // namespace metindex::records
