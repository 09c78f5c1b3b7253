// What tests of headers share.
#pragma once

#include <string>

#include "records/header.hpp"
#include "unit/support.hpp"

namespace unit {

inline const metindex::records::HeaderMatcher& matcher() {
  static const metindex::records::HeaderMatcher made(catalogue());
  return made;
}

// "glucose[mg/dL]", "age", "nothing", "never", "problem", "later visit".
inline std::string said(const std::string& header) {
  const auto reading = matcher().read(header);
  if (reading.never) return "never";
  if (!reading.match) return "nothing";
  if (!reading.match->problem.empty()) return "problem";
  if (!reading.match->first_visit) return "later visit";
  const std::string& in = reading.match->unit;
  return reading.match->analyte->id + (in.empty() ? "" : "[" + in + "]");
}

}  // namespace unit
