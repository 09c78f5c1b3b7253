// The variants of a scheme, as a plan holds them.
#pragma once

#include "assess/plan.hpp"

namespace metindex {

// Fills in what follows from PlannedScheme::variants: units and limits, levels, ages, sexes.
// `analyte`: null for an index, which is in one unit.
void plan_variants(const formula::Symbols& symbols, const Analyte* analyte,
                   const panel::Factors& factors, PlannedScheme& scheme);

}  // namespace metindex
