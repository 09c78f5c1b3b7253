// Delimited text (RFC 4180) -> blocks of records, without copying a cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "metindex/batch.hpp"

namespace metindex::records {

struct Cell {
  std::size_t begin, end;  // in RecordBlock::bytes; within the quotes where quoted
  bool quoted;
};

struct Record {
  std::size_t begin, end;  // the bytes as they stand, without the line end
  std::size_t first_cell, cells;
  std::uint64_t line;  // from 1, where the record begins
  bool crlf;           // ended by CR LF
};

struct RecordBlock {
  std::vector<char> bytes;
  std::vector<Record> records;
  std::vector<Cell> cells;

  [[nodiscard]] std::string_view raw(const Record& record) const {
    return {bytes.data() + record.begin, record.end - record.begin};
  }
  // The cell's text; a doubled quote is undone in `scratch`, which then owns it.
  [[nodiscard]] std::string_view text(const Cell& cell, std::string& scratch) const;
  [[nodiscard]] std::string_view text(const Record& record, std::size_t column,
                                      std::string& scratch) const {
    return text(cells[record.first_cell + column], scratch);
  }
};

class CsvReader {
 public:
  static constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

  explicit CsvReader(ByteSource& source) : source_(source) {}

  // Reads the first bytes and finds out what they are: skips a byte order mark, refuses what is not
  // text. Returns "" or what is wrong. `delimiter` 0: the commonest of , ; tab | in the header
  // line.
  std::string open(char delimiter);

  [[nodiscard]] char delimiter() const { return delimiter_; }
  [[nodiscard]] bool has_byte_order_mark() const { return byte_order_mark_; }

  // The next records, at least one unless the end is reached; at most `most`. False: the input
  // broke off or is damaged, and error() says where; records before that are in the block.
  bool next(RecordBlock& block, std::size_t most);
  [[nodiscard]] const std::string& error() const { return error_; }
  [[nodiscard]] std::uint64_t error_line() const { return error_line_; }

 private:
  enum class Scan : unsigned char { record, more, damaged };
  bool fill();
  Scan scan_record(RecordBlock& block);
  Scan scan_quoted(std::size_t& at);
  std::size_t scan_plain(std::size_t at) const;
  bool damaged(std::string what);

  ByteSource& source_;
  std::vector<char> data_;  // read; from at_ on not yet given out
  std::size_t at_ = 0;
  bool at_end_ = false;
  bool byte_order_mark_ = false;
  char delimiter_ = ',';
  std::uint64_t line_ = 1;
  std::uint64_t inner_lines_ = 0;  // line ends within the quotes of the record
  std::string error_;
  std::uint64_t error_line_ = 0;
};

// The delimiter that the line most probably uses, quotes respected.
char find_delimiter(std::string_view header_line);

}  // namespace metindex::records
