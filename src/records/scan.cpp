#include "records/scan.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "records/match.hpp"
#include "text/each_cpu.hpp"

namespace metindex::records {
namespace {

constexpr char kQuote = '"';

std::size_t find(const char* data, std::size_t at, std::size_t end, char wanted) {
  const void* found = at < end ? std::memchr(data + at, wanted, end - at) : nullptr;
  return found == nullptr ? end : static_cast<std::size_t>(static_cast<const char*>(found) - data);
}

// The first closing quote behind the opening one at `at`; `size` if there is none.
std::size_t closing_quote(const char* data, std::size_t size, std::size_t at) {
  for (++at;; at += 2) {
    at = find(data, at, size, kQuote);
    if (at + 1 >= size || data[at + 1] != kQuote) return at;
  }
}

std::size_t find_cell_end(const char* data, std::size_t at, std::size_t end,
                          const Dialect& dialect) {
  while (at < end && data[at] != dialect.delimiter && data[at] != dialect.line_end) ++at;
  return at;
}

// What may stand between a closing quote and the end of the cell.
std::size_t skip_blanks(const char* data, std::size_t at, std::size_t end, const Dialect& dialect) {
  while (at < end && (data[at] == ' ' || data[at] == '\t') && data[at] != dialect.delimiter) ++at;
  const bool line_end = at < end && data[at] == '\r' &&
                        (at + 1 == end || (dialect.line_end == '\n' && data[at + 1] == '\n'));
  return line_end && dialect.line_end != '\r' ? at + 1 : at;
}

Cell make_cell(std::size_t begin, std::size_t end, CellForm form) {
  constexpr std::uint32_t kMask = (1U << 30U) - 1;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end) & kMask,
          static_cast<std::uint32_t>(form) & 3U};
}

}  // namespace

std::string_view RecordBlock::unquoted(std::string_view raw, std::string& scratch) {
  if (raw.find(kQuote) == std::string_view::npos) return raw;
  scratch.clear();
  for (std::size_t i = 0; i < raw.size(); ++i) {
    scratch += raw[i];
    if (raw[i] == kQuote) ++i;
  }
  const std::size_t size = scratch.size();
  scratch.append(kReach, ' ');
  return {scratch.data(), size};
}

char find_delimiter(std::string_view line) {
  constexpr std::array<char, 4> kCandidates = {',', ';', '\t', '|'};
  std::array<std::size_t, kCandidates.size()> counts{};
  bool quoted = false;
  for (const char c : line) {
    if (c == kQuote) quoted = !quoted;
    for (std::size_t i = 0; i < kCandidates.size() && !quoted; ++i)
      counts[i] += c == kCandidates[i] ? 1 : 0;
  }
  return kCandidates[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) -
                                              counts.begin())];
}

std::size_t record_end(const char* data, std::size_t size, std::size_t begin,
                       const Dialect& dialect, bool& damaged) {
  damaged = false;
  std::size_t end = find(data, begin, size, dialect.line_end);
  const bool comment = dialect.comment != 0 && begin < size && data[begin] == dialect.comment;
  for (std::size_t at = begin; !comment;) {
    const std::size_t quote = find(data, at, end, kQuote);
    if (quote == end) break;
    at = quote + 1;
    if (quote != begin && data[quote - 1] != dialect.delimiter) continue;  // within a plain cell
    const std::size_t closing = closing_quote(data, size, quote);
    if (closing + 1 >= size) return 0;
    at = skip_blanks(data, closing + 1, size, dialect);
    if (at == size) return 0;
    damaged = data[at] != dialect.delimiter && data[at] != dialect.line_end;
    if (damaged) return 0;
    end = find(data, at, size, dialect.line_end);
  }
  return end == size ? 0 : end + 1;
}

bool Scanner::next(RecordBlock& block, std::size_t most) {
  block.clear();
  block.bytes = text_.data;
  block.first_line = text_.first_line;
  block.plain = !text_.quotes;
  if (!error_.empty()) return false;
  if (text_.quotes) {
    scan_quoted(block, most);
  } else {
    scan_unquoted(block, most);
  }
  return error_.empty();
}

// The record from at_ to its line end at `end`, with the cells from `first_cell` to `cells`.
inline void Scanner::end_record(RecordBlock& block, std::size_t end, std::size_t first_cell,
                                std::size_t cells) {
  const bool ended = end < text_.size;
  block.records.push_back({static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end),
                           static_cast<std::uint32_t>(first_cell),
                           static_cast<std::uint32_t>(cells - first_cell), line_, RecordKind::row,
                           !ended                      ? LineEnd::none
                           : dialect_.line_end == '\r' ? LineEnd::cr
                                                       : LineEnd::lf});
  const bool plain =
      end > at_ && text_.data[end - 1] != '\r' && text_.data[at_] != dialect_.comment;
  if (!plain) [[unlikely]]
    look_closer(block, cells);
  ++line_;
  at_ = ended ? end + 1 : end;
}

