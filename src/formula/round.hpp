// Rounding to decimal digits, for numbers and bounds alike.
#pragma once

#include <cmath>

namespace metindex::formula {

constexpr double kMostDigits = 15;  // that every double holds

// Half away from zero; `scale` is 10 to the power of the digits. A number too large to have such
// digits stays what it is.
constexpr auto round_to = [](double x, double scale) {
  const double scaled = x * scale;
  return std::fabs(scaled) < 0x1p52 ? std::round(scaled) / scale : x;
};

}  // namespace metindex::formula
