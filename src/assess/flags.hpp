// One row of an evaluation as flags. The kinds are decided here and nowhere else.
#pragma once

#include <string_view>
#include <vector>

#include "assess/evaluation.hpp"

namespace metindex {

// A flag without its sentence; the views live as long as the plan.
struct RowFlag {
  std::string_view quantity;
  bool of_band;  // the flag is of "<quantity>_band"
  std::string_view kind;
  std::size_t position;  // of Plan::inputs, Plan::indices or Plan::schemes
  enum class Of : unsigned char { input, index, scheme } of;
};

// Appends the row's flags: inputs, then indices asked for, then bands.
void row_flags(const Plan& plan, const Block& block, const Evaluation& evaluation, std::size_t row,
               std::vector<RowFlag>& out);

// Marks the rows for which row_flags() has anything to tell, a column at a time; most have nothing.
void mark_flagged(const Plan& plan, const Block& block, const Evaluation& evaluation,
                  Marks& flagged);

// Does this kind mean that something was wrong with the data (and not with the person or the
// scheme)?
bool is_problem(std::string_view kind);

// The sentence for a reader. `value`: the input as it was read, where the flag is of an input.
std::string sentence(const Plan& plan, const Evaluation& evaluation, std::size_t row,
                     const RowFlag& flag, const Value* value);

}  // namespace metindex
