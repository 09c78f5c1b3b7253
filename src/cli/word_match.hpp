// Words of a user's in a text, in any letter case and with or without accents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace metindex::cli {

// "insulin resist" and "insulinresistance" stand in "Insulin resistance range"; "homa_irr" does not
// in "HOMA-IR reads", nor "statin" in "Catestatin".
class WordMatch {
 public:
  explicit WordMatch(std::string_view words);
  [[nodiscard]] bool empty() const { return words_.empty(); }
  [[nodiscard]] bool is_in(std::string_view text) const;

 private:
  [[nodiscard]] bool begins_at(const std::vector<std::string>& text, std::size_t at) const;
  [[nodiscard]] bool is_joined_at(const std::vector<std::string>& text, std::size_t at) const;

  std::vector<std::string> words_;
  std::string joined_;
};

}  // namespace metindex::cli
