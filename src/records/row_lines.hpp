// A row gathered from several lines of a table says in a cell in front of the others which these
// were. Nobody but the pipeline sees that cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/record_block.hpp"

namespace metindex::records {

// Appends the cell of a row whose cells come from `lines`, of which 0 is of none. `first`: the line
// for the row as a whole, not behind any of these.
void add_lines(std::uint64_t first, const std::vector<std::uint64_t>& lines, char delimiter,
               std::string& out);

// The cell of a row that could not be gathered, and stands by itself in one cell more.
struct LooseRow {
  std::uint64_t line = 0;
  std::string kind;  // of its flag: "too_few_cells"
  std::string why;   // "3 cells where the header has 5 columns"
};
void add_lines(const LooseRow& row, char delimiter, std::string& out);

// Takes the cells off all rows, which stand in their own lines from then on: in rising order.
void take_lines(RecordBlock& block);

// What the cell said. The column counts without it.
std::uint64_t line_of(const RecordBlock& block, const Record& record, std::size_t column);
std::optional<LooseRow> loose_row(const RecordBlock& block, const Record& record);

}  // namespace metindex::records
