#include "cli/page.hpp"

#include <algorithm>

#include "cli/markdown.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

constexpr std::size_t kTermWidth = 12;
constexpr std::size_t kLeastRoom = 36;  // for the last column of a table
constexpr std::size_t kMostName =
    26;  // for names beside one text; longer ones have a line of their own

}  // namespace

void Page::separate() {
  if (!out_.empty() && !out_.ends_with("\n\n")) out_ += "\n";
}

void Page::title(const std::string& text) {
  out_ += markdown_ ? "# " + text + "\n\n" : terminal_.bold(text) + "\n";
}

void Page::heading(const std::string& text) {
  if (markdown_) {
    separate();
    out_ += "## " + text + "\n\n";
    return;
  }
  out_ += "\n";
  for (const std::string& line : text::wrap(text, terminal_.columns)) {
    out_ += terminal_.bold(line) + "\n";
  }
}

void Page::markdown(const std::string& text) {
  out_ += markdown_ ? text + "\n" : wrapped_markdown(text, terminal_.columns, 0);
}

void Page::paragraph(const std::string& text, std::size_t indent) {
  if (markdown_) {
    separate();
    out_ += text + "\n";
    return;
  }
  for (const std::string& line : text::wrap(text, terminal_.columns - indent))
    out_ += std::string(indent, ' ') + line + "\n";
}

void Page::term(const std::string& term, const std::string& text) {
  if (text.empty()) return;
  if (markdown_) {
    out_ += "- **" + term + "**: " + text + "\n";
    return;
  }
  const auto lines = text::wrap(text, terminal_.columns - kTermWidth);
  for (std::size_t i = 0; i < lines.size(); ++i)
    out_ += text::pad(i == 0 ? term : "", kTermWidth) + lines[i] + "\n";
}

void Page::command(const std::vector<std::string>& words) {
  if (markdown_) {
    separate();
    out_ += "```sh\n" + text::join(words, " ") + "\n```\n";
    return;
  }
  std::string line = "  ";
  for (const std::string& word : words) {
    const bool fits = text::width(line) + text::width(word) + 3 <= terminal_.columns;
    if (!fits) {
      out_ += line + "\\\n";
      line = "    ";
    }
    line += word + " ";
  }
  out_ += line.substr(0, line.size() - 1) + "\n";
}

// In Markdown, where a table needs headings: an item for each row.
void Page::list(const std::vector<std::vector<std::string>>& rows) {
  separate();
  for (const auto& row : rows) {
    std::string item;
    for (const std::string& cell : row) {
      const std::string_view trimmed = text::trim(cell);
      if (!trimmed.empty()) item += (item.empty() ? "" : ": ") + std::string(trimmed);
    }
    out_ += "- " + item + "\n";
  }
}

// The last cell goes below its row where it would be squeezed.
void Page::table(const std::vector<std::vector<std::string>>& rows) {
  if (markdown_) return list(rows);
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], text::width(row[i]));
    }
  }
  if (widths.size() == 2) widths[0] = std::min(widths[0], kMostName);
  std::size_t indent = 0;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) indent += widths[i] + 2;
  const bool below = indent + std::min(kLeastRoom, widths.back()) > terminal_.columns;
  const std::size_t last_indent = below ? 4 : indent;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i + 1 < row.size(); ++i) line += text::pad(row[i], widths[i] + 2);
    auto last = text::wrap(row.back(), terminal_.columns - last_indent);
    const bool no_room = below || text::width(row.front()) > widths.front();
    if (no_room || last.empty()) last.insert(last.begin(), "");
    for (std::size_t i = 0; i < last.size(); ++i) {
      std::string whole = (i == 0 ? line : std::string(last_indent, ' ')) + last[i];
      whole.erase(whole.find_last_not_of(' ') + 1);
      out_ += whole + "\n";
    }
  }
}

}  // namespace metindex::cli
