#include "cli/word_match.hpp"

#include <algorithm>
#include <cctype>

#include "text/text.hpp"

namespace metindex::cli {
namespace {

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end = [&] {
    if (std::string folded = text::fold_name(word); !folded.empty())
      words.push_back(std::move(folded));
    word.clear();
  };
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    byte < 0x80 && std::isalnum(byte) == 0 ? end() : word.push_back(c);
  }
  end();
  return words;
}

}  // namespace

WordMatch::WordMatch(std::string_view words) : words_(folded_words(words)) {
  for (const std::string& word : words_) joined_ += word;
}

bool WordMatch::is_in(std::string_view text) const {
  const std::vector<std::string> all = folded_words(text);
  for (std::size_t at = 0; at < all.size() && !empty(); ++at) {
    if (begins_at(all, at) || is_joined_at(all, at)) return true;
  }
  return false;
}

// The last word may be unfinished.
bool WordMatch::begins_at(const std::vector<std::string>& text, std::size_t at) const {
  if (at + words_.size() > text.size()) return false;
  const auto last = static_cast<std::ptrdiff_t>(words_.size() - 1);
  const auto begin = text.begin() + static_cast<std::ptrdiff_t>(at);
  return std::equal(words_.begin(), words_.begin() + last, begin) &&
         begin[last].starts_with(words_.back());
}

bool WordMatch::is_joined_at(const std::vector<std::string>& text, std::size_t at) const {
  std::string joined;
  while (at < text.size() && joined.size() < joined_.size()) joined += text[at++];
  return joined == joined_;
}

}  // namespace metindex::cli
