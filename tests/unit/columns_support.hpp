// Random blocks of many mixtures, evaluated at once and row by row.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "assess/flags.hpp"
#include "unit/row_by_row_support.hpp"

namespace unit {

using metindex::Analyte;
using metindex::AnalyteUnit;
using metindex::BandCause;
using metindex::BandColumn;
using metindex::Block;
using metindex::Catalogue;
using metindex::Cause;
using metindex::Column;
using metindex::ContextSet;
using metindex::Evaluation;
using metindex::FlagSources;
using metindex::IndexColumn;
using metindex::kAllSources;
using metindex::Options;
using metindex::Plan;
using metindex::PlannedLimits;
using metindex::PlannedScheme;
using metindex::RowFlag;
using metindex::Rows;
using metindex::Status;
using metindex::Workspace;

// How a block's rows differ from plain ones: shares of all values, or of all rows.
struct Mixture {
  const char* name;
  double odd, other_unit, unusual, context;
};

inline const std::vector<Mixture> kMixtures = {
    {"plain", 0, 0, 0, 0},          {"a few gaps", 0.02, 0, 0.02, 0},
    {"other units", 0, 0.5, 0, 0},  {"contexts", 0, 0, 0, 0.05},
    {"no value", 1, 0, 0, 0},       {"everything", 0.3, 0.5, 0.1, 0.2},
    {"one other unit", 0, 1, 0, 0},
};

class BlockMaker {
 public:
  BlockMaker(const Plan& plan, Random& random) : plan_(plan), random_(random) {}

  Block make(const Mixture& mixture, std::size_t rows) {
    Block block;
    block.resize(plan_, rows);
    for (std::size_t at = 0; at < plan_.inputs.size(); ++at) fill(mixture, at, block.columns[at]);
    const std::size_t contexts = plan_.catalogue.declarations().contexts.size();
    for (ContextSet& set : block.declared) {
      if (random_.chance(mixture.context)) set = ContextSet{1} << random_.below(contexts);
    }
    return block;
  }

 private:
  void fill(const Mixture& mixture, std::size_t at, Column& column) {
    const std::vector<Status> odd = {Status::below,   Status::above,        Status::missing,
                                     Status::missing, Status::not_a_number, Status::implausible};
    const Analyte& analyte = *plan_.inputs[at];
    find_edges(at);
    for (std::size_t row = 0; row < column.status.size(); ++row) {
      column.status[row] = random_.chance(mixture.odd) ? random_.of(odd) : Status::ok;
      column.inclusive[row] = random_.chance(0.5) ? 1 : 0;
      if (analyte.is_category()) {
        if (column.status[row] <= Status::above && column.status[row] != Status::ok)
          column.status[row] = Status::missing;
        column.number[row] = static_cast<double>(random_.below(analyte.categories.size()));
        continue;
      }
      const bool other = analyte.units.size() > 1 && random_.chance(mixture.other_unit);
      const std::size_t in = other ? 1 + random_.below(analyte.units.size() - 1) : 0;
      column.unit[row] = static_cast<std::uint8_t>(in);
      column.number[row] = number(analyte, analyte.units[in], mixture);
      if (column.status[row] > Status::above && random_.chance(0.5)) column.unit[row] = 0;
    }
  }

  // Where the bands of the input begin, in the units of its limits.
  void find_edges(std::size_t at) {
    edges_.clear();
    for (const PlannedScheme& scheme : plan_.schemes) {
      if (scheme.column != at) continue;
      for (const auto& variant : scheme.limits) {
        for (const PlannedLimits& limits : variant)
          edges_.insert(edges_.end(), limits.edges.begin(), limits.edges.end());
      }
    }
    edges_.erase(
        std::remove_if(edges_.begin(), edges_.end(), [](double x) { return std::isinf(x); }),
        edges_.end());
  }

  // Whole and half numbers often lie on a limit; some lie on the last bit that counts as on it.
  double number(const Analyte& analyte, const AnalyteUnit& unit, const Mixture& mixture) {
    if (!edges_.empty() && random_.chance(0.05)) {
      const double edge = random_.of(edges_);
      return random_.chance(0.5) ? edge : std::nextafter(edge, 0.0);
    }
    if (random_.chance(mixture.unusual))
      return random_.chance(0.3) ? 0 : random_.between(unit.plausible.low, 1e4);
    constexpr double kOldest = 100;
    const double high = analyte.id == "age" ? kOldest : std::min(unit.usual.high, 1e4);
    const double x = random_.between(std::max(unit.usual.low, 0.0), high);
    return random_.chance(0.5) ? std::round(2 * x) / 2 : x;
  }

