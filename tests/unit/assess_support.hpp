// Panels assessed in one line, and the answers as text.
#pragma once

#include <doctest/doctest.h>

#include "unit/support.hpp"

namespace unit {

using metindex::Assessment;
using metindex::Assessor;
using metindex::BandResult;
using metindex::Flag;
using metindex::Options;
using metindex::Panel;
using metindex::Result;

using Values = std::vector<std::pair<std::string, std::string>>;

inline Assessment run(const Values& values, const Options& options = {}) {
  const auto assessor = Assessor::make(catalogue(), options);
  REQUIRE_MESSAGE(assessor, assessor.error());
  Panel panel(catalogue());
  for (const auto& [analyte, text] : values) panel.set(analyte, text);
  return assessor->assess(panel);
}

inline Options indices(std::vector<std::string> ids,
                       std::vector<std::pair<std::string, std::string>> schemes = {}) {
  Options options;
  options.indices = std::move(ids);
  options.schemes = std::move(schemes);
  return options;
}

inline const Result& find(const Assessment& assessment, std::string_view id) {
  const Result* found = assessment.find(id);
  REQUIRE_MESSAGE(found != nullptr, id);
  return *found;
}

// "insulin:missing homa_ir_band:sex_unknown"
inline std::string kinds(const std::vector<Flag>& flags) {
  std::string out;
  for (const Flag& flag : flags) out += (out.empty() ? "" : " ") + flag.quantity + ":" + flag.kind;
  return out;
}

inline const BandResult& only_band(const Result& result) {
  REQUIRE(result.bands.size() == 1);
  return result.bands.front();
}

inline std::string label(const BandResult& band) {
  if (band.band != nullptr) return band.band->label;
  return band.flag ? band.flag->kind + ": " + band.flag->text : "nothing said";
}

inline std::string error_of(const Options& options) {
  const auto made = Assessor::make(catalogue(), options);
  return made ? "no error" : made.error();
}

}  // namespace unit
