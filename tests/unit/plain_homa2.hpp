// The HOMA2-compatible map once more, plain and slow: every inverse by bisection of the map as it
// is written down, the series by the cosines that define Chebyshev polynomials.
#pragma once

#include <array>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace unit::plain {

// The x in (0, most) at which the rising `f` is `wanted`, to the last digit.
inline double solve(const std::function<double(double)>& f, double wanted, double most) {
  double low = 0;
  double high = most;
  for (;;) {
    const double middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    (f(middle) < wanted ? low : high) = middle;
  }
}

// nmol/L, mmol/L -> pmol/L
inline double homa2_specific_insulin(double c, double g) {
  return 100.91621 * c * (1 + c * (0.0100224 + 0.0004263 * g)) / (1 - 100.91621 * 0.0002105 * c);
}
inline double homa2_insulin(double c, double g) {
  return homa2_specific_insulin(c, g) + c * (6.77642 + 1.678918 * g + 0.0017457 * g * g);
}
// %, mmol/L -> nmol/L
inline double homa2_secretion(double percent, double g) {
  const double b = percent / 100;
  const double t = std::pow(g * std::pow(b, 0.25) / 10, 3.15503);
  return 4.84113 * std::pow(b, 0.75) * t / (1 + t);
}

inline double homa2_c_peptide(double g, double insulin) {
  return solve([=](double c) { return homa2_insulin(c, g); }, insulin, 20);
}
inline double homa2_c_peptide_specific(double g, double insulin) {
  return solve([=](double c) { return homa2_specific_insulin(c, g); }, insulin, 20);
}
inline double homa2_percent_b(double g, double c) {
  return solve([=](double percent) { return homa2_secretion(percent, g); }, c, 1e6);
}
inline double homa2_percent_s(double g, double c) {
  constexpr std::array<double, 19> a = {27.484434, -24.695788, -1.280375, -1.663617, 1.345623,
                                        -0.484690, -0.071838,  -0.051089, 0.118920,  -0.031127,
                                        -0.030306, 0.012068,   0.012870,  -0.003883, -0.003436,
                                        0.002656,  0.000797,   -0.001802, -0.000505};
  constexpr std::array<double, 6> d = {0.156687,  -0.036375, -0.076872,
                                       -0.016498, -0.005057, 0.000555};
  const double angle = std::acos((g - 14) / 11);
  double of_c = 0;
  double alone = 0;
  for (std::size_t k = 0; k < a.size(); ++k)
    of_c += a[k] * std::cos(static_cast<double>(k) * angle);
  for (std::size_t k = 0; k < d.size(); ++k)
    alone += d[k] * std::cos(static_cast<double>(k) * angle);
  return of_c / c + alone;
}

// The same, by the names that formulas use; glucose first.
struct Twin {
  std::string name;
  double (*plain)(double, double);
};

inline const std::vector<Twin>& homa2_twins() {
  static const std::vector<Twin> all = {{"homa2_c_peptide", homa2_c_peptide},
                                        {"homa2_c_peptide_specific", homa2_c_peptide_specific},
                                        {"homa2_percent_b", homa2_percent_b},
                                        {"homa2_percent_s", homa2_percent_s}};
  return all;
}

}  // namespace unit::plain
