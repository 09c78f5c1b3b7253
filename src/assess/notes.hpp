// Which tags and notes fit a row.
#pragma once

#include <vector>

#include "assess/evaluation.hpp"

namespace metindex {

// Fills in the plan's tags and notes, with where their conditions find their answers in it.
void plan_findings(Plan& plan);

// The order in which notes are shown.
bool more_urgent(const Note& a, const Note& b);

struct Findings {
  std::vector<const Tag*> tags;    // in the catalogue's order
  std::vector<const Note*> notes;  // the most urgent first, at most as many as the options want
  std::vector<const Note*> more_notes;  // that fit too
  void clear();
  void add(const Note* note, int most);
};

// A condition that is unknown is not met.
Findings find_findings(const Plan& plan, const Block& block, const Evaluation& evaluation,
                       std::size_t row);

}  // namespace metindex
