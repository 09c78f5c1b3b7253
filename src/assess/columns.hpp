// The input side of an evaluation: what the block holds, and its numbers in the units of formulas.
#pragma once

#include "assess/evaluation.hpp"

namespace metindex {

void summarise(const Block& block, Evaluation& out);

// Fills Workspace::numbers. A column that is plain and in the formula's unit already is not copied.
void convert_inputs(const Plan& plan, const Block& block, const Evaluation& evaluation,
                    Workspace& work);

// Sets Workspace::age.
void find_ages(const Plan& plan, const Block& block, const Evaluation& evaluation, Workspace& work);

}  // namespace metindex
