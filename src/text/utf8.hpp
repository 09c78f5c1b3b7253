// UTF-8, one code point at a time, and strictly: surrogates, what lies beyond U+10FFFF, and what is
// written longer than it need be, are none.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace metindex::text {

// How many bytes a code point has that begins with this one; 0: none does.
constexpr std::size_t utf8_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0x80) return 1;
  if (byte < 0xC2 || byte > 0xF4) return 0;
  return byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// Moves `at` behind it. A byte that is not UTF-8 counts as the code point of its value.
inline char32_t next_code_point(std::string_view s, std::size_t& at) {
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  constexpr std::array<unsigned, 5> kFirstBits = {0, 0, 0x1F, 0x0F, 0x07};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const char32_t first = byte(at);
  const std::size_t begin = at++;
  const std::size_t length = utf8_length(s[begin]);
  if (length < 2 || length > s.size() - begin) return first;
  char32_t c = first & kFirstBits[length];
  for (std::size_t i = begin + 1; i < begin + length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return first;
    c = (c << 6U) | (byte(i) & 0x3FU);
  }
  if (c < kLeast[length] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return first;
  at = begin + length;
  return c;
}

// Where the first byte stands that is not UTF-8; the size where all of it is.
inline std::size_t first_bad_utf8(std::string_view s) {
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(s, at);
    if (c >= 0x80 && at == begin + 1) return begin;
  }
  return s.size();
}

// Whether these may be the first bytes of a code point that is cut off.
inline bool may_be_cut_off(std::string_view s) {
  if (s.empty() || s.size() >= utf8_length(s.front())) return false;
  return std::all_of(s.begin() + 1, s.end(),
                     [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; });
}

inline void append_code_point(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | (c >> 6U));
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | (c >> 12U));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | (c >> 18U));
    put(0x80U | ((c >> 12U) & 0x3FU));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

}  // namespace metindex::text
