// What is to be computed, settled before the first row: inputs, indices in order, schemes,
// contexts.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "assess/compiled.hpp"
#include "assess/contexts.hpp"
#include "metindex/assess.hpp"
#include "panel/units.hpp"

namespace metindex {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
// A numeric source of a formula: Plan::converted[i] is i, the value of Plan::indices[i] is
// kIndexSource + i, the level of Plan::criteria[i] is kBandSource + i, whether
// declarations.contexts[i] applies is kContextSource + i.
constexpr std::size_t kIndexSource = 1U << 20U;
constexpr std::size_t kBandSource = 1U << 21U;
constexpr std::size_t kContextSource = 1U << 22U;

// An analyte converted to the unit of a formula ("" = as reported).
struct ConvertedInput {
  std::size_t column;  // in Plan::inputs
  std::string unit;
  std::vector<panel::Converter> from;  // by position of the reported unit in analyte.units
};

ConvertedInput convert_input(const Analyte& analyte, std::size_t column, const std::string& unit,
                             const panel::Factors& factors);

// A condition and where its slots' numbers come from; kNone: unknown.
struct PlannedCondition {
  const formula::Formula* when = nullptr;  // null: always
  std::vector<std::size_t> arguments;
  ContextSet contexts = 0;  // that it asks for
  bool reads_inputs = false;
};

struct PlannedIndex {
  const CompiledIndex* compiled;
  std::vector<std::size_t> columns;        // of Plan::inputs, transitively
  std::vector<std::uint8_t> optional;      // by columns: may be missing
  bool tolerant = false;                   // some input may be missing
  std::vector<PlannedCondition> criteria;  // what count() counts
  std::vector<std::size_t> arguments;      // per slot of the value: a numeric source
  std::vector<std::size_t> domain;         // per slot of `needs`
  std::vector<std::size_t> doubt;          // per slot of `doubt`
  std::vector<formula::Series> series;     // over the samples there are, transitively
  ContextSet no_value = 0, caution = 0;
};

// One variant of a scheme: its limits in one unit of the reported value.
struct PlannedLimits {
  std::size_t unit = 0;        // position in scheme.units()
  panel::Converter converter;  // identity where the reported unit has limits of its own
  std::vector<double> edges;   // see band_edges()
  [[nodiscard]] bool partial() const {
    return std::isfinite(edges.front()) || std::isfinite(edges.back());
  }
};

// Ages for which a variant is made, in years: from <= age < to. Those of an adult, where the
// scheme is for minors only: none.
struct AgeRange {
  double from = -std::numeric_limits<double>::infinity();
  double to = std::numeric_limits<double>::infinity();
};

struct PlannedScheme {
  std::string quantity;
  std::size_t column = kNone;                      // of Plan::inputs, for an analyte
  std::size_t index = kNone;                       // of Plan::indices
  std::vector<const Scheme*> variants;             // several where sex decides
  std::vector<std::vector<PlannedLimits>> limits;  // [variant][position of the reported unit]
  std::vector<std::vector<std::string>> units;     // [variant]
  std::vector<PlannedCondition> applies;           // [variant]
  std::vector<AgeRange> ages;                      // [variant]
  std::vector<std::vector<double>> levels;         // [variant][band]: position in Symbols::levels()
  bool differs_by_sex = false;
  bool for_levels = false;  // a formula reads the level of its bands, and nothing else of it
  std::vector<std::size_t> by_sex;  // variant by the position of the category, or kNone
  std::size_t sex_unknown = kNone;  // the variant then
  ContextSet no_band = 0;
};

// What conditions of tags and notes ask, and where the answer is found; kNone: nowhere.
struct Question {
  formula::Slot slot;
  std::size_t input = kNone;  // of Plan::inputs
  std::size_t index = kNone;  // of Plan::indices
  ConvertedInput converted;   // the input in the slot's unit
  ContextSet context = 0;
  std::vector<std::size_t> schemes;  // of Plan::schemes, whose bands are asked for
  std::size_t tag = kNone;           // of Plan::tags
};

struct PlannedFinding {
  const Tag* tag;  // one of the two
  const Note* note;
  const formula::Formula* when;
  std::vector<std::size_t> arguments;  // per slot: of Plan::questions
};

class Plan {
 public:
  // `available`: the analytes there are values for; null means that any may come. `sampled`: those
  // among which an open series finds its samples; null means the available ones.
  static Expected<Plan> make(const Catalogue& catalogue, const Options& options,
                             const std::vector<const Analyte*>* available = nullptr,
                             const std::vector<const Analyte*>* sampled = nullptr);

  Catalogue catalogue;
  Options options;
  std::vector<const Analyte*> inputs;                          // columns of a block
  std::vector<ConvertedInput> converted;                       // numeric columns that formulas read
  std::vector<PlannedIndex> indices;                           // in computing order
  std::vector<std::shared_ptr<const CompiledIndex>> resolved;  // those with open series
  std::vector<PlannedScheme> criteria;  // of inputs, whose bands formulas read
  std::vector<std::size_t> requested;   // of `indices`, in the order asked for
  std::vector<PlannedScheme> schemes;   // in the order of inputs, then of indices asked for
  std::vector<std::size_t> watched;     // inputs that an index asked for or a scheme reads
  std::vector<std::size_t> questioned;  // inputs that only decide contexts or variants
  // By inputs: 1 where indices are named, and none of them needs it: it only has a band.
  std::vector<std::uint8_t> only_banded;
  std::vector<ContextSet> cautions;  // by inputs: contexts that caution about it
  std::vector<const Index*>
      left_out;  // asked for by "core" or "all", but an input is not available
  ContextSet declared = 0;
  ContextSet minors = 0;  // contexts that leave only schemes for minors
  struct DerivedContext {
    std::size_t position;  // in declarations.contexts
    PlannedCondition condition;
  };
  std::vector<DerivedContext> derived;
  std::size_t sex = kNone, age = kNone;  // of inputs
  std::vector<Question> questions;       // each once
  std::vector<std::size_t> noted;        // inputs whose numbers these read
  std::vector<PlannedFinding> tags;   // each after those it names; none where no notes are wanted
  std::vector<PlannedFinding> notes;  // the most urgent first; none where none are wanted

  [[nodiscard]] std::size_t input(const Analyte* analyte) const;
  // Of a column: read by a formula or condition, or to choose among a scheme's variants; and
  // whether anything at all reads it, notes and bands too.
  [[nodiscard]] bool decides(std::size_t column) const;
  [[nodiscard]] bool reads(std::size_t column) const;
  [[nodiscard]] bool has_open_series() const { return !resolved.empty(); }
  [[nodiscard]] const Context& context(std::size_t position) const;

 private:
  friend class PlanBuilder;
  explicit Plan(Catalogue c, Options o) : catalogue(std::move(c)), options(std::move(o)) {}
};

}  // namespace metindex
