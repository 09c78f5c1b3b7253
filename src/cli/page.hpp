// Pages of text: a term and its description, tables; wrapped to the terminal, or in Markdown.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.hpp"

namespace metindex::cli {

class Page {
 public:
  enum class Style : unsigned char { terminal, markdown };
  explicit Page(Terminal terminal, Style style = Style::terminal)
      : terminal_(terminal), markdown_(style == Style::markdown) {}

  void title(const std::string& text);
  void heading(const std::string& text);
  void paragraph(const std::string& text, std::size_t indent = 0);
  void term(const std::string& term, const std::string& text);  // nothing where the text is empty
  void command(
      const std::vector<std::string>& words);  // to be pasted; long lines end in a backslash
  void markdown(const std::string& text);
  void blank() { markdown_ ? separate() : out_.push_back('\n'); }

  // Columns as wide as their longest cell; the last one is wrapped.
  void table(const std::vector<std::vector<std::string>>& rows);

  [[nodiscard]] const std::string& text() const { return out_; }

 private:
  void list(const std::vector<std::vector<std::string>>& rows);
  void separate();  // of Markdown: a blank line, unless there is one

  Terminal terminal_;
  bool markdown_;
  std::string out_;
};

}  // namespace metindex::cli
