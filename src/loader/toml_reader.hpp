// TOML text -> a small tree that remembers its lines, and the checks every reader of it needs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "metindex/declarations.hpp"

namespace metindex::loader {

// Ends the reading of a catalogue; becomes an Error at the module's boundary.
struct LoadError {
  std::string message;
};

// Throws LoadError "file:line: what".
[[noreturn]] void fail(const Place& place, std::string_view what);

struct Entry;  // a key and its node

// The name of the file is kept by whoever reads it.
struct NodePlace {
  const std::string* file = nullptr;
  int line = 0;
  operator Place() const { return {*file, line}; }  // NOLINT(google-explicit-constructor)
};

struct Node {
  enum class Kind { string, number, boolean, array, table };
  Kind kind = Kind::table;
  std::string string;
  double number = 0;
  bool boolean = false;
  std::vector<Node> items;
  std::vector<Entry> entries;
  NodePlace place;
};

struct Entry {
  std::string key;
  Node node;
};

// The document as one table. Throws LoadError. `file` outlives it; `first_line` is where the text
// begins in it.
Node parse_toml(std::string_view text, const std::string& file, int first_line = 1);
// A note: TOML between two lines of +++, then the text in Markdown, which becomes the entry `text`.
Node parse_note(std::string_view markdown, const std::string& file);

// Throws LoadError unless it is a whole number from 0 to 1000.
int whole_number(const Node& node, const std::string& what);

// A table whose keys are taken one by one; done() refuses what nobody took.
class Table {
 public:
  Table(const Node& node, std::string what);

  std::string text(std::string_view key);  // required, not empty
  std::string text_or(std::string_view key, std::string_view other);
  std::vector<std::string> texts(std::string_view key);  // empty where absent
  std::optional<double> number(std::string_view key);
  int whole(std::string_view key, int other);               // 0 to 1000
  bool flag(std::string_view key);                          // false where absent
  std::optional<Range> range(std::string_view key);         // [low, high]
  const Node* any(std::string_view key);                    // null where absent
  const std::vector<Node>& tables(std::string_view key);    // empty where absent
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
