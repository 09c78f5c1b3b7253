// Delimited text (RFC 4180) -> records and cells.
#pragma once

#include <string>

#include "records/dialect.hpp"
#include "records/record_block.hpp"

namespace metindex::records {

// Whole records, the last one perhaps without its line end; kReach bytes more can be read.
struct Text {
  const char* data;
  std::size_t size;
  std::uint64_t first_line;
  bool quotes;  // false: there is no quote in it
};

class Scanner {
 public:
  Scanner(const Text& text, const Dialect& dialect) : text_(text), dialect_(dialect) {}

  // At most `most` records; none at the end. False: the text is damaged and error() says how;
  // records before that are in the block.
  bool next(RecordBlock& block, std::size_t most);
  [[nodiscard]] const std::string& error() const { return error_; }
  [[nodiscard]] std::uint64_t error_line() const { return text_.first_line + line_; }
  [[nodiscard]] std::size_t position() const { return at_; }  // of the next record

 private:
  void scan_unquoted(RecordBlock& block, std::size_t most);
  void scan_quoted(RecordBlock& block, std::size_t most);
  bool scan_record(RecordBlock& block);
  bool take_cell(std::size_t& at, Cell& cell, std::uint32_t& lines);
  bool take_comment(RecordBlock& block);
  void end_record(RecordBlock& block, std::size_t end, std::size_t first_cell, std::size_t cells);
  void look_closer(RecordBlock& block, std::size_t cells) const;

  Text text_;
  Dialect dialect_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 0;
  std::string error_;
};

// Where the record that begins at `begin` ends: just behind its line end. Zero: not within `size`,
// or it is damaged, which `damaged` tells.
std::size_t record_end(const char* data, std::size_t size, std::size_t begin,
                       const Dialect& dialect, bool& damaged);

}  // namespace metindex::records
