#include "panel/written_number.hpp"

#include <algorithm>

#include "text/letters.hpp"
#include "text/text.hpp"
#include "text/utf8.hpp"

namespace metindex::panel {
namespace {

constexpr std::size_t kGroup = 3;  // digits between two marks of thousands

// What may stand between digits: , . ' or a blank of any kind, told as ' '; 0: anything else.
struct Mark {
  char kind = 0;
  std::size_t length = 0;
};

Mark mark_at(std::string_view s, std::size_t at) {
  constexpr char32_t kTypographic = 0x2019;
  std::size_t end = at;
  const char32_t c = text::next_code_point(s, end);
  if (c == ',' || c == '.' || c == '\'') return {static_cast<char>(c), 1};
  if (c == kTypographic) return {'\'', end - at};
  return text::is_blank(c) ? Mark{' ', end - at} : Mark{};
}

std::size_t digits_at(std::string_view s, std::size_t at) {
  std::size_t count = 0;
  while (at + count < s.size() && is_digit(s[at + count])) ++count;
  return count;
}

struct Extent {
  std::size_t mantissa = 0, whole = 0;
  bool plain = true;  // digits and at most one point
};

// A blank or an apostrophe belongs to a number only where it may group thousands.
Extent measure(std::string_view s) {
  std::size_t at = !s.empty() && (s[0] == '-' || s[0] == '+') ? 1 : 0;
  std::size_t count = 0;
  Extent extent;
  for (bool point = false; at < s.size();) {
    if (is_digit(s[at])) {
      ++count;
      ++at;
      continue;
    }
    const Mark mark = mark_at(s, at);
    const bool grouping = mark.kind == ' ' || mark.kind == '\'';
    if (mark.kind == 0 || (grouping && (count == 0 || !is_digit(s[at - 1]) ||
                                        digits_at(s, at + mark.length) != kGroup)))
      break;
    extent.plain = extent.plain && mark.kind == '.' && !point;
    point = true;
    at += mark.length;
  }
  if (count == 0) return {};
  extent.mantissa = extent.whole = at;
  if (at < s.size() && (s[at] == 'e' || s[at] == 'E')) {
    const std::size_t sign = at + 1 < s.size() && (s[at + 1] == '-' || s[at + 1] == '+') ? 1 : 0;
    if (const std::size_t digits = digits_at(s, at + 1 + sign); digits > 0)
      extent.whole = at + 1 + sign + digits;
  }
  return extent;
}

// The number without its marks, or nothing if they do not fit.
std::optional<double> value_of(std::string_view s, std::size_t mantissa, bool decimal_comma,
                               char thousands) {
  const char decimal = decimal_comma ? ',' : '.';
  std::string plain;
  std::size_t digits = 0;  // since the last mark
  bool grouped = false;
  bool fraction = false;
  for (std::size_t at = 0; at < mantissa;) {
    const Mark mark = mark_at(s, at);
    if (mark.kind == 0) {
      plain += s[at];
      if (is_digit(s[at++])) ++digits;
      continue;
    }
    at += mark.length;
    const bool whole_groups = !grouped || digits == kGroup;
    if (fraction || !whole_groups || (mark.kind != decimal && mark.kind != thousands))
      return std::nullopt;
    if (mark.kind == decimal) {
      fraction = true;
      plain += '.';
    } else {
      const bool led_by_zero = plain[plain.size() - digits] == '0';
      if (!grouped && (digits == 0 || digits > kGroup || led_by_zero)) return std::nullopt;
      grouped = true;
    }
    digits = 0;
  }
  if (grouped && !fraction && digits != kGroup) return std::nullopt;
  plain += s.substr(mantissa);
  return text::to_number(plain);
}

}  // namespace

WrittenNumber read_number(std::string_view text, const Reading& reading) {
  const Extent extent = measure(text);
  const std::string_view whole = text.substr(0, extent.whole);
  if (extent.whole == 0) return {};
  if (extent.plain && !reading.decimal_comma && reading.thousands != '.')
    return {extent.whole, text::to_number(whole)};
  return {extent.whole, value_of(whole, extent.mantissa, reading.decimal_comma, reading.thousands)};
}

std::string why_not_read(std::string_view digits, const Reading& reading) {
  const std::size_t mantissa = measure(digits).mantissa;
  const auto fits = [&](bool decimal_comma, char thousands) {
    return value_of(digits, mantissa, decimal_comma, thousands).has_value();
  };
  const bool has_comma = digits.find(',') != std::string_view::npos;
  const bool has_point = digits.find('.') != std::string_view::npos;
  const std::string grouping = " that does not group three digits, as --thousands says";
  if (reading.thousands == ',' && has_comma) return "has a comma" + grouping;
  if (reading.thousands == '.' && has_point) return "has a point" + grouping;
  if (fits(reading.decimal_comma, ' '))
    return "has a blank within; if it groups thousands, add --thousands space";
  if (fits(reading.decimal_comma, '\''))
    return "has an apostrophe within; if it groups thousands, add --thousands \"'\"";
  if (reading.decimal_comma) {
    if (fits(true, '.'))
      return "has a point where commas are decimal marks; if it groups thousands, add --thousands "
             ".";
    return has_point ? "has a point where commas are decimal marks" : "";
  }
  const bool decimal = fits(true, 0);
  if (decimal && fits(false, ','))
    return "has a comma: is it the decimal mark (--decimal-comma) or groups thousands (--thousands "
           ",)?";
  if (decimal) return "has a comma; if it is the decimal mark, add --decimal-comma";
  if (fits(false, ',')) return "has a comma; if it groups thousands, add --thousands ,";
  if (fits(true, '.') && !has_comma)
    return "has points; if they group thousands, add --thousands . --decimal-comma";
  if (fits(true, '.'))
    return "has a point and a comma; if they group thousands and mark decimals, add --thousands . "
           "--decimal-comma";
  return "";
}

}  // namespace metindex::panel
