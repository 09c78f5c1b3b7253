#include "unit/papers/ogtt.hpp"

namespace unit {

// Matsuda 1999: 10000 over the root of fasting glucose, fasting insulin and the two means.
double matsuda(const Person& p, const Minutes& minutes, bool trapezoid) {
  const auto mean = [&](Curve curve) {
    return trapezoid ? trapezoids(p, curve, minutes) / minutes.back() : average(p, curve, minutes);
  };
  return 10000 /
         std::sqrt(glucose_mg(p, 0) * insulin_uu(p, 0) * mean(glucose_mg) * mean(insulin_uu));
}

// The letter of 2010: the samples at 0 and 120 min themselves, no means.
double matsuda_product(const Person& p) {
  return 10000 /
         std::sqrt(glucose_mg(p, 0) * insulin_uu(p, 0) * glucose_mg(p, 120) * insulin_uu(p, 120));
}

Papers ogtt_matsuda_papers() {
  const auto paper = [](Minutes minutes, bool trapezoid) {
    return [minutes = std::move(minutes), trapezoid](const Person& p) {
      return matsuda(p, minutes, trapezoid);
    };
  };
  return {
      {"matsuda_trapezoid", paper({0, 30, 60, 90, 120}, true)},
      {"matsuda_arithmetic", paper({0, 30, 60, 90, 120}, false)},
      {"matsuda_0_30_120_trapezoid", paper({0, 30, 120}, true)},
      {"matsuda_0_30_120_arithmetic", paper({0, 30, 120}, false)},
      {"matsuda_0_60_120_trapezoid", paper({0, 60, 120}, true)},
      {"matsuda_0_60_120_arithmetic", paper({0, 60, 120}, false)},
      {"matsuda_0_30_60_120_trapezoid", paper({0, 30, 60, 120}, true)},
      {"matsuda_0_30_60_120_arithmetic", paper({0, 30, 60, 120}, false)},
      {"matsuda_0_120", paper({0, 120}, true)},
      {"matsuda_0_120_product", matsuda_product},
      {"matsuda_window_30", paper({0, 30}, true)},
      {"matsuda_window_60", paper({0, 30, 60}, true)},
      {"matsuda_window_90", paper({0, 30, 60, 90}, true)},
  };
}

}  // namespace unit
