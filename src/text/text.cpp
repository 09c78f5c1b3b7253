#include "text/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "text/letters.hpp"
#include "text/utf8.hpp"

namespace metindex::text {
namespace {

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  std::vector<std::size_t> before = row;
  std::vector<std::size_t> next(row.size());
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      next[j] =
          std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) next[j] = std::min(next[j], before[j - 2] + 1);
    }
    before.swap(row);
    row.swap(next);
  }
  return row.back();
}

}  // namespace

std::string_view trim(std::string_view s) {
  const auto plain = [](char c) { return c > ' ' && c < 0x7F; };
  std::size_t begin = 0;
  while (begin < s.size() && !plain(s[begin])) {
    std::size_t next = begin;
    if (!is_blank(next_code_point(s, next))) break;
    begin = next;
  }
  s.remove_prefix(begin);
  if (!s.empty() && plain(s.back())) return s;
  std::size_t end = 0;  // past the last letter that is not blank
  for (std::size_t at = 0; at < s.size();) {
    if (!is_blank(next_code_point(s, at))) end = at;
  }
  return s.substr(0, end);
}

std::string lower(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t at = 0; at < s.size();)
    append_code_point(out, lower_letter(next_code_point(s, at)));
  return out;
}

bool equal_folded(std::string_view a, std::string_view b) { return lower(a) == lower(b); }

std::string narrow(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t at = 0; at < s.size();)
    append_code_point(out, narrow_letter(next_code_point(s, at)));
  return out;
}

std::string fold_name(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = folded_letter(next_code_point(s, at));
    if (!is_blank(c) && !is_punctuation(c) && !is_combining_mark(c)) append_code_point(out, c);
  }
  return out;
}

std::string fold_word(std::string_view s) {
  std::string out;
  for (std::size_t at = 0; at < s.size();) {
    if (const char byte = s[at]; byte > ' ' && byte < 0x7F) {  // the same, sooner
      if (byte != '_') out += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte;
      ++at;
      continue;
    }
    const char32_t c = lower_letter(next_code_point(s, at));
    if (!is_blank(c)) append_code_point(out, c);
  }
  return out;
}

std::string fold_unit(std::string_view s) {
  std::string out;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = folded_letter(next_code_point(s, at));
    if (!is_blank(c) && c != '[' && c != ']' && c != '{' && c != '}' && c != '^')
      append_code_point(out, c);
  }
  if (out.rfind("mc", 0) == 0 && out.size() > 3 && out[2] != 'h')
    out.replace(0, 2, "u");  // mcIU, mcU, mcg
  return out;
}

std::string put(std::string text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

std::vector<std::string_view> split(std::string_view s, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0;;) {
    const std::size_t end = s.find(separator, begin);
    parts.push_back(s.substr(begin, end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += between;
    out += parts[i];
  }
  return out;
}

std::string join_numbers(const std::vector<int>& numbers) {
  std::vector<std::string> parts;
  for (const int number : numbers) parts.push_back(std::to_string(number));
  return join(parts, ", ");
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& names,
                         std::string_view otherwise) {
  const std::string folded = lower(word);
  const std::string* best = nullptr;
  std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string& name : names) {
    const std::string other = lower(name);
    std::size_t d = distance(folded, other);
    if (name == word) continue;  // what was written is no help
    const bool begins = folded.size() >= 3 && other.rfind(folded, 0) == 0;
    if (begins) d = 1;
    if (d < least) {
      least = d;
      best = &name;
    }
  }
  return best == nullptr ? std::string(otherwise) : "; did you mean '" + *best + "'?";
}

std::string with_point(std::string_view s) {
  std::string pointed(s);
  std::replace(pointed.begin(), pointed.end(), ',', '.');
  return pointed;
}

std::optional<double> to_number(std::string_view s) {
  if (!s.empty() && s.front() == '+') {
    s.remove_prefix(1);
    if (!s.empty() && s.front() == '-') return std::nullopt;
  }
  if (s.empty() || s.back() < '0' || s.back() > '9') {
    if (s.empty() || s.back() != '.') return std::nullopt;
  }
  double x = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), x);
  if (error != std::errc{} || end != s.data() + s.size() || !std::isfinite(x)) return std::nullopt;
  return x;
}

std::string shown(std::string_view s) {
  constexpr std::size_t kLongest = 60;
  std::string out;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(s, at);
    if (out.size() >= kLongest) return out + "...";
    if (c == '\n' || c == '\r' || c == '\t') {
      out += c == '\n' ? "\\n" : (c == '\r' ? "\\r" : "\\t");
    } else if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
      out += '?';
    } else {
      out += s.substr(begin, at - begin);
    }
  }
  return out;
}

std::string shortest(double x) {
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), x);
  return error == std::errc{} ? std::string(buffer.data(), end) : std::string();
}

std::string significant(double x, int digits) {
  if (x == 0 || !std::isfinite(x)) return shortest(x);
  std::array<char, 64> buffer{};
  const auto print = [&](std::chars_format format, int precision) {
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), x, format, precision);
    return error == std::errc{} ? std::string(buffer.data(), end) : std::string();
  };
  // The magnitude after rounding: 9.996 to three digits is 10.0.
  std::string scientific = print(std::chars_format::scientific, digits - 1);
  const int magnitude =
      static_cast<int>(to_number(scientific.substr(scientific.find('e') + 1)).value_or(0));
  if (magnitude < -5 || magnitude >= 15) return scientific;
  return print(std::chars_format::fixed, std::max(0, digits - 1 - magnitude));
}

std::size_t width(std::string_view s) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = next_code_point(s, at);
    const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xD7A3) ||
                      (c >= 0xFF00 && c <= 0xFF60);
    columns += wide ? 2 : 1;
  }
  return columns;
}

std::string pad(std::string_view s, std::size_t columns) {
  const std::size_t used = width(s);
  return std::string(s) + std::string(columns > used ? columns - used : 0, ' ');
}

std::vector<std::string> wrap(std::string_view s, std::size_t columns) {
  std::vector<std::string> lines;
  std::string line;
  for (std::string_view word : split(s, ' ')) {
    if (word.empty()) continue;
    if (!line.empty() && width(line) + 1 + width(word) > columns) {
      lines.push_back(std::move(line));
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

}  // namespace metindex::text
