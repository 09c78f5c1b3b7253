#include "panel/plausible.hpp"

#include <algorithm>
#include <cmath>

#include "text/text.hpp"

namespace metindex::panel {
namespace {

std::string range_text(const Range& range) {
  return text::shortest(range.low) + " to " + text::shortest(range.high);
}

// Another unit in which the number is an everyday result: one of a system first, else the only one.
const AnalyteUnit* better_unit(const Analyte& analyte, const AnalyteUnit& unit, double number) {
  const AnalyteUnit* found = nullptr;
  bool one = true;
  for (const AnalyteUnit& other : analyte.units) {
    if (&other == &unit || !other.bare.contains(number) || !other.usual.contains(number)) continue;
    if (!other.system.empty()) return &other;
    one = found == nullptr;
    found = &other;
  }
  return one ? found : nullptr;
}

std::string subject(const Analyte& analyte, const AnalyteUnit& unit, double number) {
  return analyte.id + " " + text::shortest(number) + (unit.id == "1" ? "" : " " + unit.id);
}

// What tables write where there is no value: -9, 888888, 999.9.
bool looks_like_code(double x) {
  std::string digits = text::shortest(std::fabs(x));
  digits.erase(std::remove(digits.begin(), digits.end(), '.'), digits.end());
  if (digits.size() == 1) return x < 0;
  return digits.front() >= '7' && digits.find_first_not_of(digits.front()) == std::string::npos;
}

// " is not plausible (20 to 1500); did you mean ..."
std::string why_outside(const AnalyteUnit& unit, const AnalyteUnit* other, double x,
                        bool assume_units) {
  const std::string number = text::shortest(x);
  const Range& allowed = assume_units ? unit.possible : unit.plausible;
  std::string sentence = " is not plausible (" + range_text(allowed) + ")";
  const std::string code =
      looks_like_code(x) ? "a code for no value (--missing " + number + ")" : "";
  if (other != nullptr) {
    return sentence + "; did you mean " + number + other->id +
           (code.empty() ? "?" : ", or is it " + code + "?");
  }
  if (!code.empty()) return sentence + "; is it " + code + "?";
  if (!assume_units && unit.possible.contains(x))
    return sentence + "; if the unit is right, add --assume-units";
  return sentence;
}

}  // namespace

std::string why_implausible(const Analyte& analyte, const AnalyteUnit& unit, const Value& value,
                            bool assume_units) {
  const double x = value.number;
  const bool exact = value.status == Status::ok;
  const bool unsure = value.unit_assumed && !assume_units;
  if (exact && is_plausible(unit, x, assume_units) && (!unsure || unit.bare.contains(x))) return {};
  const Range& allowed = assume_units ? unit.possible : unit.plausible;
  const AnalyteUnit* other = better_unit(analyte, unit, x);
  // Of a bound only its far side is told: "< 0.2" and "> 500" may lie outside the range of results.
  // But a bare "< 5.6" that is no bound in this unit and an everyday one in another was meant in
  // the other.
  const bool meant_other =
      value.unit_assumed && other != nullptr && !other->system.empty() && x < allowed.low;
  const bool fits = value.status == Status::below   ? x > 0 && x <= allowed.high && !meant_other
                    : value.status == Status::above ? x >= allowed.low && x <= unit.possible.high
                                                    : is_plausible(unit, x, assume_units);
  if (fits && !exact) return {};
  const std::string sentence = subject(analyte, unit, x);
  if (fits) {
    const std::string number = text::shortest(x);
    const bool of_system = other != nullptr && !other->system.empty();
    const std::string second = of_system ? " or " + number + other->id : "";
    return sentence + " is unusual for a number without its unit; write " + number + unit.id +
           second;
  }
  if (x == 0) {
    return sentence + " is not a result; if it stands for no value, add --missing " + analyte.id +
           "=0";
  }
  if (is_zero_of_sas(x)) return sentence + " is a 0 of a SAS file, badly converted; write it as 0";
  return sentence + why_outside(unit, other, x, assume_units);
}

}  // namespace metindex::panel