// Every delimiter and line end closes a cell: their positions are all there is to find.
METINDEX_EACH_CPU
void Scanner::scan_unquoted(RecordBlock& block, std::size_t most) {
  const char* data = text_.data;
  const Dialect dialect = dialect_;
  block.records.reserve(most);
  std::size_t cell_begin = at_;
  std::size_t first_cell = 0;
  for (std::size_t base = at_; base < text_.size; base += kMatchWidth) {
    const std::uint64_t ends = match(data + base, dialect.line_end);
    std::uint64_t mask = match(data + base, dialect.delimiter) | ends;
    const std::size_t left = text_.size - base;
    if (left < kMatchWidth) mask &= (std::uint64_t{1} << left) - 1;
    std::size_t cells = block.cells.size();
    block.cells.resize(cells + kMatchWidth);
    Cell* const to = block.cells.data();
    for (; mask != 0; mask &= mask - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(mask));
      const std::size_t end = base + bit;
      to[cells++] = make_cell(cell_begin, end, CellForm::plain);
      cell_begin = end + 1;
      if (((ends >> bit) & 1U) == 0) continue;
      end_record(block, end, first_cell, cells);
      first_cell = cells;
      if (block.records.size() == most) mask = 0;
    }
    block.cells.resize(cells);
    if (block.records.size() == most) return;
  }
  if (at_ == text_.size) return;
  block.cells.push_back(make_cell(cell_begin, text_.size, CellForm::plain));
  end_record(block, text_.size, first_cell, block.cells.size());
}

void Scanner::scan_quoted(RecordBlock& block, std::size_t most) {
  while (at_ < text_.size && block.records.size() < most) {
    const std::size_t cells = block.cells.size();
    if (take_comment(block) || scan_record(block)) continue;
    block.cells.resize(cells);
    return;
  }
}

bool Scanner::take_comment(RecordBlock& block) {
  if (dialect_.comment == 0 || text_.data[at_] != dialect_.comment) return false;
  const std::size_t end = find(text_.data, at_, text_.size, dialect_.line_end);
  block.cells.push_back(make_cell(at_, end, CellForm::plain));
  end_record(block, end, block.cells.size() - 1, block.cells.size());
  return true;
}

bool Scanner::scan_record(RecordBlock& block) {
  const std::size_t first_cell = block.cells.size();
  std::uint32_t lines = 0;
  for (std::size_t at = at_;; ++at) {
    Cell cell{};
    if (!take_cell(at, cell, lines)) return false;
    block.cells.push_back(cell);
    if (at < text_.size && text_.data[at] == dialect_.delimiter) continue;
    line_ += lines;
    end_record(block, at, first_cell, block.cells.size());
    block.records.back().line -= lines;
    return true;
  }
}

// Moves `at` to the delimiter or line end behind the cell.
bool Scanner::take_cell(std::size_t& at, Cell& cell, std::uint32_t& lines) {
  const char* data = text_.data;
  const std::size_t begin = at;
  if (at == text_.size || data[at] != kQuote) {
    at = find_cell_end(data, at, text_.size, dialect_);
    cell = make_cell(begin, at, CellForm::plain);
    return true;
  }
  const std::size_t closing = closing_quote(data, text_.size, at);
  if (closing >= text_.size) {
    error_ = "a quote is opened here and never closed";
    return false;
  }
  cell = make_cell(begin + 1, closing, CellForm::quoted);
  lines += static_cast<std::uint32_t>(std::count(data + begin, data + closing, dialect_.line_end));
  at = skip_blanks(data, closing + 1, text_.size, dialect_);
  if (at < text_.size && data[at] != dialect_.delimiter && data[at] != dialect_.line_end) {
    error_ = "text follows a closing quote; a quote within a cell is doubled";
    return false;
  }
  return true;
}

// What else the last record may be than a row that ends in one byte.
void Scanner::look_closer(RecordBlock& block, std::size_t cells) const {
  Record& record = block.records.back();
  const bool empty = record.end == record.begin;
  if (!empty && text_.data[record.end - 1] == '\r' && dialect_.line_end == '\n') {
    --record.end;
    if (record.line_end == LineEnd::lf) record.line_end = LineEnd::crlf;
    Cell& last = block.cells[cells - 1];
    if (last.form == static_cast<std::uint32_t>(CellForm::plain) && last.end > last.begin)
      last.end = (last.end - 1U) & ((1U << 30U) - 1);
  }
  if (record.begin == record.end && !dialect_.blank_is_row) record.kind = RecordKind::blank;
  if (dialect_.comment != 0 && record.begin < record.end &&
      text_.data[record.begin] == dialect_.comment)
    record.kind = RecordKind::comment;
}

}  // namespace metindex::records
