// --long id=patient,test=test,value=result,unit=unit,date=visit
#pragma once

#include <string>

#include "metindex/batch.hpp"

namespace metindex::cli {

// "auto": all columns by their usual names. "unit=" and "date=" with nothing behind: there is none.
// Throws Failure.
LongColumns read_long_columns(const std::string& text);

}  // namespace metindex::cli
