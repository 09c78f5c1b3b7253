// A plan over a block of panels: columns in, columns out. No allocation per row once the buffers
// have grown.
#pragma once

#include <cstdint>
#include <vector>

#include "assess/plan.hpp"

namespace metindex {

// One analyte as reported, a row a panel.
struct Column {
  std::vector<double>
      number;  // in the reported unit; the bound where censored; a category's position
  std::vector<Status> status;
  std::vector<std::uint8_t> unit;       // position in analyte.units
  std::vector<std::uint8_t> inclusive;  // of a bound
  void resize(std::size_t rows);
};

struct Block {
  std::size_t rows = 0;
  std::vector<Column> columns;       // by Plan::inputs
  std::vector<ContextSet> declared;  // per row, besides Plan::declared
  void resize(const Plan& plan, std::size_t new_rows);
};

// Why an index has no plain value. `detail` is a position: of an input for the first two, of a
// context.
enum class Cause : std::uint8_t { none, input, withheld, outside_domain, bounds };

struct IndexColumn {
  std::vector<double> value;  // NaN unless cause is none
  std::vector<Cause> cause;
  std::vector<std::uint16_t> detail;
  std::vector<formula::Bounds> bounds;  // where cause is bounds; may be unknown
  std::vector<double> doubt;            // 1 where doubtful; empty if the index has no such rule
};

enum class BandCause : std::uint8_t {
  none,
  no_value,
  withheld,
  outside_population,
  does_not_apply,
  sex_unknown,
  between_bands,
  no_limits,
  not_stated
};

struct BandColumn {
  std::vector<std::int16_t> band;  // -1 unless cause is none
  std::vector<BandCause> cause;
  std::vector<std::uint16_t> detail;  // context
  std::vector<std::uint8_t> variant;
};

struct Evaluation {
  std::vector<ContextSet> contexts;  // per row: declared and found
  std::vector<IndexColumn> indices;  // by Plan::indices
  std::vector<BandColumn> bands;     // by Plan::schemes
};

// Working memory; one per thread.
struct Workspace {
  std::vector<std::vector<double>> converted;
  std::vector<double> unknown, truth;
  std::vector<std::vector<double>> applies;  // per variant of the scheme at hand; empty: always
  std::vector<const double*> arguments;
  std::vector<formula::Bounds> bound_arguments;
  formula::Scratch scratch;
};

void evaluate(const Plan& plan, const Block& block, Evaluation& out, Workspace& work);

// The value of a column's row as bounds, in the unit of a formula.
formula::Bounds input_bounds(const Block& block, const ConvertedInput& input, std::size_t row);

}  // namespace metindex
