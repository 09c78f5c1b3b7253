// What a cell is that is no single number: a date, a range, a value with its spread, ...
#pragma once

#include <string>
#include <string_view>

#include "panel/cell_words.hpp"

namespace metindex::panel {

// "is a range; one value is expected", to follow the cell's text; empty where nothing is known.
std::string what_instead(const CellWords& words, std::string_view text);

}  // namespace metindex::panel
