// JSON Lines: one object a line, its keys the columns.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "records/record_block.hpp"

namespace metindex::records {

// The keys of a table in the order in which they first appear.
class JsonColumns {
 public:
  // Takes in the keys of a line; "" or why it is no JSON object.
  std::string add(std::string_view line);
  [[nodiscard]] const std::vector<std::string>& keys() const { return keys_; }
  [[nodiscard]] const std::size_t* find(const std::string& key) const;

 private:
  std::vector<std::string> keys_;
  std::unordered_map<std::string, std::size_t> positions_;
};

// The cell of a value that is nested.
constexpr std::string_view kNestedObject = "(object)";
constexpr std::string_view kNestedList = "(list)";

// A key that the columns do not have, on a line.
struct UnknownKey {
  std::uint64_t line;
  std::string key;
};

// Turns lines, each a record of one cell, into records with a cell for each column: a string's
// text, a number as it is written, nothing for null. A line that is no object gets no cells.
void read_objects(RecordBlock& block, const JsonColumns& columns, std::vector<UnknownKey>& unknown);

// Why a line is no JSON object; "" if it is one.
std::string why_no_object(std::string_view line);

}  // namespace metindex::records
