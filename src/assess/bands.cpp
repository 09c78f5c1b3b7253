#include "assess/bands.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace metindex {
namespace {

using formula::Bounds;

bool on(double x, double limit) { return std::fabs(x - limit) <= 1e-12 * std::fabs(limit); }

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

bool includes_minors(const Scheme& scheme) {
  constexpr int kAdult = 18;
  return scheme.minors || (scheme.age_min && *scheme.age_min < kAdult);
}

// Does any band share a value with x?
bool touches(const Scheme& scheme, std::string_view unit, const Bounds& x) {
  return std::any_of(scheme.bands.begin(), scheme.bands.end(), [&](const Band& band) {
    const Interval* interval = band.in(unit);
    if (interval == nullptr) return false;
    const bool from_below = !interval->lower || above(x.high, *interval->lower);
    const bool from_above = !interval->upper || below(x.low, *interval->upper);
    return from_below && from_above;
  });
}

// The band of one row, and if there is none, why.
class Classifier {
 public:
  Classifier(const Plan& plan, const Block& block, const PlannedScheme& scheme,
             const Evaluation& evaluation, const std::vector<std::vector<double>>& applies,
             BandColumn& out)
      : plan_(plan),
        block_(block),
        scheme_(scheme),
        evaluation_(evaluation),
        applies_(applies),
        out_(out) {}

  void row(std::size_t row) {
    out_.band[row] = -1;
    out_.cause[row] = judge(row);
  }

 private:
  BandCause judge(std::size_t row) {
    const Bounds value = read(row);
    if (!value.known()) return BandCause::no_value;
    const ContextSet contexts = evaluation_.contexts[row];
    if (const ContextSet withheld = contexts & scheme_.no_band; withheld != 0)
      return withhold(row, withheld);
    const std::size_t variant = choose_variant(row);
    if (variant == kNone)
      return sex_known(row) ? BandCause::outside_population : BandCause::sex_unknown;
    out_.variant[row] = static_cast<std::uint8_t>(variant);
    const Scheme& scheme = *scheme_.variants[variant];
    if ((contexts & plan_.minors) != 0 && !includes_minors(scheme))
      return withhold(row, contexts & plan_.minors);
    if (!fits_age(scheme, contexts, row)) return BandCause::outside_population;
    if (!applies_[variant].empty() && applies_[variant][row] == 0) return BandCause::does_not_apply;
    return place(scheme, variant, value, row);
  }

  BandCause place(const Scheme& scheme, std::size_t variant, const Bounds& value, std::size_t row) {
    const std::size_t reported =
        scheme_.column == kNone ? 0 : block_.columns[scheme_.column].unit[row];
    const PlannedLimits& limits = scheme_.limits[variant][reported];
    if (limits.unit == kNone) return BandCause::no_limits;
    const std::string& unit = scheme_.units[variant][limits.unit];
    Bounds x = value;
    x.low = limits.converter(value.low);
    x.high = limits.converter(value.high);
    const int band = x.exact() ? band_of(scheme, unit, x.low) : band_of(scheme, unit, x);
    if (band < 0)
      return touches(scheme, unit, x) ? BandCause::between_bands : BandCause::not_stated;
    out_.band[row] = static_cast<std::int16_t>(band);
    return BandCause::none;
  }

  BandCause withhold(std::size_t row, ContextSet contexts) {
    out_.detail[row] = static_cast<std::uint16_t>(std::countr_zero(contexts));
    return BandCause::withheld;
  }

  // The value or bounds, in the reported unit.
  [[nodiscard]] Bounds read(std::size_t row) const {
    if (scheme_.column != kNone) return input_bounds(block_, {scheme_.column, "", {}}, row);
    const IndexColumn& index = evaluation_.indices[scheme_.index];
    if (index.cause[row] == Cause::none) return Bounds::point(index.value[row]);
    return index.cause[row] == Cause::bounds ? index.bounds[row] : Bounds{};
  }

  [[nodiscard]] std::size_t choose_variant(std::size_t row) const {
    for (std::size_t i = 0; i < scheme_.variants.size(); ++i) {
      const std::string& wanted = scheme_.variants[i]->sex;
      if (wanted.empty()) return i;
      if (!sex_known(row)) continue;
      const auto& categories = plan_.inputs[plan_.sex]->categories;
      if (categories[static_cast<std::size_t>(block_.columns[plan_.sex].number[row])].id == wanted)
        return i;
    }
    return kNone;
  }

  [[nodiscard]] bool sex_known(std::size_t row) const {
    return plan_.sex != kNone && block_.columns[plan_.sex].status[row] == Status::ok;
  }

  [[nodiscard]] bool fits_age(const Scheme& scheme, ContextSet contexts, std::size_t row) const {
    if (plan_.age == kNone) return true;
    const Bounds years = input_bounds(block_, {plan_.age, "", {}}, row);
    if (!years.known()) return true;
    if (scheme.minors && !scheme.age_max && (contexts & plan_.minors) == 0) return false;
    return (!scheme.age_min || std::floor(years.high) >= *scheme.age_min) &&
           (!scheme.age_max || std::floor(years.low) <= *scheme.age_max);
  }

  const Plan& plan_;
  const Block& block_;
  const PlannedScheme& scheme_;
  const Evaluation& evaluation_;
  const std::vector<std::vector<double>>& applies_;
  BandColumn& out_;
};

}  // namespace

int band_of(const Scheme& scheme, std::string_view unit, double x) {
  return find_band(scheme, unit, x);
}

int band_of(const Scheme& scheme, std::string_view unit, const Bounds& x) {
  return find_band(scheme, unit, x);
}

void classify(const Plan& plan, const Block& block, const PlannedScheme& scheme,
              const Evaluation& evaluation, const std::vector<std::vector<double>>& applies,
              BandColumn& out) {
  out.band.resize(block.rows);
  out.cause.resize(block.rows);
  out.detail.resize(block.rows);
  out.variant.assign(block.rows, 0);
  Classifier classifier(plan, block, scheme, evaluation, applies, out);
  for (std::size_t row = 0; row < block.rows; ++row) classifier.row(row);
}

}  // namespace metindex
