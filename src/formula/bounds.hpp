// An interval of real numbers, for values known only as "< 2.0" or "> 300".
#pragma once

#include <limits>

namespace metindex::formula {

struct Bounds {
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
  bool low_open = false;  // the end itself is not part of it
  bool high_open = false;

  [[nodiscard]] bool known() const { return low <= high; }
  [[nodiscard]] bool exact() const { return low == high; }
  static Bounds point(double x) { return {x, x, false, false}; }
};

}  // namespace metindex::formula
