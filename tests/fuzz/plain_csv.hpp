// Delimited text (RFC 4180) read from the whole text at once, one character at a time: slow and
// plain, the twin of the reader in records/.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fuzz {

struct Row {
  std::vector<std::string> cells;
  std::string raw;         // as it stands, without the line end
  std::uint64_t line = 1;  // where it begins
  bool crlf = false;       // ended by CR LF
  bool operator==(const Row&) const = default;
};

struct Table {
  std::vector<Row> rows;
  bool damaged = false;           // after these rows
  std::uint64_t damage_line = 0;  // where the damaged row begins
  bool operator==(const Table&) const = default;
};

class PlainCsv {
 public:
  PlainCsv(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  Table read() && {
    while (at_ < text_.size() && !table_.damaged) row();
    return std::move(table_);
  }

 private:
  void row() {
    const std::size_t begin = at_;
    Row row{{}, {}, line_, false};
    do row.cells.push_back(next() == '"' ? quoted() : plain());
    while (!table_.damaged && take(delimiter_));
    if (!table_.damaged && !at_line_end()) table_.damaged = true;  // text behind a closing quote
    if (table_.damaged) {
      table_.damage_line = row.line;
      return;
    }
    row.raw = text_.substr(begin, at_ - begin);
    const bool cr = take('\r');
    row.crlf = take('\n') && cr;
    ++line_;
    table_.rows.push_back(std::move(row));
  }

  std::string plain() {
    std::string cell;
    while (!at_line_end() && next() != delimiter_) cell += text_[at_++];
    return cell;
  }

  std::string quoted() {
    std::string cell;
    for (++at_; at_ < text_.size(); ++at_) {
      if (next() == '"') {
        ++at_;
        if (next() != '"') {
          while (next() != delimiter_ && (next() == ' ' || next() == '\t')) ++at_;
          return cell;
        }
      }
      if (next() == '\n') ++line_;
      cell += next();
    }
    table_.damaged = true;  // never closed
    return cell;
  }

  // A CR belongs to the line end only where nothing but LF or the end follows it.
  [[nodiscard]] bool at_line_end() const {
    if (at_ == text_.size() || next() == '\n') return true;
    return next() == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n');
  }

  [[nodiscard]] char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    const bool there = at_ < text_.size() && text_[at_] == c;
    if (there) ++at_;
    return there;
  }

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  Table table_;
};

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

inline std::string_view without_byte_order_mark(std::string_view text) {
  return text.substr(0, kByteOrderMark.size()) == kByteOrderMark
             ? text.substr(kByteOrderMark.size())
             : text;
}

inline Table read_plainly(std::string_view text, char delimiter) {
  return PlainCsv(without_byte_order_mark(text), delimiter).read();
}

// The commonest delimiter of the first line, quoted text aside.
inline char plain_delimiter(std::string_view text) {
  text = without_byte_order_mark(text);
  text = text.substr(0, text.find('\n'));
  constexpr std::array<char, 4> kDelimiters = {',', ';', '\t', '|'};
  char best = kDelimiters.front();
  std::size_t most = 0;
  for (const char delimiter : kDelimiters) {
    bool quoted = false;
    std::size_t count = 0;
    for (const char c : text) {
      if (c == '"') quoted = !quoted;
      if (c == delimiter && !quoted) ++count;
    }
    if (count > most) best = delimiter;
    most = std::max(most, count);
  }
  return best;
}

// What the plain reader does not know: objects, and lines that end in CR alone.
inline bool other_text(std::string_view text) {
  text = without_byte_order_mark(text);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return (first != std::string_view::npos && text[first] == '{') ||
         (text.find('\n') == std::string_view::npos && text.find('\r') != std::string_view::npos);
}

// Bytes that are decoded, or refused, before they are read as text.
inline bool packed_text(std::string_view text) {
  const auto odd = [](char c) { return c == '\0' || static_cast<unsigned char>(c) >= 0x80; };
  return std::any_of(text.begin(), text.end(), odd);
}

}  // namespace fuzz
