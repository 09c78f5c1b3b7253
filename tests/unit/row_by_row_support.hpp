// The rules of an evaluation as they are stated: one row after another, one question after another,
// with none of the ways that the library takes to be quick. Tests compare the two.
#pragma once

#include <bit>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "assess/evaluation.hpp"
#include "assess/limits.hpp"
#include "unit/support.hpp"

namespace unit {

class RowByRow {
 public:
  using Bounds = metindex::formula::Bounds;
  using Formula = metindex::formula::Formula;
  using Cause = metindex::Cause;
  using BandCause = metindex::BandCause;
  using Status = metindex::Status;

  RowByRow(const metindex::Plan& plan, const metindex::Block& block) : plan_(plan), block_(block) {
    out_.contexts.resize(block.rows);
    out_.indices.resize(plan.indices.size());
    out_.bands.resize(plan.schemes.size());
    for (metindex::IndexColumn& column : out_.indices) {
      column.value.resize(block.rows, kNaN);
      column.cause.resize(block.rows);
      column.detail.resize(block.rows);
      column.bounds.resize(block.rows);
    }
    for (metindex::BandColumn& column : out_.bands) {
      column.band.resize(block.rows, -1);
      column.cause.resize(block.rows);
      column.detail.resize(block.rows);
      column.variant.resize(block.rows);
    }
    for (row_ = 0; row_ < block.rows; ++row_) judge_row();
  }

  [[nodiscard]] const metindex::Evaluation& evaluation() const { return out_; }

 private:
  void judge_row() {
    out_.contexts[row_] = plan_.declared | block_.declared[row_];
    for (const auto& context : plan_.derived) {
      if (truth(context.condition) == 1)
        out_.contexts[row_] |= metindex::ContextSet{1} << context.position;
    }
    levels_.assign(plan_.criteria.size(), kNaN);
    for (std::size_t i = 0; i < plan_.criteria.size(); ++i) levels_[i] = level(plan_.criteria[i]);
    for (std::size_t i = 0; i < plan_.indices.size(); ++i) judge_index(i);
    for (std::size_t i = 0; i < plan_.schemes.size(); ++i) judge_band(i);
  }

  // --- numbers and formulas ---

  [[nodiscard]] Status status(std::size_t column) const {
    return block_.columns[column].status[row_];
  }
  [[nodiscard]] bool censored(std::size_t column) const {
    return status(column) == Status::below || status(column) == Status::above;
  }

  [[nodiscard]] Bounds bounds(std::size_t source) const {
    if (source == metindex::kNone) return {};
    if (source >= metindex::kContextSource) return Bounds::point(number(source));
    if (source >= metindex::kBandSource) {
      const double level = levels_[source - metindex::kBandSource];
      return std::isnan(level) ? Bounds{} : Bounds::point(level);
    }
    if (source < metindex::kIndexSource)
      return metindex::input_bounds(block_, plan_.converted[source], row_);
    const metindex::IndexColumn& index = out_.indices[source - metindex::kIndexSource];
    return index.cause[row_] == Cause::none ? Bounds::point(index.value[row_]) : index.bounds[row_];
  }

  [[nodiscard]] double number(std::size_t source) const {
    if (source == metindex::kNone) return kNaN;
    if (source >= metindex::kContextSource)
      return static_cast<double>(out_.contexts[row_] >> (source - metindex::kContextSource) & 1U);
    if (source >= metindex::kBandSource) return levels_[source - metindex::kBandSource];
    if (source >= metindex::kIndexSource)
      return out_.indices[source - metindex::kIndexSource].value[row_];
    const metindex::ConvertedInput& input = plan_.converted[source];
    const metindex::Column& column = block_.columns[input.column];
    if (status(input.column) != Status::ok) return kNaN;
    const double x = column.number[row_];
    return input.from.empty() ? x : input.from[column.unit[row_]](x);
  }

  [[nodiscard]] double run(const Formula& formula, const std::vector<std::size_t>& sources) const {
    std::vector<double> numbers;
    for (const std::size_t source : sources) numbers.push_back(number(source));
    return evaluate_once(formula, numbers);
  }

  [[nodiscard]] Bounds run_bounds(const Formula& formula,
                                  const std::vector<std::size_t>& sources) const {
    std::vector<Bounds> numbers;
    for (const std::size_t source : sources) numbers.push_back(bounds(source));
    metindex::formula::Scratch scratch;
    return formula.evaluate(numbers, scratch);
  }

  // 1, 0 or unknown; a bound may be enough to decide it.
  [[nodiscard]] double truth(const metindex::PlannedCondition& condition) const {
    const double plain = run(*condition.when, condition.arguments);
    if (!std::isnan(plain)) return plain;
    for (const std::size_t source : condition.arguments) {
      if (source >= metindex::kIndexSource || !censored(plan_.converted[source].column)) continue;
      const Bounds met = run_bounds(*condition.when, condition.arguments);
      return met.exact() ? met.low : kNaN;
    }
    return kNaN;
  }

