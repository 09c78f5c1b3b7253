#include "assess/bands.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>

#include "text/each_cpu.hpp"
namespace metindex {
namespace {

using formula::Bounds;

using formula::kInfinity;
constexpr std::int16_t kNoBand = -1;

bool includes_minors(const Scheme& scheme) {
  constexpr int kAdult = 18;
  return scheme.minors || (scheme.age_min && *scheme.age_min < kAdult);
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
    out_.variant[row] = 0;
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
    if (variant != kNone) return judge_as(variant, value, row);
    if (sex_known(row)) return BandCause::outside_population;
    return scheme_.for_levels ? judge_as_either(value, row) : BandCause::sex_unknown;
  }

  // A level that is the same for either sex is known without it.
  BandCause judge_as_either(const Bounds& value, std::size_t row) {
    std::optional<double> level;
    for (std::size_t variant = 0; variant < scheme_.variants.size(); ++variant) {
      const bool judged = judge_as(variant, value, row) == BandCause::none;
      if (!judged || level.value_or(level_of(variant, row)) != level_of(variant, row)) {
        out_.band[row] = kNoBand;
        return BandCause::sex_unknown;
      }
      level = level_of(variant, row);
    }
    return BandCause::none;
  }

  [[nodiscard]] double level_of(std::size_t variant, std::size_t row) const {
    return scheme_.levels[variant][static_cast<std::size_t>(out_.band[row])];
  }

  BandCause judge_as(std::size_t variant, const Bounds& value, std::size_t row) {
    const ContextSet contexts = evaluation_.contexts[row];
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
    const std::string& unit = scheme_.units[variant][limits.unit];
    Bounds x = value;
    x.low = limits.converter(value.low);
    x.high = limits.converter(value.high);
    const int band = x.exact() ? band_of(limits.edges, x.low) : band_of(scheme, unit, x);
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
    if (scheme_.column != kNone) return reported_bounds(block_.columns[scheme_.column], row);
    const IndexColumn& index = evaluation_.indices[scheme_.index];
    if (index.cause[row] == Cause::none) return Bounds::point(index.value[row]);
    return index.cause[row] == Cause::bounds ? index.bounds[row] : Bounds{};
  }

  [[nodiscard]] std::size_t choose_variant(std::size_t row) const {
    if (!sex_known(row)) return scheme_.sex_unknown;
    return scheme_.by_sex[static_cast<std::size_t>(block_.columns[plan_.sex].number[row])];
  }

  [[nodiscard]] bool sex_known(std::size_t row) const {
    return plan_.sex != kNone && block_.columns[plan_.sex].status[row] == Status::ok;
  }

