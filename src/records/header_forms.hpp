// Forms that the text of a header has: a name and a unit, a time in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace metindex::records {

// A name and what may be its unit.
struct Parts {
  std::string_view name, unit;
  bool square = false;
};

// "Glucose (mmol/L)", "glucose[mg/dL]", "Glucose, mmol/L"; "Insulin (fasting) (mU/L)" and
// "insulin[u[IU]/mL]" have more than one way.
std::vector<Parts> splits(std::string_view header);

// "glucose_-10 min", before the load, and "glucose 1.2 h": not what the digits alone say.
bool has_sign_or_point(std::string_view header);

// "0.5 h" is written "30 min"; as it stands where that is no whole number.
std::string hours_as_minutes(std::string header);

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr char kNumber = '#';  // stands for the digits; fold_name leaves no such sign

// "{name} {t} min" of "glu": "glu#min"; in hours if it has {h}.
std::string timed_key(const std::string& form, const std::string& name, bool& hours);

}  // namespace metindex::records
