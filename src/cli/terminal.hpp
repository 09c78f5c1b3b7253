// What standard output is: how wide, and whether it takes colour.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace metindex::cli {

struct Terminal {
  std::size_t columns = 80;
  bool colour = false;

  [[nodiscard]] std::string bold(std::string_view s) const { return style(s, "1"); }
  [[nodiscard]] std::string faint(std::string_view s) const { return style(s, "2"); }

 private:
  [[nodiscard]] std::string style(std::string_view s, std::string_view code) const;
};

// NO_COLOR, TERM=dumb and anything that is no terminal take no colour; lines are 60 to 100 columns.
Terminal find_terminal();

}  // namespace metindex::cli
