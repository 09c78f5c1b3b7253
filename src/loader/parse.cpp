#include "loader/parse.hpp"

#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <algorithm>
#include <utility>

#include "text/text.hpp"

namespace metindex::loader {
namespace {

class TomlPacker {
 public:
  // `shift` is the number of lines in front of the text.
  TomlPacker(std::string_view file, int shift) : file_(file), shift_(shift) {}

  void put_table(const toml::table& table, int line, std::size_t more = 0) {
    out_.table(table.size() + more, line);
    for (const auto& [key, value] : table) {
      out_.key(key.str());
      put(value);
    }
  }

  Packer& out() { return out_; }

 private:
  void put(const toml::node& node) {
    const int line = static_cast<int>(node.source().begin.line) + shift_;
    if (const auto* string = node.as_string()) {
      out_.string(string->get(), line);
    } else if (const auto* boolean = node.as_boolean()) {
      out_.boolean(boolean->get(), line);
    } else if (node.is_number()) {
      out_.number(node.value<double>().value_or(0), line);
    } else if (const auto* array = node.as_array()) {
      out_.array(array->size(), line);
      for (const auto& item : *array) put(item);
    } else if (const auto* table = node.as_table()) {
      put_table(*table, line);
    } else {
      fail({Text(file_), line}, "dates and times have no place in a catalogue");
    }
  }

  Packer out_;
  std::string_view file_;
  int shift_;
};

toml::table parse(std::string_view text, std::string_view file, int shift) {
  try {
    return toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    fail({Text(file), static_cast<int>(error.source().begin.line) + shift},
         std::string(error.description()));
  }
}

std::string_view without_empty_lines(std::string_view text) {
  text = text::trim(text);
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  while (!text.empty() && text.front() == '\n') text.remove_prefix(1);
  return text;
}

// In front of a line "## Deep" and behind it.
std::pair<std::string_view, std::string_view> split_at_deep(std::string_view body) {
  for (std::size_t begin = 0; begin < body.size();) {
    const std::size_t end = std::min(body.find('\n', begin), body.size());
    if (text::trim(body.substr(begin, end - begin)) == "## Deep")
      return {body.substr(0, begin), body.substr(end)};
    begin = end + 1;
  }
  return {body, {}};
}

}  // namespace

std::string pack_toml(std::string_view text, std::string_view file) {
  TomlPacker packer(file, 0);
  packer.put_table(parse(text, file, 0), 1);
  return packer.out().bytes();
}

std::string pack_note(std::string_view markdown, std::string_view file) {
  constexpr std::string_view kFence = "+++\n";
  if (markdown.substr(0, kFence.size()) != kFence)
    fail({Text(file), 1}, "a note begins with a line of +++");
  const std::size_t end = markdown.find("\n" + std::string(kFence), kFence.size());
  if (end == std::string_view::npos)
    fail({Text(file), 1}, "the header of a note ends with a line of +++");
  TomlPacker packer(file, 1);
  const auto header = parse(markdown.substr(kFence.size(), end + 1 - kFence.size()), file, 1);
  for (const std::string_view key : {"text", "deep"}) {
    if (header.contains(key))
      fail({Text(file), 1}, "'" + std::string(key) + "' stands below the header, not in it");
  }
  const std::string_view body = markdown.substr(end + 1 + kFence.size());
  const auto [basic, deep] = split_at_deep(body);
  packer.put_table(header, 1, 2);
  packer.out().key("text");
  packer.out().string(without_empty_lines(basic), 1);
  packer.out().key("deep");
  packer.out().string(without_empty_lines(deep), 1);
  return packer.out().bytes();
}

}  // namespace metindex::loader
