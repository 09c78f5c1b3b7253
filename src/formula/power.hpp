// Powers, for numbers and bounds alike.
#pragma once

#include <cmath>

namespace metindex::formula {

// Squares and cubes, as the papers have them, are products: as exact, and a tenth of the time.
constexpr auto raise = [](double x, double exponent) {
  if (exponent == 2) return x * x;
  if (exponent == 3) return x * x * x;
  return std::pow(x, exponent);
};

}  // namespace metindex::formula
