#include "panel/plausible.hpp"

#include "panel/units.hpp"
#include "text/text.hpp"

namespace metindex::panel {
namespace {

std::string range_text(const Range& range) {
  return text::shortest(range.low) + " to " + text::shortest(range.high);
}

// Another unit in which the number is an everyday result.
const AnalyteUnit* better_unit(const Analyte& analyte, const AnalyteUnit& unit, double number) {
  for (const AnalyteUnit& other : analyte.units) {
    if (&other != &unit && !other.system.empty() && other.bare.contains(number) &&
        other.usual.contains(number))
      return &other;
  }
  return nullptr;
}

std::string subject(const Analyte& analyte, const AnalyteUnit& unit, double number) {
  return analyte.id + " " + text::shortest(number) + (unit.id == "1" ? "" : " " + unit.id);
}

}  // namespace

std::string why_implausible(const Analyte& analyte, const AnalyteUnit& unit, const Value& value,
                            bool assume_units) {
  const double x = value.number;
  const Range& allowed = assume_units ? unit.possible : unit.plausible;
  const AnalyteUnit* other = better_unit(analyte, unit, x);
  // Of a bound only its far side is told: "< 0.2" and "> 500" may lie outside the range of results.
  // But a bare "< 5.6" that is no bound in this unit and an everyday one in another was meant in
  // the other.
  const bool meant_other = value.unit_assumed && other != nullptr && x < allowed.low;
  const bool fits = value.status == Status::below   ? x > 0 && x <= allowed.high && !meant_other
                    : value.status == Status::above ? x >= allowed.low && x <= unit.possible.high
                                                    : allowed.contains(x);
  const bool ambiguous = fits && value.unit_assumed && value.status == Status::ok &&
                         !assume_units && !unit.bare.contains(x);
  if (fits && !ambiguous) return {};

  std::string sentence = subject(analyte, unit, x);
  if (ambiguous) {
    const std::string number = text::shortest(x);
    const std::string second = other == nullptr ? "" : " or " + number + other->id;
    return sentence + " is unusual for a number without its unit; write " + number + unit.id +
           second;
  }
  if (x == 0) return sentence + " is not a result; leave the cell empty where there is none";
  sentence += " is not plausible (" + range_text(allowed) + ")";
  if (other != nullptr) return sentence + "; did you mean " + text::shortest(x) + other->id + "?";
  if (!assume_units && unit.possible.contains(x))
    return sentence + "; if the unit is right, add --assume-units";
  return sentence;
}

}  // namespace metindex::panel
