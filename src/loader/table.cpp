#include "loader/table.hpp"

#include <algorithm>
#include <cmath>

#include "text/text.hpp"

namespace metindex::loader {

Table::Table(const Node& node, std::string what) : node_(node), what_(std::move(what)) {
  if (node.kind != Node::Kind::table) fail(node.place, what_ + " must be a table");
}

const Node* Table::any(std::string_view key) {
  known_.emplace_back(key);
  for (const Node& node : node_.items()) {
    if (node.key == key) return &node;
  }
  return nullptr;
}

Text Table::text_or(std::string_view key, std::string_view other) {
  const Node* node = any(key);
  if (node == nullptr) return Text(other);
  if (node->kind != Node::Kind::string)
    fail(node->place, what_ + ": '" + std::string(key) + "' must be text in quotes");
  return node->string;
}

Text Table::text(std::string_view key) {
  const Text found = text_or(key, "");
  if (found.empty()) fail(place(), what_ + " needs '" + std::string(key) + "'");
  return found;
}

std::vector<Text> Table::views(std::string_view key) {
  const Node* node = any(key);
  std::vector<Text> found;
  if (node == nullptr) return found;
  if (node->kind != Node::Kind::array)
    fail(node->place, what_ + ": '" + std::string(key) + "' must be a list");
  found.reserve(node->items().size());
  for (const Node& item : node->items()) {
    if (item.kind != Node::Kind::string)
      fail(item.place, what_ + ": '" + std::string(key) + "' must hold texts in quotes");
    found.push_back(item.string);
  }
  return found;
}

std::vector<std::string> Table::texts(std::string_view key) {
  const std::vector<Text> found = views(key);
  return {found.begin(), found.end()};
}

std::optional<double> Table::number(std::string_view key) {
  const Node* node = any(key);
  if (node == nullptr) return std::nullopt;
  if (node->kind != Node::Kind::number)
    fail(node->place, what_ + ": '" + std::string(key) + "' must be a number");
  return node->number;
}

int whole_number(const Node& node, const std::string& what) {
  constexpr double kMost = 1000;
  const double x = node.number;
  if (node.kind != Node::Kind::number || !(x >= 0 && x <= kMost) || x != std::floor(x)) {
    fail(node.place, what + " must be a whole number from 0 to 1000");
  }
  return static_cast<int>(x);
}

int Table::whole(std::string_view key, int other) {
  const Node* node = any(key);
  return node == nullptr ? other : whole_number(*node, what_ + ": '" + std::string(key) + "'");
}

bool Table::flag(std::string_view key) {
  const Node* node = any(key);
  if (node == nullptr) return false;
  if (node->kind != Node::Kind::boolean)
    fail(node->place, what_ + ": '" + std::string(key) + "' must be true or false");
  return node->number != 0;
}

std::optional<Range> Table::range(std::string_view key) {
  const Node* node = any(key);
  if (node == nullptr) return std::nullopt;
  const bool pair = node->kind == Node::Kind::array && node->items().size() == 2 &&
                    node->items()[0].kind == Node::Kind::number &&
                    node->items()[1].kind == Node::Kind::number;
  if (!pair || !(node->items()[0].number <= node->items()[1].number)) {
    fail(node->place, what_ + ": '" + std::string(key) + "' must be [low, high]");
  }
  return Range{node->items()[0].number, node->items()[1].number};
}

std::span<const Node> Table::tables(std::string_view key) {
  const Node* node = any(key);
  if (node == nullptr) return {};
  if (node->kind != Node::Kind::array)
    fail(node->place, what_ + ": '" + std::string(key) + "' must be a list of tables");
  return node->items();
}

std::vector<std::pair<std::string, const Node*>> Table::rest() {
  std::vector<std::pair<std::string, const Node*>> found;
  for (const Node& node : node_.items()) {
    if (std::find(known_.begin(), known_.end(), node.key) == known_.end())
      found.emplace_back(node.key, &node);
  }
  return found;
}

void Table::done() {
  for (const auto& [key, node] : rest()) {
    fail(node->place, what_ + ": unknown key '" + key + "'" +
                          text::did_you_mean(key, {known_.begin(), known_.end()}));
  }
}

}  // namespace metindex::loader
