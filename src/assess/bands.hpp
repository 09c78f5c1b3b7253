// Values -> bands of a scheme.
#pragma once

#include "assess/evaluation.hpp"
#include "assess/limits.hpp"

namespace metindex {

// Workspace::applies holds, per variant, the truth of its condition by row, or nothing where it
// has none.
void classify(const Plan& plan, const Block& block, const PlannedScheme& scheme,
              const Evaluation& evaluation, Workspace& work, BandColumn& out);

}  // namespace metindex
