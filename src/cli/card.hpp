// An assessment as a card to read.
#pragma once

#include <string>

#include "cli/terminal.hpp"
#include "metindex/assess.hpp"

namespace metindex::cli {

// `digits` 0: reported values as given, computed ones with 4 significant digits, and more where
// rounding would seem to move the value into another band. `remarks` are shown below the table.
// `deep`: notes with their second part.
std::string card(const Catalogue& catalogue, const Assessment& assessment, int digits, bool deep,
                 const Terminal& terminal, const std::vector<std::string>& remarks);

}  // namespace metindex::cli
