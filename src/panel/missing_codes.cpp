#include <algorithm>

#include "metindex/panel.hpp"
#include "text/text.hpp"

namespace metindex {

void MissingCodes::add(std::string_view code, std::string_view analyte) {
  codes_.push_back({std::string(analyte), text::fold_word(code), text::to_number(code)});
}

bool MissingCodes::any(const Analyte& analyte) const {
  return std::any_of(codes_.begin(), codes_.end(), [&](const Code& code) {
    return code.analyte.empty() || code.analyte == analyte.id;
  });
}

bool MissingCodes::has(const Analyte& analyte, double number) const {
  return std::any_of(codes_.begin(), codes_.end(), [&](const Code& code) {
    return code.number == number && (code.analyte.empty() || code.analyte == analyte.id);
  });
}

bool MissingCodes::has(const Analyte& analyte, std::string_view text) const {
  if (codes_.empty()) return false;
  const std::string folded = text::fold_word(text);
  const auto number = text::to_number(text);
  return std::any_of(codes_.begin(), codes_.end(), [&](const Code& code) {
    return (code.analyte.empty() || code.analyte == analyte.id) &&
           (code.text == folded || (number && code.number == number));
  });
}

}  // namespace metindex
