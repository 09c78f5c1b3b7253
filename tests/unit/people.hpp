// Made-up people with a value for whatever the catalogue can measure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "unit/support.hpp"

namespace unit {

class Person {
 public:
  // Usual values for some, anything plausible for others; one in ten lacks values. The same
  // person for the same state of `random`.
  static Person any(Random& random);

  // In that unit of the analyte, converted by the factors of people.cpp and not by the library;
  // NaN where there is no value.
  double operator()(std::string_view analyte, std::string_view unit) const;

  // Of an analyte that has categories. Both are false where nothing is known of it.
  [[nodiscard]] bool is(std::string_view analyte, std::string_view category) const;
  [[nodiscard]] bool knows(std::string_view analyte) const;

  // The unit in which the value is reported, by chance one of the analyte's.
  [[nodiscard]] const std::string& reported_in(std::string_view analyte) const;

  // The values that any index uses, as reported.
  [[nodiscard]] metindex::Panel panel() const;

  // The same but for dust in the last digits.
  [[nodiscard]] Person shaken(Random& random) const;

  // Minutes after a glucose load from 0 to `last`: these two, and those between of which the person
  // has a sample.
  [[nodiscard]] std::vector<int> minutes(std::string_view fasting, int last) const;

  // "glucose 90 mg/dL, sex male" for what the index uses.
  [[nodiscard]] std::string text(const metindex::Index& index) const;

 private:
  std::map<std::string, double, std::less<>> numbers_;     // in the analyte's first unit
  std::map<std::string, std::string, std::less<>> words_;  // categories
  std::map<std::string, std::string, std::less<>> units_;  // in which numbers are reported
};

}  // namespace unit
