// How a table is written.
#pragma once

#include <string_view>

namespace metindex::records {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Dialect {
  char delimiter = ',';
  char line_end = '\n';  // the last character of a line end
  char comment = 0;      // lines that begin with it are passed on; 0: there are none
  bool json = false;     // JSON Lines: a line is one cell, until its object is read
  bool byte_order_mark = false;
  bool blank_is_row = false;  // an empty line is a missing value: a table of one column
};

// The delimiter that the line most probably uses, quotes respected: the commonest of , ; tab |
char find_delimiter(std::string_view header_line);

}  // namespace metindex::records
