// Which tags and notes fit the rows of a block: by columns, where every number is known or missing;
// a row with a bound is asked alone, as find_findings() does for all.
#pragma once

#include <vector>

#include "assess/notes.hpp"
#include "assess/rows.hpp"

namespace metindex {

class FindingColumns {
 public:
  // Plan, block and evaluation are those of the next calls of of().
  void find(const Plan& plan, const Block& block, const Evaluation& evaluation);
  // The same as find_findings(). Its memory is used again.
  void of(const Plan& plan, const Block& block, const Evaluation& evaluation, std::size_t row,
          Findings& found) const;

 private:
  std::vector<std::vector<double>> answers_;       // by Plan::questions; NaN: unknown
  std::vector<std::vector<double>> tags_, notes_;  // by those of the plan; 1 where it fits
  Marks bounded_;                                  // rows with a bound
  std::vector<const double*> arguments_;
  formula::Scratch scratch_;
};

}  // namespace metindex
