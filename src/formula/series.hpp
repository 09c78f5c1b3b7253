// Areas and means of samples after a glucose load, written out as plain arithmetic.
#pragma once

#include <vector>

#include "formula/formula.hpp"

namespace metindex::formula {

// The tree of area(), net_area(), positive_area() or mean() over samples, without the minutes in
// its unit. What is taken together is added to `all`. Throws FormulaError.
Node expand_series(const Node& call, const Symbols& symbols, const SampleMinutes& samples,
                   std::vector<Series>& all);

}  // namespace metindex::formula