  const Plan& plan_;
  Random& random_;
  std::vector<double> edges_;
};

inline bool same_bits(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || std::memcmp(&a, &b, sizeof a) == 0;
}

inline bool same_bounds(const metindex::formula::Bounds& a, const metindex::formula::Bounds& b) {
  return same_bits(a.low, b.low) && same_bits(a.high, b.high) && a.low_open == b.low_open &&
         a.high_open == b.high_open;
}

inline bool same_index(const IndexColumn& a, const IndexColumn& b, std::size_t row) {
  if (!same_bits(a.value[row], b.value[row]) || a.cause[row] != b.cause[row]) return false;
  if (a.doubt.size() != b.doubt.size()) return false;
  if (!a.doubt.empty() && !same_bits(a.doubt[row], b.doubt[row])) return false;
  const bool has_detail = a.cause[row] == Cause::withheld || a.cause[row] == Cause::input ||
                          a.cause[row] == Cause::bounds;
  if (has_detail && a.detail[row] != b.detail[row]) return false;
  return a.cause[row] == Cause::none || same_bounds(a.bounds[row], b.bounds[row]);
}

inline bool same_band(const BandColumn& a, const BandColumn& b, std::size_t row) {
  return a.band[row] == b.band[row] && a.cause[row] == b.cause[row] &&
         a.variant[row] == b.variant[row] &&
         (a.cause[row] != BandCause::withheld || a.detail[row] == b.detail[row]);
}

struct Seen {
  std::size_t values = 0, gaps = 0, bands = 0, flagged = 0, unflagged = 0;
  std::vector<std::size_t> causes = std::vector<std::size_t>(8);
};

inline void compare_flags(const Plan& plan, const Block& block, const Evaluation& quick,
                          Seen& seen) {
  std::vector<FlagSources> flagged;
  find_flagged(plan, block, quick, flagged);
  REQUIRE(flagged.size() == block.rows);
  std::size_t wrong = 0;
  for (std::size_t row = 0; row < block.rows; ++row) {
    std::vector<RowFlag> flags;
    std::vector<RowFlag> all;
    row_flags(plan, block, quick, row, flagged[row], flags);
    row_flags(plan, block, quick, row, kAllSources, all);
    const bool same = std::equal(
        flags.begin(), flags.end(), all.begin(), all.end(), [](const RowFlag& a, const RowFlag& b) {
          return a.of == b.of && a.position == b.position && a.kind == b.kind;
        });
    if (!same || all.empty() != (flagged[row] == 0)) ++wrong;
    ++(flags.empty() ? seen.unflagged : seen.flagged);
  }
  CHECK(wrong == 0);
}

inline void compare(const Plan& plan, const Block& block, const Evaluation& quick, Seen& seen) {
  const RowByRow reference(plan, block);
  const Evaluation& plain = reference.evaluation();
  CHECK(quick.contexts == plain.contexts);
  for (std::size_t i = 0; i < plan.indices.size(); ++i) {
    CAPTURE(plan.indices[i].compiled->index->id);
    Rows gaps;
    std::size_t wrong = 0;
    for (std::size_t row = 0; row < block.rows; ++row) {
      if (!same_index(quick.indices[i], plain.indices[i], row)) ++wrong;
      if (plain.indices[i].cause[row] != Cause::none)
        gaps.push_back(static_cast<std::uint32_t>(row));
    }
    CHECK(wrong == 0);
    CHECK(quick.indices[i].gaps == gaps);
    seen.values += block.rows - gaps.size();
    seen.gaps += gaps.size();
  }
  for (std::size_t i = 0; i < plan.schemes.size(); ++i) {
    CAPTURE(plan.schemes[i].quantity);
    CAPTURE(plan.schemes[i].variants.front()->id);
    std::size_t wrong = 0;
    for (std::size_t row = 0; row < block.rows; ++row) {
      if (!same_band(quick.bands[i], plain.bands[i], row)) ++wrong;
      if (plain.bands[i].band[row] >= 0) ++seen.bands;
      ++seen.causes[static_cast<std::size_t>(plain.bands[i].cause[row])];
    }
    CHECK(wrong == 0);
  }
  compare_flags(plan, block, quick, seen);
}

inline Seen compare_mixtures(const Catalogue& catalogue, const Options& options,
                             const std::vector<const Analyte*>* available,
                             const std::vector<std::size_t>& sizes) {
  const auto plan = Plan::make(catalogue, options, available);
  REQUIRE_MESSAGE(plan, plan.error());
  Random random(2048);
  BlockMaker maker(*plan, random);
  Evaluation evaluation;  // kept from block to block, as a thread would
  Workspace work;
  Seen seen;
  for (const std::size_t rows : sizes) {
    for (const Mixture& mixture : kMixtures) {
      CAPTURE(std::string(mixture.name));
      CAPTURE(rows);
      const Block block = maker.make(mixture, rows);
      evaluate(*plan, block, evaluation, work);
      compare(*plan, block, evaluation, seen);
    }
  }
  return seen;
}

}  // namespace unit
