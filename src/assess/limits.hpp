// Where a value lies among the limits of a scheme.
#pragma once

#include <limits>
#include <string_view>
#include <vector>

#include "formula/bounds.hpp"
#include "metindex/declarations.hpp"

namespace metindex {

// The position of the band that holds x, -1 where a partial scheme says nothing. A distance of
// 1e-12 relative to a limit counts as being on it: arithmetic dust decides nothing.
int band_of(const Scheme& scheme, std::string_view unit, double x);

// The same for bounds: -1 unless all of them lie in one band.
int band_of(const Scheme& scheme, std::string_view unit, const formula::Bounds& x);

// Does any band share a value with x?
bool touches(const Scheme& scheme, std::string_view unit, const formula::Bounds& x);

// The same limits for plain numbers, dust included: where each band begins, and where the last one
// ends; infinite at the ends of a scheme that covers every value. A number is in the band whose
// beginning it reached last, unless it reached the end.
std::vector<double> band_edges(const Scheme& scheme, std::string_view unit);

inline int band_of(const std::vector<double>& edges, double x) {
  const auto bands = static_cast<int>(edges.size()) - 1;
  int band = -1;
  for (int i = 0; i < bands; ++i) {
    if (x >= edges[static_cast<std::size_t>(i)]) band = i;
  }
  return edges.back() < formula::kInfinity && x >= edges.back() ? -1 : band;
}

}  // namespace metindex
