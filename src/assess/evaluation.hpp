// A plan over a block of panels: columns in, columns out. No allocation per row once the buffers
// have grown.
//
// Work is done a column at a time for all rows as if each were plain (its values there, no context
// in the way); then the rows that are not, which are listed as `gaps`, are judged one by one.
#pragma once

#include <cstdint>
#include <vector>

#include "assess/plan.hpp"
#include "assess/rows.hpp"
#include "formula/recent_answers.hpp"

namespace metindex {

// One analyte as reported, a row a panel.
struct Column {
  std::vector<double> number;  // in the reported unit, finite where status is ok; the bound where
                               // censored; a category's position
  std::vector<Status> status;
  std::vector<std::uint8_t> unit;       // position in analyte.units
  std::vector<std::uint8_t> inclusive;  // of a bound
  bool is_read = true;  // false: nobody asks for the values, and nothing is known of them
  void resize(std::size_t rows);
};

struct Block {
  std::size_t rows = 0;
  std::vector<Column> columns;       // by Plan::inputs
  std::vector<ContextSet> declared;  // per row, besides Plan::declared
  void resize(const Plan& plan, std::size_t new_rows);
};

// What is known of a column of a block as a whole.
struct ColumnSummary {
  Rows gaps;                        // whose status is not ok
  bool censored = false;            // some of these are bounds
  std::vector<std::uint8_t> units;  // in which its numbers and bounds are reported
};

// Why an index has no plain value. `detail` is a position: of an input, of a context where
// withheld; kNoDetail where the value has bounds because something that may be missing is.
enum class Cause : std::uint8_t { none, input, withheld, outside_domain, bounds };
constexpr std::uint16_t kNoDetail =
    0xFFFF;  // with Cause::bounds: nothing is a bound, some is missing

struct IndexColumn {
  std::vector<double> value;  // NaN unless cause is none
  std::vector<Cause> cause;
  Rows gaps;  // whose cause is not none; the two below are set in these rows alone
  std::vector<std::uint16_t> detail;
  std::vector<formula::Bounds> bounds;  // unknown unless cause is bounds, and perhaps even then
  std::vector<double> doubt;            // 1 where doubtful; empty if the index has no such rule
};

// Up to not_stated there is nothing to tell.
enum class BandCause : std::uint8_t {
  none,
  no_value,
  not_stated,
  withheld,
  outside_population,
  does_not_apply,
  sex_unknown,
  between_bands
};

struct BandColumn {
  std::vector<std::int16_t> band;  // -1 unless cause is none
  std::vector<BandCause> cause;
  std::vector<std::uint16_t> detail;  // context, where cause is withheld
  std::vector<std::uint8_t> variant;
};

// The band of an input that a formula reads: the position of its level, NaN where there is none.
struct CriterionColumn {
  BandColumn band;
  std::vector<double> level;
};

struct Evaluation {
  std::vector<ColumnSummary> inputs;      // by Plan::inputs
  std::vector<ContextSet> contexts;       // per row: declared and found
  ContextSet any_context = 0;             // of any row
  std::vector<CriterionColumn> criteria;  // by Plan::criteria
  std::vector<IndexColumn> indices;       // by Plan::indices
  std::vector<BandColumn> bands;          // by Plan::schemes
};

// Working memory; one per thread.
struct Workspace {
  std::vector<const double*> numbers;  // by Plan::converted; NaN where there is no plain value
  std::vector<std::vector<double>> converted;  // what of it is not the block's own
  const double* age = nullptr;  // in years, NaN where not known; set where the plan has it
  std::vector<double> known_ages;
  std::vector<double> unknown, truth, other_unit;
  std::vector<std::vector<double>> facts;    // by context: 1 where it applies, as conditions ask
  std::vector<std::vector<double>> applies;  // per variant of the scheme at hand; empty: always
  std::vector<std::int16_t> band;            // of one variant and unit
  std::vector<BandCause> cause;
  Marks marks, mine;
  Rows rows;
  std::vector<const double*> arguments;
  std::vector<formula::Bounds> bound_arguments;
  formula::RecentAnswers answers;
  formula::Scratch scratch;
};

void evaluate(const Plan& plan, const Block& block, Evaluation& out, Workspace& work);

// What is known of a condition in one row: [1, 1], [0, 0], [0, 1] or unknown.
formula::Bounds truth_of(const PlannedCondition& condition, const Plan& plan, const Block& block,
                         const Evaluation& evaluation, std::size_t row, Workspace& work);

// The value of a column's row as bounds: as reported, and in the unit of a formula.
formula::Bounds reported_bounds(const Column& column, std::size_t row);
formula::Bounds input_bounds(const Block& block, const ConvertedInput& input, std::size_t row);

}  // namespace metindex
