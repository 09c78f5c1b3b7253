// [cells] -> the words of cells.
#include "loader/declare.hpp"
#include "text/text.hpp"

namespace metindex::loader {
namespace {

void add_meaning(Table& table, std::string_view key, Cells::Meaning meaning, Cells& cells) {
  for (const std::string& word : table.texts(key)) {
    if (text::to_number(word)) {
      fail(table.place(), "cells: '" + std::string(key) + "' has the number '" + word +
                              "'; that is declared for a table, with --missing " + word);
    }
    cells.whole.emplace_back(word, meaning);
  }
}

void add_comparators(Table& table, const char* key, bool behind, Cells& cells) {
  const Node* node = table.any(key);
  if (node == nullptr) return;
  Table signs(*node, std::string("cells.") + key);
  for (const char* sign : {"<", "<=", ">", ">="}) {
    const std::string_view name = sign;
    for (const std::string& text : signs.texts(name))
      cells.comparators.push_back({text, name.front() == '>', name.back() == '=', behind});
  }
  signs.done();
}

}  // namespace

void declare_cells(const Node& node, Cells& cells) {
  Table table(node, "cells");
  add_meaning(table, "missing", Cells::Meaning::missing, cells);
  add_meaning(table, "ambiguous", Cells::Meaning::ambiguous, cells);
  add_meaning(table, "below_limit", Cells::Meaning::below_limit, cells);
  add_meaning(table, "above_limit", Cells::Meaning::above_limit, cells);
  append(cells.limits, table.texts("limits"));
  append(cells.marks, table.texts("marks"));
  append(cells.months, table.texts("months"));
  add_comparators(table, "comparators", false, cells);
  add_comparators(table, "comparators_behind", true, cells);
  table.done();
}

}  // namespace metindex::loader
