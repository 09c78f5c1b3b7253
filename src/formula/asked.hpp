// What a formula asks about, checked against the catalogue.
#pragma once

#include <string>

#include "formula/formula.hpp"

namespace metindex::formula {

// The analyte or index that band(), known() or censored() names; throws FormulaError where there is
// none.
std::string asked_quantity(const Node& node, const Symbols& symbols);

// The scheme of band(ANALYTE, SCHEME), which must have the level it is compared with; throws
// FormulaError. An index has no band yet while another is computed.
const Scheme& asked_scheme(const Node& band, const Node& level, const Symbols& symbols);

// Throws FormulaError where a name of something that has no unit is written with one.
void refuse_unit(const Node& node, const std::string& what);

std::string missing_unit(const Analyte& analyte);  // the message: its unit must be written

}  // namespace metindex::formula
