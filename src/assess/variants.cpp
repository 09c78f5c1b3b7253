#include "assess/variants.hpp"

#include <algorithm>

#include "assess/limits.hpp"

namespace metindex {
namespace {

// For each unit a value may be reported in: the limits of that unit, else the first ones, as every
// unit of an analyte leads to every other.
std::vector<PlannedLimits> plan_limits(const Scheme& scheme, const std::vector<std::string>& units,
                                       const Analyte& analyte, const panel::Factors& factors) {
  std::vector<PlannedLimits> found;
  for (const AnalyteUnit& reported : analyte.units) {
    const auto own = std::find(units.begin(), units.end(), reported.id);
    const std::size_t at = own == units.end() ? 0 : static_cast<std::size_t>(own - units.begin());
    found.push_back({at, *panel::find_converter(analyte, reported.id, units[at], factors),
                     band_edges(scheme, units[at])});
  }
  return found;
}

AgeRange plan_ages(const Scheme& scheme) {
  AgeRange range;
  if (scheme.age_min) range.from = *scheme.age_min;
  if (scheme.age_max) range.to = *scheme.age_max + 1;  // completed years
  if (scheme.minors && !scheme.age_max) range.to = -range.to;
  return range;
}

std::vector<double> plan_levels(const Scheme& scheme, const std::vector<std::string>& levels) {
  std::vector<double> found;
  for (const Band& band : scheme.bands) {
    found.push_back(
        static_cast<double>(std::find(levels.begin(), levels.end(), band.level) - levels.begin()));
  }
  return found;
}

// The first variant that is for the sex, or for everyone.
std::size_t variant_for(const std::string& sex, const std::vector<const Scheme*>& variants) {
  const auto found = std::find_if(variants.begin(), variants.end(),
                                  [&](const Scheme* v) { return v->sex.empty() || v->sex == sex; });
  return found == variants.end() ? kNone : static_cast<std::size_t>(found - variants.begin());
}

}  // namespace

void plan_variants(const formula::Symbols& symbols, const Analyte* analyte,
                   const panel::Factors& factors, PlannedScheme& scheme) {
  for (const Scheme* variant : scheme.variants) {
    scheme.units.push_back(variant->units());
    const auto& units = scheme.units.back();
    if (analyte == nullptr) {
      scheme.limits.push_back({{0, {}, band_edges(*variant, units.front())}});
    } else {
      scheme.limits.push_back(plan_limits(*variant, units, *analyte, factors));
    }
    scheme.ages.push_back(plan_ages(*variant));
    scheme.levels.push_back(plan_levels(*variant, symbols.levels()));
    scheme.differs_by_sex = scheme.differs_by_sex || !variant->sex.empty();
  }
  scheme.sex_unknown = variant_for("", scheme.variants);
  if (const Analyte* sex = symbols.analyte("sex")) {
    for (const Category& category : sex->categories)
      scheme.by_sex.push_back(variant_for(category.id, scheme.variants));
  }
}

}  // namespace metindex
