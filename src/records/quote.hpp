// One cell of delimited text.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace metindex::records {

inline bool needs_quotes(std::string_view text, char delimiter) {
  return std::any_of(text.begin(), text.end(),
                     [&](char c) { return c == delimiter || c == '"' || c == '\r' || c == '\n'; });
}

// In quotes only where it must be.
inline void add_quoted(std::string_view text, char delimiter, std::string& out) {
  if (!needs_quotes(text, delimiter)) {
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
