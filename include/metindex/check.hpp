// The check values of the catalogue, run on this machine.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "metindex/catalogue.hpp"

namespace metindex {

struct CheckResult {
  const Index* index;
  const Check* check;
  std::optional<double> got;
  std::string why;  // where there is no value
  bool passed = false;
};

// Every check of every index, or of those named, by id or alias; through the same path as any other
// panel. The results refer to the catalogue. An error: there is no such index.
Expected<std::vector<CheckResult>> run_checks(const Catalogue& catalogue,
                                              const std::vector<std::string>& indices = {});

// "glucose=81[mg/dL] insulin=12.5[uIU/mL]" as pairs {"glucose", "81 mg/dL"}.
std::vector<std::pair<std::string, std::string>> split_given(const Check& check);

}  // namespace metindex
