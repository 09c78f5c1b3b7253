// The number that a text begins with, as people write it: decimal marks, thousands, exponents.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "metindex/panel.hpp"

namespace metindex::panel {

struct WrittenNumber {
  std::size_t length = 0;       // bytes that belong to it; 0: the text begins with no number
  std::optional<double> value;  // absent: its marks cannot be read as `reading` says
};
WrittenNumber read_number(std::string_view text, const Reading& reading);

// Why `digits`, a number of that length without a value, is not read, and by which option it would
// be: "has a comma; if it is the decimal mark, add --decimal-comma".
std::string why_not_read(std::string_view digits, const Reading& reading);

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace metindex::panel
