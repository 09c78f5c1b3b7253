// Does everything that one declaration says of another hold? Formulas are checked where they are
// compiled.
#pragma once

#include "metindex/declarations.hpp"

namespace metindex::loader {

void validate(const Declarations& all);  // throws LoadError

}  // namespace metindex::loader
