#include "cli/page.hpp"

#include <algorithm>

#include "text/text.hpp"

namespace metindex::cli {
namespace {

constexpr std::size_t kTermWidth = 12;

std::string pad(const std::string& s, std::size_t columns) {
  const std::size_t width = text::width(s);
  return s + std::string(columns > width ? columns - width : 0, ' ');
}

}  // namespace

void Page::title(const std::string& text) { out_ += terminal_.bold(text) + "\n"; }

void Page::heading(const std::string& text) { out_ += "\n" + terminal_.bold(text) + "\n"; }

void Page::paragraph(const std::string& text, std::size_t indent) {
  for (const std::string& line : text::wrap(text, terminal_.columns - indent))
    out_ += std::string(indent, ' ') + line + "\n";
}

void Page::term(const std::string& term, const std::string& text) {
  if (text.empty()) return;
  const auto lines = text::wrap(text, terminal_.columns - kTermWidth);
  for (std::size_t i = 0; i < lines.size(); ++i)
    out_ += pad(i == 0 ? term : "", kTermWidth) + lines[i] + "\n";
}

void Page::verbatim(const std::string& text, std::size_t indent) {
  out_ += std::string(indent, ' ') + text + "\n";
}

void Page::table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], text::width(row[i]));
  }
  std::size_t indent = 0;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) indent += widths[i] + 2;
  const std::size_t room = terminal_.columns > indent + 20 ? terminal_.columns - indent : 20;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i + 1 < row.size(); ++i) line += pad(row[i], widths[i] + 2);
    auto last = text::wrap(row.back(), room);
    if (last.empty()) last.emplace_back();
    for (std::size_t i = 0; i < last.size(); ++i) {
      std::string whole = (i == 0 ? line : std::string(indent, ' ')) + last[i];
      whole.erase(whole.find_last_not_of(' ') + 1);
      out_ += whole + "\n";
    }
  }
}

}  // namespace metindex::cli
