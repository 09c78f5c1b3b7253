// One row of an evaluation -> an Assessment, with names, sentences and notes.
#pragma once

#include <vector>

#include "assess/evaluation.hpp"
#include "assess/notes.hpp"

namespace metindex {

// `values`: the row's inputs as read, by Plan::inputs; null where there was none. `found`: by
// find_findings().
Assessment describe(const Plan& plan, const Block& block, const Evaluation& evaluation,
                    std::size_t row, const std::vector<const Value*>& values, Findings found);

}  // namespace metindex
