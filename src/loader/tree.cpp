#include "loader/tree.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>

namespace metindex::loader {
namespace {

constexpr unsigned kBits = 7;  // of a whole number in each byte; the top bit says that more follow
constexpr std::uint64_t kMore = std::uint64_t{1} << kBits;

void put_whole(std::uint64_t number, std::string& out) {
  for (; number >= kMore; number >>= kBits)
    out += static_cast<char>(static_cast<unsigned char>((number % kMore) | kMore));
  out += static_cast<char>(number);
}

}  // namespace

void fail(const Place& place, std::string_view what) {
  throw LoadError{place.file + ":" + std::to_string(place.line) + ": " + std::string(what)};
}

void Packer::put(std::uint64_t number) { put_whole(number, bytes_); }

void Packer::put(std::string_view text) {
  put(text.size());
  bytes_ += text;
}

void Packer::head(Node::Kind kind, int line) {
  ++nodes_;
  put(static_cast<std::uint64_t>(kind));
  put(static_cast<std::uint64_t>(line));
}

void Packer::begin(Node::Kind kind, int line, std::size_t size) {
  head(kind, line);
  put(size);
}

void Packer::string(std::string_view text, int line) {
  head(Node::Kind::string, line);
  put(text);
}

void Packer::number(double number, int line) {
  head(Node::Kind::number, line);
  put(std::bit_cast<std::uint64_t>(number));
}

void Packer::boolean(bool value, int line) {
  head(Node::Kind::boolean, line);
  put(value ? 1U : 0U);
}

std::string Packer::bytes() const {
  std::string all;
  put_whole(nodes_, all);
  return all + bytes_;
}

Tree::Tree(std::string_view packed, std::string_view file, Nodes room)
    : left_(packed), file_(file), nodes_(std::move(room)) {
  nodes_.clear();
  nodes_.reserve(take_number());  // so that none of them moves
  take(nodes_.emplace_back());
}

void Tree::take(Node& node) {
  node.kind = static_cast<Node::Kind>(take_number());
  node.place = {file_, static_cast<int>(take_number())};
  switch (node.kind) {
    case Node::Kind::string: node.string = take_text(); return;
    case Node::Kind::boolean: node.number = static_cast<double>(take_number()); return;
    case Node::Kind::number: node.number = std::bit_cast<double>(take_number()); return;
    case Node::Kind::array:
    case Node::Kind::table:
      node.size_ = take_number();
      const std::size_t first = nodes_.size();
      nodes_.resize(first + node.size_);
      node.first_ = nodes_.data() + first;
      for (std::size_t i = first; i < first + node.size_; ++i) {
        if (node.kind == Node::Kind::table) nodes_[i].key = take_text();
        take(nodes_[i]);
      }
  }
}

std::uint64_t Tree::take_number() {
  std::uint64_t number = 0;
  for (unsigned shift = 0;; shift += kBits) {
    const auto byte = static_cast<unsigned char>(left_.front());
    left_.remove_prefix(1);
    number |= (byte % kMore) << shift;
    if (byte < kMore) return number;
  }
}

Text Tree::take_text() {
  const std::uint64_t size = take_number();
  const Text found(left_.substr(0, size));
  left_.remove_prefix(size);
  return found;
}

}  // namespace metindex::loader
