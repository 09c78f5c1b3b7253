// One cell of delimited text.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace metindex::records {

// In quotes only where it must be.
inline void add_quoted(std::string_view text, char delimiter, std::string& out) {
  const bool plain = std::none_of(text.begin(), text.end(), [&](char c) {
    return c == delimiter || c == '"' || c == '\r' || c == '\n';
  });
  if (plain) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace metindex::records
