// A parsed file of the catalogue: a small tree that remembers its lines. It is made from bytes,
// because the built-in files are parsed while metindex is built, so that no program that uses it
// waits for that again.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "metindex/declarations.hpp"

namespace metindex::loader {

// Ends the reading of a catalogue; becomes an Error at the module's boundary.
struct LoadError {
  std::string message;
};

// Throws LoadError "file:line: what".
[[noreturn]] void fail(const Place& place, std::string_view what);

class Node {
 public:
  enum class Kind : unsigned char { string, number, boolean, array, table };

  Kind kind = Kind::table;
  Place place;
  double number = 0;  // of a boolean: 0 or 1
  Text key;           // of an entry of a table
  Text string;
  // Of an array or a table.
  [[nodiscard]] std::span<const Node> items() const { return {first_, size_}; }

 private:
  friend class Tree;
  const Node* first_ = nullptr;
  std::size_t size_ = 0;
};

// The nodes, side by side; their texts stay in the bytes.
class Tree {
 public:
  using Nodes = std::vector<Node>;
  // `packed` is from a Packer; it and `file` outlive the tree. `room`: memory of a tree that is no
  // longer needed.
  Tree(std::string_view packed, std::string_view file, Nodes room = {});
  Tree(const Tree&) = delete;  // nodes point to each other
  Tree& operator=(const Tree&) = delete;
  ~Tree() = default;
  [[nodiscard]] Nodes give_room() && { return std::move(nodes_); }
  [[nodiscard]] const Node& root() const { return nodes_.front(); }

 private:
  void take(Node& node);
  std::uint64_t take_number();
  Text take_text();

  std::string_view left_;
  Text file_;
  Nodes nodes_;
};

// Writes the bytes of a tree from its root on. An array or a table is followed by its items; in a
// table each begins with its key.
class Packer {
 public:
  void key(std::string_view key) { put(key); }
  void string(std::string_view text, int line);
  void number(double number, int line);
  void boolean(bool value, int line);
  void array(std::size_t size, int line) { begin(Node::Kind::array, line, size); }
  void table(std::size_t size, int line) { begin(Node::Kind::table, line, size); }
  [[nodiscard]] std::string bytes() const;

 private:
  void head(Node::Kind kind, int line);
  void begin(Node::Kind kind, int line, std::size_t size);
  void put(std::uint64_t number);
  void put(std::string_view text);

  std::string bytes_;
  std::size_t nodes_ = 0;
};

}  // namespace metindex::loader
