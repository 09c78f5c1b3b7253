#include "loader/tree.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>

namespace metindex::loader {
namespace {

constexpr unsigned kBits = 7;  // of a whole number in each byte; the top bit says that more follow
constexpr std::uint64_t kMore = std::uint64_t{1} << kBits;

void put(std::uint64_t number, std::string& out) {
  for (; number >= kMore; number >>= kBits)
    out += static_cast<char>(static_cast<unsigned char>((number % kMore) | kMore));
  out += static_cast<char>(number);
}

void put(std::string_view text, std::string& out) {
  put(text.size(), out);
  out += text;
}

void put(const Node& node, std::string& out) {
  put(static_cast<std::uint64_t>(node.kind), out);
  put(static_cast<std::uint64_t>(node.place.line), out);
  switch (node.kind) {
    case Node::Kind::string: return put(node.string, out);
    case Node::Kind::boolean: return put(node.boolean ? 1U : 0U, out);
    case Node::Kind::number: return put(std::bit_cast<std::uint64_t>(node.number), out);
    case Node::Kind::array:
      put(node.items.size(), out);
      for (const Node& item : node.items) put(item, out);
      return;
    case Node::Kind::table:
      put(node.entries.size(), out);
      for (const Entry& entry : node.entries) {
        put(entry.key, out);
        put(entry.node, out);
      }
  }
}

class Unpacker {
 public:
  Unpacker(std::string_view packed, const std::string& file) : left_(packed), file_(file) {}

  void take(Node& node) {
    node.kind = static_cast<Node::Kind>(number());
    node.place = {&file_, static_cast<int>(number())};
    switch (node.kind) {
      case Node::Kind::string: node.string = text(); return;
      case Node::Kind::boolean: node.boolean = number() != 0; return;
      case Node::Kind::number: node.number = std::bit_cast<double>(number()); return;
      case Node::Kind::array:
        node.items.resize(number());
        for (Node& item : node.items) take(item);
        return;
      case Node::Kind::table:
        node.entries.resize(number());
        for (Entry& entry : node.entries) {
          entry.key = text();
          take(entry.node);
        }
    }
  }

 private:
  std::uint64_t number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0;; shift += kBits) {
      const auto byte = static_cast<unsigned char>(left_.front());
      left_.remove_prefix(1);
      number |= (byte % kMore) << shift;
      if (byte < kMore) return number;
    }
  }

  std::string_view text() {
    const std::uint64_t size = number();
    const std::string_view found = left_.substr(0, size);
    left_.remove_prefix(size);
    return found;
  }

  std::string_view left_;
  const std::string& file_;
};

}  // namespace

std::string pack(const Node& tree) {
  std::string packed;
  put(tree, packed);
  return packed;
}

Node unpack(std::string_view packed, const std::string& file) {
  Node tree;
  Unpacker(packed, file).take(tree);
  return tree;
}

}  // namespace metindex::loader
