// UTF-8, one code point at a time. A byte that is not UTF-8 counts as the code point of its value.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace metindex::text {

inline char32_t next_code_point(std::string_view s, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const auto follows = [&](std::size_t n) {
    if (at + n >= s.size()) return false;
    for (std::size_t i = 1; i <= n; ++i) {
      if ((byte(at + i) & 0xC0U) != 0x80U) return false;
    }
    return true;
  };
  const char32_t first = byte(at);
  std::size_t more = 0;
  char32_t c = first;
  if (first >= 0xC2 && first < 0xE0 && follows(1)) {
    more = 1;
    c = first & 0x1FU;
  } else if (first >= 0xE0 && first < 0xF0 && follows(2)) {
    more = 2;
    c = first & 0x0FU;
  } else if (first >= 0xF0 && first < 0xF5 && follows(3)) {
    more = 3;
    c = first & 0x07U;
  }
  for (std::size_t i = 1; i <= more; ++i) c = (c << 6U) | (byte(at + i) & 0x3FU);
  at += 1 + more;
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
