// Inputs of a check value, and the index computed from them as a user gets it.
#pragma once

#include <doctest/doctest.h>

#include "text/text.hpp"
#include "unit/support.hpp"

namespace unit {

struct Given {
  std::string analyte;
  double number = kNaN;
  std::string in;
  std::string word = {};  // of a category, instead of the number
};

// "glucose=81[mg/dL] insulin=12.5[uIU/mL] sex=female"
inline std::vector<Given> read_given(const std::string& text) {
  std::vector<Given> found;
  for (const std::string_view part : metindex::text::split(text, ' ')) {
    const std::size_t equal = part.find('=');
    const std::size_t bracket = part.find('[');
    if (equal < part.size() && bracket == std::string_view::npos) {
      found.push_back(
          {std::string(part.substr(0, equal)), kNaN, "", std::string(part.substr(equal + 1))});
      continue;
    }
    REQUIRE_MESSAGE((equal < bracket && bracket < part.size() && part.back() == ']'), text);
    const auto number = metindex::text::to_number(part.substr(equal + 1, bracket - equal - 1));
    REQUIRE_MESSAGE(number.has_value(), text);
    found.push_back({std::string(part.substr(0, equal)), *number,
                     std::string(part.substr(bracket + 1, part.size() - bracket - 2))});
  }
  return found;
}

// As a user gets it.
inline double computed(const metindex::Index& index, const std::vector<Given>& given) {
  metindex::Panel panel(catalogue(), {"conventional", false, true});
  for (const Given& g : given)
    g.word.empty() ? panel.set(g.analyte, g.number, g.in) : panel.set(g.analyte, g.word);
  REQUIRE_MESSAGE(panel.problems().empty(), panel.problems().front());
  const auto result = metindex::index_of(catalogue(), index.id, panel);
  REQUIRE_MESSAGE(result, result.error());
  return result->value.value_or(kNaN);
}

}  // namespace unit
