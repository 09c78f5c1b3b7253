#include "assess/limits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace metindex {
namespace {

using formula::Bounds;

using formula::kInfinity;
constexpr double kDust = 1e-12;

bool on(double x, double limit) { return std::fabs(x - limit) <= kDust * std::fabs(limit); }

bool above(double x, const Limit& lower) {
  return on(x, lower.value) ? lower.inclusive : x > lower.value;
}
bool below(double x, const Limit& upper) {
  return on(x, upper.value) ? upper.inclusive : x < upper.value;
}

bool holds(const Interval& interval, double x) {
  return (!interval.lower || above(x, *interval.lower)) &&
         (!interval.upper || below(x, *interval.upper));
}

// An open end may touch a limit that its band excludes.
bool holds(const Interval& interval, const Bounds& x) {
  const bool low = !interval.lower || above(x.low, *interval.lower) ||
                   (x.low_open && on(x.low, interval.lower->value));
  const bool high = !interval.upper || below(x.high, *interval.upper) ||
                    (x.high_open && on(x.high, interval.upper->value));
  return low && high;
}

template <typename T>
int find_band(const Scheme& scheme, std::string_view unit, const T& x) {
  for (std::size_t i = 0; i < scheme.bands.size(); ++i) {
    const Interval* interval = scheme.bands[i].in(unit);
    if (interval != nullptr && holds(*interval, x)) return static_cast<int>(i);
  }
  return -1;
}

// The lowest number for which `reached` is true; it is false well below the limit, true well above
// it, and changes once in between.
template <typename F>
double first_number(F reached, double limit) {
  const double near = 4 * kDust * std::fabs(limit) + std::numeric_limits<double>::denorm_min();
  double no = limit - near;
  double yes = limit + near;
  for (;;) {
    const double middle = no + (yes - no) / 2;
    if (middle == no || middle == yes) break;
    (reached(middle) ? yes : no) = middle;
  }
  return yes;
}

}  // namespace

int band_of(const Scheme& scheme, std::string_view unit, double x) {
  return find_band(scheme, unit, x);
}

int band_of(const Scheme& scheme, std::string_view unit, const Bounds& x) {
  return find_band(scheme, unit, x);
}

bool touches(const Scheme& scheme, std::string_view unit, const Bounds& x) {
  return std::any_of(scheme.bands.begin(), scheme.bands.end(), [&](const Band& band) {
    const Interval* interval = band.in(unit);
    if (interval == nullptr) return false;
    const bool from_below = !interval->lower || above(x.high, *interval->lower);
    const bool from_above = !interval->upper || below(x.low, *interval->upper);
    return from_below && from_above;
  });
}

std::vector<double> band_edges(const Scheme& scheme, std::string_view unit) {
  std::vector<double> edges;
  for (const Band& band : scheme.bands) {  // they meet without gap or overlap
    const auto& lower = band.in(unit)->lower;
    edges.push_back(lower ? first_number([&](double x) { return above(x, *lower); }, lower->value)
                          : -kInfinity);
  }
  const auto& upper = scheme.bands.back().in(unit)->upper;
  edges.push_back(upper ? first_number([&](double x) { return !below(x, *upper); }, upper->value)
                        : kInfinity);
  // Of limits nearer than dust the first band counts, as above.
  std::partial_sum(edges.begin(), edges.end(), edges.begin(),
                   [](double a, double b) { return std::max(a, b); });
  return edges;
}

}  // namespace metindex
