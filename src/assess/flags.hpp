// One row of an evaluation as flags: which kinds it has is decided here and nowhere else.
#pragma once

#include <string_view>
#include <vector>

#include "assess/evaluation.hpp"
#include "assess/flag_kinds.hpp"

namespace metindex {

// A flag without its sentence; the views live as long as the plan.
struct RowFlag {
  std::string_view quantity;
  std::string_view kind;
  std::size_t position;  // of Plan::inputs, Plan::indices or Plan::schemes
  enum class Of : unsigned char { input, index, scheme } of;
  [[nodiscard]] bool of_band() const { return of == Of::scheme; }  // of "<quantity>_band"
};

// Does it speak of the data? Where indices are named, a value that only has a band may be missing.
bool is_problem(const Plan& plan, const RowFlag& flag);

// What a flag comes from: an input that is watched or questioned, an index asked for, a scheme; in
// this order, and numbered through. Of several sources a set has bit (number mod 64).
using FlagSources = std::uint64_t;
constexpr FlagSources kAllSources = ~FlagSources{0};

// Appends the row's flags that come from `sources`, or from others that share their bits.
void row_flags(const Plan& plan, const Block& block, const Evaluation& evaluation, std::size_t row,
               FlagSources sources, std::vector<RowFlag>& out);

// By row, the sources that may have something to tell; found a column at a time. Most rows have
// none.
void find_flagged(const Plan& plan, const Block& block, const Evaluation& evaluation,
                  std::vector<FlagSources>& flagged);

// The sentence for a reader. `value`: the input as it was read, where the flag is of an input.
std::string sentence(const Plan& plan, const Evaluation& evaluation, std::size_t row,
                     const RowFlag& flag, const Value* value);

}  // namespace metindex
