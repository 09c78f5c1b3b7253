// Values -> bands of a scheme.
#pragma once

#include "assess/evaluation.hpp"

namespace metindex {

// The position of the band that holds x, -1 where a partial scheme says nothing. A distance of
// 1e-12 relative to a limit counts as being on it: arithmetic dust decides nothing.
int band_of(const Scheme& scheme, std::string_view unit, double x);

// The same for bounds: -1 unless all of them lie in one band.
int band_of(const Scheme& scheme, std::string_view unit, const formula::Bounds& x);

// `applies`: per variant the truth of its condition by row, or nothing where it has none.
void classify(const Plan& plan, const Block& block, const PlannedScheme& scheme,
              const Evaluation& evaluation, const std::vector<std::vector<double>>& applies,
              BandColumn& out);

}  // namespace metindex
