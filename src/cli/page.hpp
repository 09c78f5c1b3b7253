// Text pages: a term and its description, tables, wrapped to the terminal.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.hpp"

namespace metindex::cli {

class Page {
 public:
  explicit Page(Terminal terminal) : terminal_(terminal) {}

  void title(const std::string& text);
  void heading(const std::string& text);
  void paragraph(const std::string& text, std::size_t indent = 0);
  void term(const std::string& term, const std::string& text);  // nothing where the text is empty
  void command(
      const std::vector<std::string>& words);  // to be pasted; long lines end in a backslash
  void blank() { out_ += "\n"; }

  // Columns as wide as their longest cell; the last one is wrapped.
  void table(const std::vector<std::vector<std::string>>& rows);

  [[nodiscard]] const std::string& text() const { return out_; }

 private:
  Terminal terminal_;
  std::string out_;
};

}  // namespace metindex::cli
