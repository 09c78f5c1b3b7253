// Which notes fit a row.
#pragma once

#include <vector>

#include "assess/evaluation.hpp"

namespace metindex {

// The notes of the catalogue, with where their conditions find their answers in this plan.
std::vector<PlannedNote> plan_notes(const Plan& plan);

// The most urgent first, at most `most` (-1: all). A condition that is unknown is not met.
std::vector<const Note*> find_notes(const Plan& plan, const Block& block,
                                    const Evaluation& evaluation, std::size_t row, int most);

}  // namespace metindex
