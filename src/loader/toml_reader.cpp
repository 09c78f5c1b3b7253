#include "loader/toml_reader.hpp"

#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>

#include "text/text.hpp"

namespace metindex::loader {
namespace {

Node convert(const toml::node& source, const std::string& file, int shift) {
  Node node;
  node.place = {&file, static_cast<int>(source.source().begin.line) + shift};
  if (const auto* s = source.as_string()) {
    node.kind = Node::Kind::string;
    node.string = s->get();
  } else if (const auto* b = source.as_boolean()) {
    node.kind = Node::Kind::boolean;
    node.boolean = b->get();
  } else if (source.is_number()) {
    node.kind = Node::Kind::number;
    node.number = source.value<double>().value_or(0);
  } else if (const auto* array = source.as_array()) {
    node.kind = Node::Kind::array;
    for (const auto& item : *array) node.items.push_back(convert(item, file, shift));
  } else if (const auto* table = source.as_table()) {
    node.kind = Node::Kind::table;
    for (const auto& [key, value] : *table) {
      node.entries.push_back({std::string(key.str()), convert(value, file, shift)});
    }
  } else {
    fail(node.place, "dates and times have no place in a catalogue");
  }
  return node;
}

}  // namespace

void fail(const Place& place, std::string_view what) {
  throw LoadError{place.file + ":" + std::to_string(place.line) + ": " + std::string(what)};
}

Node parse_toml(std::string_view text, const std::string& file, int first_line) {
  try {
    return convert(toml::parse(text, file), file, first_line - 1);
  } catch (const toml::parse_error& error) {
    fail({file, static_cast<int>(error.source().begin.line) + first_line - 1},
         std::string(error.description()));
  }
}

Node parse_note(std::string_view markdown, const std::string& file) {
  constexpr std::string_view kFence = "+++\n";
  if (markdown.substr(0, kFence.size()) != kFence)
    fail({file, 1}, "a note begins with a line of +++");
  const std::size_t end = markdown.find("\n" + std::string(kFence), kFence.size());
  if (end == std::string_view::npos)
    fail({file, 1}, "the header of a note ends with a line of +++");
  Node node = parse_toml(markdown.substr(kFence.size(), end + 1 - kFence.size()), file, 2);
  node.place = {&file, 1};
  Node text;
  text.kind = Node::Kind::string;
  text.string = text::trim(markdown.substr(end + 1 + kFence.size()));
  while (!text.string.empty() && text.string.back() == '\n') text.string.pop_back();
  while (!text.string.empty() && text.string.front() == '\n') text.string.erase(0, 1);
  text.place = node.place;
  node.entries.push_back({"text", std::move(text)});
  return node;
}

Table::Table(const Node& node, std::string what) : node_(node), what_(std::move(what)) {
  if (node.kind != Node::Kind::table) fail(node.place, what_ + " must be a table");
}

const Node* Table::any(std::string_view key) {
  known_.emplace_back(key);
  for (const auto& [name, node] : node_.entries) {
    if (name == key) return &node;
  }
  return nullptr;
}

std::string Table::text_or(std::string_view key, std::string_view other) {
  const Node* node = any(key);
  if (node == nullptr) return std::string(other);
  if (node->kind != Node::Kind::string)
    fail(node->place, what_ + ": '" + std::string(key) + "' must be text in quotes");
  return node->string;
}

std::string Table::text(std::string_view key) {
  std::string found = text_or(key, "");
  if (found.empty()) fail(place(), what_ + " needs '" + std::string(key) + "'");
  return found;
}

std::vector<std::string> Table::texts(std::string_view key) {
  const Node* node = any(key);
  std::vector<std::string> found;
  if (node == nullptr) return found;
  if (node->kind != Node::Kind::array)
    fail(node->place, what_ + ": '" + std::string(key) + "' must be a list");
  for (const Node& item : node->items) {
    if (item.kind != Node::Kind::string)
      fail(item.place, what_ + ": '" + std::string(key) + "' must hold texts in quotes");
    found.push_back(item.string);
  }
  return found;
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
  return node->boolean;
}

std::optional<Range> Table::range(std::string_view key) {
  const Node* node = any(key);
  if (node == nullptr) return std::nullopt;
  const bool pair = node->kind == Node::Kind::array && node->items.size() == 2 &&
                    node->items[0].kind == Node::Kind::number &&
                    node->items[1].kind == Node::Kind::number;
  if (!pair || !(node->items[0].number <= node->items[1].number)) {
    fail(node->place, what_ + ": '" + std::string(key) + "' must be [low, high]");
  }
  return Range{node->items[0].number, node->items[1].number};
}

const std::vector<Node>& Table::tables(std::string_view key) {
  static const std::vector<Node> none;
  const Node* node = any(key);
  if (node == nullptr) return none;
  if (node->kind != Node::Kind::array)
    fail(node->place, what_ + ": '" + std::string(key) + "' must be a list of tables");
  return node->items;
}

std::vector<std::pair<std::string, const Node*>> Table::rest() {
  std::vector<std::pair<std::string, const Node*>> found;
  for (const auto& [key, node] : node_.entries) {
    if (std::find(known_.begin(), known_.end(), key) == known_.end())
      found.emplace_back(key, &node);
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
