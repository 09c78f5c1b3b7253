// Some rows of a block: as marks while they are sought, as a list once they are found.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace metindex {

using Rows = std::vector<std::uint32_t>;  // positions, ascending
using Marks = std::vector<std::uint8_t>;  // by row: not 0 where the row is meant

// Lists the rows whose byte is not 0. Most are 0, so eight are looked at together.
template <typename Byte>
void gather(const Byte* marks, std::size_t rows, Rows& out) {
  static_assert(sizeof(Byte) == 1);
  out.clear();
  std::uint64_t eight = 0;
  for (std::size_t row = 0; row < rows;) {
    if (rows - row >= sizeof eight) {
      std::memcpy(&eight, marks + row, sizeof eight);
      if (eight == 0) {
        row += sizeof eight;
        continue;
      }
    }
    const std::size_t end = row + sizeof eight < rows ? row + sizeof eight : rows;
    for (; row < end; ++row) {
      if (marks[row] != Byte{}) out.push_back(static_cast<std::uint32_t>(row));
    }
  }
}

inline void mark(const Rows& rows, Marks& marks) {
  for (const std::uint32_t row : rows) marks[row] = 1;
}

// Without branches, so that the compiler can take many rows at a time: the value where f is true.
template <typename T, typename F>
void set_where(F f, T value, std::size_t rows, T* to) {
  for (std::size_t row = 0; row < rows; ++row) {
    const T before = to[row];
    to[row] = f(row) ? value : before;
  }
}

// The same with a value for each row.
template <typename T, typename F>
void take_where(F f, const T* values, std::size_t rows, T* to) {
  for (std::size_t row = 0; row < rows; ++row) {
    const T value = values[row];
    const T before = to[row];
    to[row] = f(row) ? value : before;
  }
}

template <typename F>
void mark_where(F f, Marks& marks) {
  set_where(f, std::uint8_t{1}, marks.size(), marks.data());
}

}  // namespace metindex
