// Can this number be a result in this unit? And if not, in which unit could it be one?
#pragma once

#include <string>

#include "metindex/panel.hpp"

namespace metindex::panel {

// Empty if it can. Otherwise one sentence with the range and, where one fits, the unit that was
// meant: "glucose 5.2 mg/dL is not plausible (20 to 1500); did you mean 5.2 mmol/L?"
std::string why_implausible(const Analyte& analyte, const AnalyteUnit& unit, const Value& value,
                            bool assume_units);

// pandas reads the 0 of a SAS transport file as 5.4e-79, which no range from 0 would refuse.
inline bool is_zero_of_sas(double number) {
  constexpr double kLeast = 1e-70;
  return number != 0 && number > -kLeast && number < kLeast;
}

// The fast form of the same question, for an uncensored number whose unit was given.
inline bool is_plausible(const AnalyteUnit& unit, double number, bool assume_units) {
  return (assume_units ? unit.possible : unit.plausible).contains(number) &&
         !is_zero_of_sas(number);
}

}  // namespace metindex::panel
