// The inputs whose missing values are told.
#pragma once

#include <vector>

#include "assess/plan.hpp"

namespace metindex {

// Sets Plan::watched, questioned, only_banded and cautions, once all else of the plan is known.
// `sampled`: see Plan::make.
void find_watched(Plan& plan, const std::vector<const Analyte*>* sampled);

}  // namespace metindex