  // --- an index ---

  void judge_index(std::size_t at) {
    const metindex::PlannedIndex& index = plan_.indices[at];
    metindex::IndexColumn& column = out_.indices[at];
    if (index.tolerant) {
      column.cause[row_] = judge_tolerant(index, column);
      return;
    }
    column.cause[row_] = judge_inputs(index, column);
    const auto& needs = index.compiled->needs;
    if (column.cause[row_] == Cause::bounds) {
      const Bounds domain = needs ? run_bounds(*needs, index.domain) : Bounds::point(1);
      if (domain.exact() && domain.low == 0) column.cause[row_] = Cause::outside_domain;
      if (domain.exact() && domain.low == 1)
        column.bounds[row_] = run_bounds(index.compiled->value, index.arguments);
    } else if (column.cause[row_] == Cause::none) {
      const double value = run(index.compiled->value, index.arguments);
      const bool inside = !needs || run(*needs, index.domain) == 1;
      if (inside && std::isfinite(value)) {
        column.value[row_] = value;
      } else {
        column.cause[row_] = Cause::outside_domain;
      }
    }
    if (!index.compiled->doubt) return;
    column.doubt.resize(block_.rows);
    const Bounds doubt = run_bounds(*index.compiled->doubt, index.doubt);
    column.doubt[row_] = column.cause[row_] != Cause::bounds
                             ? run(*index.compiled->doubt, index.doubt)
                             : (doubt.exact() ? doubt.low : kNaN);
  }

  [[nodiscard]] Cause judge_inputs(const metindex::PlannedIndex& index,
                                   metindex::IndexColumn& column) const {
    if (const auto withheld = out_.contexts[row_] & index.no_value; withheld != 0) {
      column.detail[row_] = static_cast<std::uint16_t>(std::countr_zero(withheld));
      return Cause::withheld;
    }
    Cause cause = Cause::none;
    for (const std::size_t at : index.columns) {
      if (status(at) == Status::ok || cause == Cause::input) continue;
      cause = censored(at) ? Cause::bounds : Cause::input;
      column.detail[row_] = static_cast<std::uint16_t>(at);
    }
    return cause;
  }

  // Of an index that counts: what may be missing is in the way only where it could change the
  // value.
  [[nodiscard]] Cause judge_tolerant(const metindex::PlannedIndex& index,
                                     metindex::IndexColumn& column) const {
    if (const auto withheld = out_.contexts[row_] & index.no_value; withheld != 0) {
      column.detail[row_] = static_cast<std::uint16_t>(std::countr_zero(withheld));
      return Cause::withheld;
    }
    std::size_t odd = metindex::kNoDetail;
    bool number = false;
    for (std::size_t i = 0; i < index.columns.size(); ++i) {
      const std::size_t at = index.columns[i];
      const bool measured = !plan_.inputs[at]->is_category();
      number = number || (measured && (status(at) == Status::ok || censored(at)));
      if (status(at) != Status::ok && measured && odd == metindex::kNoDetail) odd = at;
    }
    column.detail[row_] = static_cast<std::uint16_t>(odd);
    if (!number) return Cause::input;
    const auto& needs = index.compiled->needs;
    const Bounds domain = needs ? run_bounds(*needs, index.domain) : Bounds::point(1);
    if (domain.exact() && domain.low == 0) return Cause::outside_domain;
    const Bounds value = run_bounds(index.compiled->value, index.arguments);
    if (!value.exact()) column.bounds[row_] = value;
    if (value.exact()) column.value[row_] = value.low;
    return value.exact() ? Cause::none : Cause::bounds;
  }

  // The level of the band of an input, which a formula reads.
  [[nodiscard]] double level(const metindex::PlannedScheme& planned) {
    metindex::BandColumn out;
    out.band.assign(row_ + 1, -1);
    out.detail.assign(row_ + 1, 0);
    out.variant.assign(row_ + 1, 0);
    if (why_no_band(planned, out) != BandCause::none) return kNaN;
    return planned.levels[out.variant[row_]][static_cast<std::size_t>(out.band[row_])];
  }

  // --- a band ---

  void judge_band(std::size_t at) {
    out_.bands[at].cause[row_] = why_no_band(plan_.schemes[at], out_.bands[at]);
  }

