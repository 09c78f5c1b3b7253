// A table of a parsed file, read key by key with the checks every reader needs.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "loader/tree.hpp"

namespace metindex::loader {

// Throws LoadError unless it is a whole number from 0 to 1000.
int whole_number(const Node& node, const std::string& what);

// A table whose keys are taken one by one; done() refuses what nobody took.
class Table {
 public:
  Table(const Node& node, std::string what);

  // Views of the file's bytes, or of `other`.
  Text text(std::string_view key);  // required, not empty
  Text text_or(std::string_view key, std::string_view other);
  std::vector<Text> views(std::string_view key);         // empty where absent
  std::vector<std::string> texts(std::string_view key);  // the same, copied
  std::optional<double> number(std::string_view key);
  int whole(std::string_view key, int other);               // 0 to 1000
  bool flag(std::string_view key);                          // false where absent
  std::optional<Range> range(std::string_view key);         // [low, high]
  const Node* any(std::string_view key);                    // null where absent
  std::span<const Node> tables(std::string_view key);       // empty where absent
  std::vector<std::pair<std::string, const Node*>> rest();  // everything not yet taken
  void done();

  [[nodiscard]] Place place() const { return node_.place; }
  [[nodiscard]] const std::string& what() const { return what_; }

 private:
  const Node& node_;
  std::string what_;                     // "index 'homa_ir'", for messages
  std::vector<std::string_view> known_;  // asked for; the words of callers, which outlive the table
};

}  // namespace metindex::loader
