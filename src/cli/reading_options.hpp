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

struct WantedNotes {
  int most;   // -1: all
  bool deep;  // with their second part
};

// all, none, deep or a number, or "deep" beside one of the others; `usual`: how many where nothing
// is written. Throws Failure.
WantedNotes read_notes(const std::vector<std::string>& written, int usual);

// Says so where a conversion factor is far from the one that it replaces.
void warn_of_factor(const Catalogue& catalogue, const std::string& option, double factor);

}  // namespace metindex::cli
