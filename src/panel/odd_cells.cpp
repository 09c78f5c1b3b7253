#include "panel/odd_cells.hpp"

#include <algorithm>
#include <vector>

#include "panel/written_number.hpp"
#include "text/letters.hpp"
#include "text/text.hpp"
#include "text/utf8.hpp"

namespace metindex::panel {
namespace {

constexpr std::size_t kMost = 200;  // bytes; what is longer is no single value's neighbour

// Runs of digits and of letters, and single signs; blanks only part them.
struct Token {
  enum class Kind : unsigned char { digits, letters, sign } kind;
  std::string_view text;
  bool after_blank;
};
using Tokens = std::vector<Token>;

Token::Kind kind_of(char32_t c) {
  if (c < 0x80 && is_digit(static_cast<char>(c))) return Token::Kind::digits;
  const bool ascii_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const bool other_letter = c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c < 0x2E80);
  return ascii_letter || other_letter ? Token::Kind::letters : Token::Kind::sign;
}

Tokens split(std::string_view s) {
  Tokens tokens;
  bool after_blank = true;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t begin = at;
    const char32_t c = text::next_code_point(s, at);
    if (text::is_blank(c)) {
      after_blank = true;
      continue;
    }
    const Token::Kind kind = kind_of(c);
    const bool same = !tokens.empty() && !after_blank && tokens.back().kind == kind;
    if (same && kind != Token::Kind::sign) {
      std::string_view& text = tokens.back().text;
      text = {text.data(), text.size() + (at - begin)};
    } else {
      tokens.push_back({kind, s.substr(begin, at - begin), after_blank});
    }
    after_blank = false;
  }
  return tokens;
}

bool is_digits(const Tokens& t, std::size_t at, std::size_t least, std::size_t most) {
  return at < t.size() && t[at].kind == Token::Kind::digits && t[at].text.size() >= least &&
         t[at].text.size() <= most;
}

bool is_any(const Tokens& t, std::size_t at, std::initializer_list<std::string_view> signs) {
  return at < t.size() && std::find(signs.begin(), signs.end(), t[at].text) != signs.end();
}

// "2021-05-03", "05.03.2021", "5/1/21 10:30", "5.1.": parts of a day, month and year.
bool is_numeric_date(const Tokens& t) {
  if (t.size() < 4 || !is_any(t, 1, {"-", ".", "/"}) || t[3].text != t[1].text) return false;
  if (!is_digits(t, 2, 1, 2)) return false;
  if (t.size() == 4) return t[1].text == "." && is_digits(t, 0, 1, 2);
  const bool year_first = is_digits(t, 0, 4, 4) && is_digits(t, 4, 1, 2);
  const bool year_last = is_digits(t, 0, 1, 2) && (is_digits(t, 4, 2, 2) || is_digits(t, 4, 4, 4));
  const bool time = t.size() == 5 || t[5].after_blank || t[5].text == "T";
  return (year_first || year_last) && time;
}

// "5.Jan", "Jan-05", "1. Mai 2021": one month, one or two numbers, and the signs of a date.
bool is_named_date(const CellWords& words, const Tokens& t) {
  std::size_t months = 0;
  std::size_t numbers = 0;
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (t[i].kind == Token::Kind::letters) {
      const CellWord* word = words.find(t[i].text);
      if (word == nullptr || !word->month) return false;
      ++months;
    } else if (t[i].kind == Token::Kind::digits) {
      ++numbers;
    } else if (!is_any(t, i, {"-", ".", "/", ",", "'"})) {
      return false;
    }
  }
  return months == 1 && (numbers == 1 || numbers == 2);
}

// Past the number that begins at `at`: digits with one mark.
std::size_t after_number(const Tokens& t, std::size_t at) {
  ++at;
  const bool decimals =
      is_any(t, at, {".", ","}) && is_digits(t, at + 1, 1, kMost) && !t[at + 1].after_blank;
  return decimals ? at + 2 : at;
}

bool has_other_digits(std::string_view s) {
  constexpr char32_t kDigits = 10;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = text::next_code_point(s, at);
    // Arabic, Persian, Devanagari, full-width
    for (const char32_t zero : {U'\u0660', U'\u06F0', U'\u0966', U'\uFF10'}) {
      if (c >= zero && c < zero + kDigits) return true;
    }
  }
  return false;
}

bool has_spread(std::string_view s) {
  return s.find("±") != std::string_view::npos || s.find("+/-") != std::string_view::npos ||
         s.find("+-") != std::string_view::npos;
}

}  // namespace

std::string what_instead(const CellWords& words, std::string_view text) {
  if (text.size() > kMost) return {};
  if (has_other_digits(text)) return "has digits other than 0 to 9; write it with these";
  const Tokens t = split(text);
  if (is_numeric_date(t) || is_named_date(words, t))
    return "is a date; if a spreadsheet made it of a number, take the number from the source";
  const auto first = std::find_if(
      t.begin(), t.end(), [](const Token& token) { return token.kind == Token::Kind::digits; });
  if (first == t.end()) return {};
  if (has_spread(text)) return "is a value with its spread; one number is expected";
  std::size_t at = after_number(t, static_cast<std::size_t>(first - t.begin()));
  const bool range = is_any(t, at, {"-", "–", "—", "−", "~", "to", "bis", "à", "до", "至"});
  if (range && is_digits(t, at + 1, 1, kMost)) return "is a range; one number is expected";
  if (at + 1 == t.size() && is_any(t, at, {"<", ">", "≤", "≥", "-", "~"}))
    return "has a sign behind the number; write it in front, or leave it out";
  while (at < t.size() && t[at].kind == Token::Kind::sign) ++at;
  if (is_digits(t, at, 1, kMost)) return "has more than one number; one is expected";
  return {};
}

}  // namespace metindex::panel