  BandCause why_no_band(const metindex::PlannedScheme& planned, metindex::BandColumn& out) {
    const Bounds value = read(planned);
    if (!value.known()) return BandCause::no_value;
    const auto contexts = out_.contexts[row_];
    const auto withhold = [&](metindex::ContextSet set) {
      out.detail[row_] = static_cast<std::uint16_t>(std::countr_zero(set));
      return BandCause::withheld;
    };
    if ((contexts & planned.no_band) != 0) return withhold(contexts & planned.no_band);
    const std::size_t variant = choose_variant(planned);
    if (variant == metindex::kNone && !sex().empty()) return BandCause::outside_population;
    if (variant != metindex::kNone) return why_not(planned, variant, out);
    if (planned.for_levels && same_for_all(planned, out)) return BandCause::none;
    return BandCause::sex_unknown;
  }

  // Is the level the same, whatever the sex?
  bool same_for_all(const metindex::PlannedScheme& planned, metindex::BandColumn& out) {
    std::set<double> levels;
    for (std::size_t i = 0; i < planned.variants.size(); ++i) {
      if (why_not(planned, i, out) != BandCause::none) return false;
      levels.insert(planned.levels[i][static_cast<std::size_t>(out.band[row_])]);
    }
    return levels.size() == 1;
  }

  BandCause why_not(const metindex::PlannedScheme& planned, std::size_t variant,
                    metindex::BandColumn& out) {
    const Bounds value = read(planned);
    const auto contexts = out_.contexts[row_];
    out.variant[row_] = static_cast<std::uint8_t>(variant);
    const metindex::Scheme& scheme = *planned.variants[variant];
    const auto withhold = [&](metindex::ContextSet set) {
      out.detail[row_] = static_cast<std::uint16_t>(std::countr_zero(set));
      return BandCause::withheld;
    };
    const auto minor = contexts & plan_.minors;
    const bool takes_minors = scheme.minors || scheme.age_min.value_or(18) < 18;
    if (minor != 0 && !takes_minors) return withhold(minor);
    if (!fits_age(scheme, minor != 0)) return BandCause::outside_population;
    const metindex::PlannedCondition& applies = planned.applies[variant];
    if (applies.when != nullptr && truth(applies) == 0) return BandCause::does_not_apply;
    return place(planned, variant, value, out);
  }

  [[nodiscard]] Bounds read(const metindex::PlannedScheme& planned) const {
    if (planned.column != metindex::kNone)
      return metindex::reported_bounds(block_.columns[planned.column], row_);
    const metindex::IndexColumn& index = out_.indices[planned.index];
    return index.cause[row_] == Cause::none ? Bounds::point(index.value[row_]) : index.bounds[row_];
  }

  // The person's, empty if it is not known.
  [[nodiscard]] std::string sex() const {
    if (plan_.sex == metindex::kNone || status(plan_.sex) != Status::ok) return {};
    return plan_.inputs[plan_.sex]
        ->categories[static_cast<std::size_t>(block_.columns[plan_.sex].number[row_])]
        .id;
  }

  [[nodiscard]] std::size_t choose_variant(const metindex::PlannedScheme& planned) const {
    for (std::size_t i = 0; i < planned.variants.size(); ++i) {
      const std::string& wanted = planned.variants[i]->sex;
      if (wanted.empty() || wanted == sex()) return i;
    }
    return metindex::kNone;
  }

  [[nodiscard]] bool fits_age(const metindex::Scheme& scheme, bool minor) const {
    if (plan_.age == metindex::kNone) return true;
    const Bounds years = metindex::reported_bounds(block_.columns[plan_.age], row_);
    if (!years.known()) return true;
    if (scheme.minors && !scheme.age_max && !minor) return false;
    return (!scheme.age_min || std::floor(years.high) >= *scheme.age_min) &&
           (!scheme.age_max || std::floor(years.low) <= *scheme.age_max);
  }

  BandCause place(const metindex::PlannedScheme& planned, std::size_t variant, Bounds x,
                  metindex::BandColumn& out) const {
    const std::size_t reported =
        planned.column == metindex::kNone ? 0 : block_.columns[planned.column].unit[row_];
    const metindex::PlannedLimits& limits = planned.limits[variant][reported];
    const std::string& unit = planned.units[variant][limits.unit];
    const metindex::Scheme& scheme = *planned.variants[variant];
    x.low = limits.converter(x.low);
    x.high = limits.converter(x.high);
    const int band =
        x.exact() ? metindex::band_of(scheme, unit, x.low) : metindex::band_of(scheme, unit, x);
    out.band[row_] = static_cast<std::int16_t>(band);
    if (band >= 0) return BandCause::none;
    return metindex::touches(scheme, unit, x) ? BandCause::between_bands : BandCause::not_stated;
  }

  const metindex::Plan& plan_;
  const metindex::Block& block_;
  metindex::Evaluation out_;
  std::vector<double> levels_;  // of the row, by Plan::criteria
  std::size_t row_ = 0;
};

}  // namespace unit
