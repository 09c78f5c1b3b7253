// An interval of real numbers, for values known only as "< 2.0" or "> 300".
#pragma once

#include <limits>

namespace metindex::formula {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();  // a value not known

struct End {
  double value;
  bool open;  // it is not itself part of the interval
};

struct Bounds {
  double low = kUnknown;
  double high = kUnknown;
  bool low_open = false;
  bool high_open = false;

  [[nodiscard]] bool known() const { return low <= high; }
  [[nodiscard]] bool exact() const { return low == high; }
  static Bounds point(double x) { return {x, x, false, false}; }
};

}  // namespace metindex::formula