  [[nodiscard]] bool fits_age(const Scheme& scheme, ContextSet contexts, std::size_t row) const {
    if (plan_.age == kNone) return true;
    const Bounds years = reported_bounds(block_.columns[plan_.age], row);
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

// The same for all rows at once, as if each were plain: value and sex known, age no bound, no
// context in the way, limits for the unit. Workspace::marks tells the rows that are not; what these
// get here is meaningless.
class PlainClassifier {
 public:
  PlainClassifier(const Plan& plan, const Block& block, const PlannedScheme& scheme,
                  const Evaluation& evaluation, Workspace& work, BandColumn& out)
      : plan_(plan),
        block_(block),
        scheme_(scheme),
        evaluation_(evaluation),
        work_(work),
        out_(out),
        rows_(block.rows) {}

  void classify() {
    mark_gaps();
    choose_variants();
    const bool one = scheme_.variants.size() == 1 && units().size() == 1;
    if (one) return judge(0, units().front(), out_.band.data(), out_.cause.data());
    work_.band.resize(rows_);
    work_.cause.resize(rows_);
    for (std::size_t variant = 0; variant < scheme_.variants.size(); ++variant) {
      for (const std::uint8_t unit : units()) {
        judge(variant, unit, work_.band.data(), work_.cause.data());
        take_over(variant, unit);
      }
    }
  }

 private:
  void mark_gaps() {
    work_.marks.assign(rows_, 0);
    mark(scheme_.column == kNone ? evaluation_.indices[scheme_.index].gaps
                                 : evaluation_.inputs[scheme_.column].gaps,
         work_.marks);
    if (plan_.age != kNone && evaluation_.inputs[plan_.age].censored)
      mark(evaluation_.inputs[plan_.age].gaps, work_.marks);
    const ContextSet stops = scheme_.no_band | plan_.minors;
    if ((evaluation_.any_context & stops) == 0) return;
    const ContextSet* const contexts = evaluation_.contexts.data();
    mark_where([=](std::size_t row) { return (contexts[row] & stops) != 0; }, work_.marks);
  }

  void choose_variants() {
    out_.variant.assign(rows_, 0);
    if (!scheme_.differs_by_sex) return;
    if (plan_.sex == kNone) return work_.marks.assign(rows_, 1);
    const Column& sex = block_.columns[plan_.sex];
    for (std::size_t row = 0; row < rows_; ++row) {
      const std::size_t variant = sex.status[row] == Status::ok
                                      ? scheme_.by_sex[static_cast<std::size_t>(sex.number[row])]
                                      : kNone;
      if (variant == kNone) work_.marks[row] = 1;
      out_.variant[row] = variant == kNone ? 0 : static_cast<std::uint8_t>(variant);
    }
  }

  // Those of an index are in one unit.
  [[nodiscard]] const std::vector<std::uint8_t>& units() const {
    static const std::vector<std::uint8_t> own = {0};
    return scheme_.column == kNone ? own : evaluation_.inputs[scheme_.column].units;
  }

  METINDEX_EACH_CPU void judge(std::size_t variant, std::uint8_t unit, std::int16_t* band,
                               BandCause* cause) {
    const PlannedLimits& limits = scheme_.limits[variant][unit];
    place(limits, band);
    std::fill_n(cause, rows_, BandCause::none);
    if (plan_.age != kNone) judge_age(scheme_.ages[variant], cause);
    if (!work_.applies[variant].empty()) {
      const double* const applies = work_.applies[variant].data();
      set_where(
          [=](std::size_t row) { return (cause[row] == BandCause::none) & (applies[row] == 0); },
          BandCause::does_not_apply, rows_, cause);
    }
    set_where([=](std::size_t row) { return cause[row] != BandCause::none; }, kNoBand, rows_, band);
    if (!limits.partial()) return;
    set_where([=](std::size_t row) { return (cause[row] == BandCause::none) & (band[row] < 0); },
              BandCause::not_stated, rows_, cause);
  }

  void place(const PlannedLimits& limits, std::int16_t* band) {
    const double* x = scheme_.column == kNone ? evaluation_.indices[scheme_.index].value.data()
                                              : block_.columns[scheme_.column].number.data();
    if (!limits.converter.identity()) {
      work_.other_unit.resize(rows_);
      limits.converter.apply(x, rows_, work_.other_unit.data());
      x = work_.other_unit.data();
    }
    find_edges(limits.edges, x, band);
  }

  // The position of the last edge that each number has reached; none where it is beyond all.
  void find_edges(const std::vector<double>& edges, const double* x, std::int16_t* band) const {
    std::fill_n(band, rows_, edges.front() == -kInfinity ? std::int16_t{0} : kNoBand);
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const double edge = edges[i];
      if (std::isinf(edge)) continue;
      const bool beyond = i + 1 == edges.size();
      set_where([=](std::size_t row) { return x[row] >= edge; },
                beyond ? kNoBand : static_cast<std::int16_t>(i), rows_, band);
    }
  }

  void judge_age(const AgeRange& range, BandCause* cause) const {
    const double* const age = work_.age;
    const auto outside = [&](auto f) { set_where(f, BandCause::outside_population, rows_, cause); };
    if (range.from > -kInfinity)
      outside([=, from = range.from](std::size_t row) { return age[row] < from; });
    if (range.to < kInfinity)
      outside([=, to = range.to](std::size_t row) { return age[row] >= to; });
  }

  // The rows of this variant and unit.
  void take_over(std::size_t variant, std::uint8_t unit) {
    work_.mine.assign(rows_, scheme_.variants.size() == 1 ? 1 : 0);
    if (scheme_.variants.size() > 1)
      mark_where([wanted = static_cast<std::uint8_t>(variant),
                  in = out_.variant.data()](std::size_t row) { return in[row] == wanted; },
                 work_.mine);
    if (units().size() > 1)
      set_where([=, in = block_.columns[scheme_.column].unit.data()](
                    std::size_t row) { return in[row] != unit; },
                std::uint8_t{0}, rows_, work_.mine.data());
    const auto mine = [in = work_.mine.data()](std::size_t row) { return in[row] != 0; };
    take_where(mine, work_.band.data(), rows_, out_.band.data());
    take_where(mine, work_.cause.data(), rows_, out_.cause.data());
  }

  const Plan& plan_;
  const Block& block_;
  const PlannedScheme& scheme_;
  const Evaluation& evaluation_;
  Workspace& work_;
  BandColumn& out_;
  std::size_t rows_;
};

}  // namespace

void classify(const Plan& plan, const Block& block, const PlannedScheme& scheme,
              const Evaluation& evaluation, Workspace& work, BandColumn& out) {
  out.band.resize(block.rows);
  out.cause.resize(block.rows);
  out.detail.resize(block.rows);
  out.variant.resize(block.rows);
  PlainClassifier(plan, block, scheme, evaluation, work, out).classify();
  gather(work.marks.data(), block.rows, work.rows);
  Classifier classifier(plan, block, scheme, evaluation, work.applies, out);
  for (const std::uint32_t row : work.rows) classifier.row(row);
}

}  // namespace metindex
