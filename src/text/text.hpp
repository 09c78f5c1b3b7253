// Text helpers shared by all folders: folding, comparing, suggesting, numbers.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace metindex::text {

std::string_view trim(std::string_view s);  // blanks of all kinds
std::string lower(std::string_view s);      // ASCII, Latin-1 supplement, Greek and Cyrillic letters
bool equal_folded(std::string_view a, std::string_view b);

std::string narrow(std::string_view s);  // the wide signs of East Asian text as ASCII

// For comparing names: lower case, without accents, blanks and punctuation except '%'; wide signs
// as ASCII, every sign for micro as u, a raised 2 as 2; "pct" stays as it is.
std::string fold_name(std::string_view s);

// For comparing words of cells: lower case, without blanks and underscores.
std::string fold_word(std::string_view s);

// For comparing units: letters as in names, without blanks, brackets and '^'; "mcIU" is "uIU".
std::string fold_unit(std::string_view s);

// `text` with the first `what` replaced.
std::string put(std::string text, std::string_view what, std::string_view with);

std::vector<std::string_view> split(std::string_view s, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view between);
template <typename T>  // of views
std::string join(const std::vector<T>& parts, std::string_view between) {
  return join(std::vector<std::string>(parts.begin(), parts.end()), between);
}
std::string join_numbers(const std::vector<int>& numbers);  // "30, 60, 120"

// "; did you mean 'x'?" for the nearest name within a small edit distance, else `otherwise`.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& names,
                         std::string_view otherwise = {});

// "no index is called 'x'; did you mean 'y'?" for a list of things that have ids.
template <typename T>
std::string not_called(std::string_view kind, std::string_view id, const std::vector<T>& list,
                       std::string_view otherwise = {}) {
  std::vector<std::string> names;
  names.reserve(list.size());
  for (const T& item : list) names.push_back(item.id);
  return "no " + std::string(kind) + " is called '" + std::string(id) + "'" +
         did_you_mean(id, names, otherwise);
}

// A finite number that fills the text: digits with '.' and exponent, sign allowed. No locale.
std::optional<double> to_number(std::string_view s);

// "5,3" -> "5.3", as to_number() wants it.
std::string with_point(std::string_view s);

// For messages: control characters as escapes, and no more than about 60 characters.
std::string shown(std::string_view s);

std::string shortest(double x);                 // reads back to the same double
std::string significant(double x, int digits);  // plain notation where it is readable

// The number of terminal columns of UTF-8 text (wide East Asian letters count two).
std::size_t width(std::string_view s);

std::string pad(std::string_view s, std::size_t columns);  // blanks behind, up to that width

// Lines of at most `columns`, broken at blanks; a longer word stands alone.
std::vector<std::string> wrap(std::string_view s, std::size_t columns);

}  // namespace metindex::text
