#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "text/text.hpp"

namespace metindex::cli {

std::string Terminal::style(std::string_view s, std::string_view code) const {
  if (!colour || s.empty()) return std::string(s);
  return "\x1B[" + std::string(code) + "m" + std::string(s) + "\x1B[0m";
}

Terminal find_terminal() {
  Terminal terminal;
  const char* no_colour = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool dumb = term == nullptr || std::string_view(term) == "dumb";
  terminal.colour =
      isatty(STDOUT_FILENO) != 0 && !dumb && (no_colour == nullptr || *no_colour == '\0');
  winsize size{};
  const char* columns = std::getenv("COLUMNS");
  double wanted = 80;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    wanted = size.ws_col;
  } else if (columns != nullptr) {
    wanted = text::to_number(columns).value_or(80);
  }
  terminal.columns = static_cast<std::size_t>(std::clamp(wanted, 60.0, 100.0));
  return terminal;
}

}  // namespace metindex::cli
