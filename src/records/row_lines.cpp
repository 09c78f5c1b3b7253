// "17 - 0 2": line 17, no line, 17, 19. "17!too_few_cells!why": a loose row.
#include "records/row_lines.hpp"

#include <charconv>

#include "records/quote.hpp"

namespace metindex::records {
namespace {

constexpr char kBetween = ' ';
constexpr char kNoLine = '-';
constexpr char kLoose = '!';

std::uint64_t take_number(std::string_view& text) {
  std::uint64_t number = 0;
  const char* end = std::from_chars(text.data(), text.data() + text.size(), number).ptr;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

// The cell that take_lines() took off.
std::string_view lines_cell(const RecordBlock& block, const Record& record, std::string& scratch) {
  return block.text(block.cells[record.first_cell - 1], scratch);
}

}  // namespace

void add_lines(std::uint64_t first, const std::vector<std::uint64_t>& lines, char delimiter,
               std::string& out) {
  std::string cell = std::to_string(first);
  for (const std::uint64_t line : lines) {
    cell += kBetween;
    cell += line == 0 ? std::string(1, kNoLine) : std::to_string(line - first);
  }
  add_quoted(cell, delimiter, out);
}

void add_lines(const LooseRow& row, char delimiter, std::string& out) {
  add_quoted(std::to_string(row.line) + kLoose + row.kind + kLoose + row.why, delimiter, out);
}

void take_lines(RecordBlock& block) {
  std::string scratch;
  bool first = true;
  for (Record& record : block.records) {
    if (record.kind != RecordKind::row) continue;
    const Cell& cell = block.cells[record.first_cell];
    std::string_view text = block.text(cell, scratch);
    const bool quoted = cell.form == static_cast<std::uint32_t>(CellForm::quoted);
    record.begin = cell.end + (quoted ? 2U : 1U);  // behind the delimiter
    ++record.first_cell;
    --record.cells;
    const std::uint64_t line = take_number(text);
    if (first) block.first_line = line;
    first = false;
    record.line = static_cast<std::uint32_t>(line - block.first_line);
  }
}

std::uint64_t line_of(const RecordBlock& block, const Record& record, std::size_t column) {
  std::string scratch;
  std::string_view text = lines_cell(block, record, scratch);
  const std::uint64_t first = take_number(text);
  for (std::size_t i = 0;; ++i) {
    if (text.empty() || text.front() != kBetween) return first;
    text.remove_prefix(1);
    const bool none = !text.empty() && text.front() == kNoLine;
    if (none) text.remove_prefix(1);
    const std::uint64_t behind = none ? 0 : take_number(text);
    if (i == column) return first + behind;
  }
}

std::optional<LooseRow> loose_row(const RecordBlock& block, const Record& record) {
  std::string scratch;
  std::string_view text = lines_cell(block, record, scratch);
  LooseRow row{take_number(text), {}, {}};
  if (text.empty() || text.front() != kLoose) return std::nullopt;
  const std::size_t end = text.find(kLoose, 1);
  row.kind = text.substr(1, end - 1);
  row.why = text.substr(end + 1);
  return row;
}

}  // namespace metindex::records
