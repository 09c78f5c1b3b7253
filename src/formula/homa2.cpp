#include "formula/homa2.hpp"

#include <cmath>
#include <limits>
#include <utility>

namespace metindex::formula {
namespace {

// --- C-peptide from insulin ---

// Specific insulin I = a C (1 + C (c0 + c1 G)) / (1 - k C): nearly linear, with a little
// saturation of its clearance. An assay that is not specific reads proinsulin too:
// I + C (p0 + p1 G + p2 G^2).
constexpr double kA = 100.91621;
constexpr double kC0 = 0.0100224;
constexpr double kC1 = 4.263e-4;
constexpr double kK = kA * 2.105e-4;
constexpr double kP0 = 6.77642;
constexpr double kP1 = 1.678918;
constexpr double kP2 = 0.0017457;

// The C that gives this insulin where proinsulin adds `proinsulin` per C: times 1 - k C, the map is
// a quadratic, whose positive root is written so that nothing cancels.
double c_peptide(double glucose, double insulin, double proinsulin) {
  const double square = kA * (kC0 + kC1 * glucose) - kK * proinsulin;
  const double linear = kA + proinsulin + kK * insulin;
  return 2 * insulin / (linear + std::sqrt(linear * linear + 4 * square * insulin));
}

double from_specific(double glucose, double insulin) { return c_peptide(glucose, insulin, 0); }
double from_insulin(double glucose, double insulin) {
  return c_peptide(glucose, insulin, kP0 + glucose * (kP1 + glucose * kP2));
}

// --- %B ---

// Secretion C = Vmax b^(3/4) t / (1 + t) with t = (G b^(1/4) / 10)^h, b = %B / 100: a dose response
// to glucose, half its maximum at 10 mmol/L, in height and place moved by b.
constexpr double kVmax = 4.84113;
constexpr double kHalf = 10;  // mmol/L
constexpr double kHill = 3.15503;
constexpr double kSlope = 3 / kHill;

// With y = ln t the equation is  slope y - ln(1 + exp(-y)) = L  of the single number
// L = ln(C / Vmax (G / 10)^3). Its left side is concave with slopes between those of its two
// asymptotes; a hyperbola between these starts within 0.04 of y, and each of Halley's steps cubes
// the error (over 20): two of them reach rounding.
double solve_secretion(double right) {
  constexpr double kMean = (1 / kSlope + 1 / (kSlope + 1)) / 2;
  constexpr double kSpread = 1 / kSlope - kMean;
  constexpr double kBend = 3.56;  // meets the curve where y = 0
  double y = kMean * right + kSpread * std::sqrt(right * right + kBend);
  for (int step = 0; step < 2; ++step) {
    const double e = std::exp(-y);
    const double share = e / (1 + e);
    const double f = kSlope * y - std::log(1 + e) - right;
    const double first = kSlope + share;
    const double second = share * (share - 1);
    y -= 2 * f * first / (2 * first * first - f * second);
  }
  return y;
}

double percent_b(double glucose, double c) {
  const double g = glucose / kHalf;
  const double y = solve_secretion(std::log(c / kVmax * (g * g * g)));
  const double squared = g * g;
  return 100 * std::exp(4 / kHill * y) / (squared * squared);
}

// --- %S ---

// %S = A(G) / C + D(G), both Chebyshev series on 3 to 25 mmol/L; coefficients from T0.
constexpr double kMiddle = 14;
constexpr double kReach = 11;
constexpr std::array<double, 19> kSeriesA = {27.484434, -24.695788, -1.280375, -1.663617, 1.345623,
                                             -0.484690, -0.071838,  -0.051089, 0.118920,  -0.031127,
                                             -0.030306, 0.012068,   0.012870,  -0.003883, -0.003436,
                                             0.002656,  0.000797,   -0.001802, -0.000505};
constexpr std::array<double, 6> kSeriesD = {0.156687,  -0.036375, -0.076872,
                                            -0.016498, -0.005057, 0.000555};

// Clenshaw's sum, written out, so that a loop over rows takes several at a time.
template <std::size_t size>
double chebyshev(const std::array<double, size>& series, double x) {
  const double twice = 2 * x;
  double last = 0;
  double before = 0;
  const auto add = [&](double coefficient) {
    before = std::exchange(last, coefficient + twice * last - before);
  };
  [&]<std::size_t... i>(std::index_sequence<i...>) {
    (add(series[size - 1 - i]), ...);
  }(std::make_index_sequence<size - 1>{});
  return series[0] + x * last - before;
}

double percent_s(double glucose, double c) {
  const double x = (glucose - kMiddle) / kReach;
  return chebyshev(kSeriesA, x) / c + chebyshev(kSeriesD, x);
}

// --- as functions of formulas ---

using Argument = NamedFunction::Argument;

constexpr Argument kGlucose = {"glucose", "mmol/L", kMiddle - kReach, kMiddle + kReach, false};
constexpr Argument kInsulin = {"insulin", "pmol/L", 2, 1000, true};
constexpr Argument kSecreted = {"C-peptide", "nmol/L", 0.01, 10, true};
constexpr Argument kNeeded = {"C-peptide", "nmol/L", 0.01, 10, false};

// Without branches, as in evaluate.cpp.
template <auto map, const Argument& second>
double in_ranges(double a, double b) {
  const double result = map(a, b);
  const bool inside =
      (a >= kGlucose.low) & (a <= kGlucose.high) & (b >= second.low) & (b <= second.high);
  return inside ? result : std::numeric_limits<double>::quiet_NaN();
}

template <auto map, const Argument& second>
constexpr NamedFunction declare(std::string_view name, std::string_view unit) {
  constexpr auto columns = [](Source a, Source b, double* out, std::size_t rows) {
    loop([](double x, double y) { return in_ranges<map, second>(x, y); }, a, b, out, rows);
  };
  return {name, unit, {kGlucose, second}, in_ranges<map, second>, columns};
}

constexpr std::array<NamedFunction, 4> kHoma2Functions = {
    declare<from_insulin, kInsulin>("homa2_c_peptide", "nmol/L"),
    declare<from_specific, kInsulin>("homa2_c_peptide_specific", "nmol/L"),
    declare<percent_b, kSecreted>("homa2_percent_b", "%"),
    declare<percent_s, kNeeded>("homa2_percent_s", "%"),
};

}  // namespace

std::span<const NamedFunction> homa2_functions() { return kHoma2Functions; }

}  // namespace metindex::formula
