// A name of the user's inside a command that a message proposes.
#pragma once

#include <string>

namespace metindex::records {

// In quotes where a shell would not take it as one word.
inline std::string shell_word(const std::string& word) {
  const bool plain = word.find_first_of(" ()[]{}<>|&;'\"$`*?!#~\\\t\n") == std::string::npos;
  if (plain) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace metindex::records
