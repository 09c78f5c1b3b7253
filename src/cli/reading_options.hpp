// Options that say how values are written.
#pragma once

#include <string>
#include <vector>

#include "metindex/panel.hpp"

namespace metindex::cli {

struct WrittenReading {
  std::string system = "conventional";
  std::string thousands;             // "," "." "'" or "space"; empty: none
  std::vector<std::string> missing;  // "888888,-9", "insulin=0,888888"
  bool decimal_comma = false, assume_units = false;
};

// Throws Failure where an option cannot be meant.
Reading read_reading(const Catalogue& catalogue, const WrittenReading& written);

// How many notes at most, -1 for all. Throws Failure.
int read_notes(const std::string& written);

}  // namespace metindex::cli
