// Records of a piece of text, without copying a cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace metindex::records {

// Text longer than this is never held in one piece; positions fit 30 bits.
constexpr std::size_t kMostBytes = std::size_t{1} << 29U;

// Behind every text that a cell is read from, so many bytes may be read, whatever they are: numbers
// and short words are taken in steps of several bytes.
constexpr std::size_t kReach = 64;

// How the text of a cell stands in the bytes.
enum class CellForm : unsigned char {
  plain,
  quoted,
  made,  // not in the bytes but in RecordBlock::made
};

struct Cell {
  std::uint32_t begin;
  std::uint32_t end : 30;  // within the quotes where quoted
  std::uint32_t form : 2;
};

enum class RecordKind : unsigned char {
  row,
  blank,    // an empty line: no row, passed on as it is
  comment,  // the same
};

enum class LineEnd : unsigned char { none, lf, crlf, cr };

struct Record {
  std::uint32_t begin, end;  // the bytes as they stand, without the line end
  std::uint32_t first_cell, cells;
  std::uint32_t line;  // lines between the beginning of the text and this record
  RecordKind kind;
  LineEnd line_end;
};

// Grows without first writing what is then written over.
template <typename T>
struct Unwritten : std::allocator<T> {
  template <typename U>
  struct rebind {
    using other = Unwritten<U>;
  };
  template <typename U, typename... Args>
  void construct(U* at, Args&&... args) {
    if constexpr (sizeof...(args) == 0) {
      ::new (static_cast<void*>(at)) U;
    } else {
      ::new (static_cast<void*>(at)) U(std::forward<Args>(args)...);
    }
  }
};

struct RecordBlock {
  const char* bytes = nullptr;   // owned by the chunk
  std::uint64_t first_line = 1;  // of the text
  bool plain = false;            // every cell is
  std::vector<Record> records;
  std::vector<Cell, Unwritten<Cell>> cells;
  std::string made;  // text of cells that had to be decoded, kReach bytes behind it

  void clear() {
    records.clear();
    cells.clear();
  }
  [[nodiscard]] std::uint64_t line(const Record& record) const { return first_line + record.line; }
  [[nodiscard]] std::string_view raw(const Record& record) const {
    return {bytes + record.begin, std::size_t{record.end} - record.begin};
  }
  // Where cells and their bytes stand.
  struct Places {
    const Cell* cells;
    const char *bytes, *made;
    // Doubled quotes are still doubled; kReach bytes can be read behind them.
    [[nodiscard]] const char* begin_of(const Cell& cell) const {
      const bool is_made = cell.form == static_cast<std::uint32_t>(CellForm::made);
      return (is_made ? made : bytes) + cell.begin;
    }
  };
  [[nodiscard]] Places places() const { return {cells.data(), bytes, made.data()}; }
  // The cell's text, with kReach bytes behind it; a doubled quote is undone in `scratch`, which
  // then owns it.
  [[nodiscard]] std::string_view text(const Cell& cell, std::string& scratch) const {
    const std::string_view raw(places().begin_of(cell), std::size_t{cell.end} - cell.begin);
    return cell.form == static_cast<std::uint32_t>(CellForm::quoted) ? unquoted(raw, scratch) : raw;
  }
  [[nodiscard]] std::string_view text(const Record& record, std::size_t column,
                                      std::string& scratch) const {
    return text(cells[record.first_cell + column], scratch);
  }

 private:
  static std::string_view unquoted(std::string_view raw, std::string& scratch);
};

}  // namespace metindex::records
