// What a long table holds and what of it becomes a column of the wide one; settled before the first
// row is written.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "metindex/batch.hpp"
#include "records/long_columns.hpp"
#include "records/long_tests.hpp"
#include "records/table_head.hpp"

namespace metindex::records {

// What a cell of the wide table is of. The results of the tests that mean an analyte, or what
// stands in a column of the long table beside them.
struct LongSlot {
  const Analyte* analyte = nullptr;
  std::size_t from = kNowhere;    // the column; of tests: kNowhere
  bool measured = false;          // a result is worth a row
  bool matters = false;           // is read by what is asked for
  std::size_t column = kNowhere;  // of the wide table; kNowhere: it has none
};

struct LongPlan {
  LongLayout layout;
  std::vector<LongSlot> slots;
  std::optional<LongTests> tests;
  std::vector<std::size_t> samples;  // columns of measured values, where there is no test
  std::set<const Analyte*> sampled;  // later samples found so far
  std::vector<std::string> header;   // of the wide table
  std::vector<std::string> remarks;
  BatchOptions wide;  // how the wide table is read

  // The slot of a test that is read.
  [[nodiscard]] std::size_t slot_of(const Analyte* analyte) const;
};

// By the header and the options. The tests are found afterwards, by LongPlan::tests.
std::optional<BatchOutcome> make_long_plan(const Catalogue& catalogue, const BatchOptions& options,
                                           const std::string& name, const TableHead& head,
                                           LongPlan& out);

// Gives a column to each analyte that is among the tests found so far or that an option names, or,
// if `earlier` names any, to those; where there are no tests at all, to all that are worth a row.
// One of them must be worth a row.
std::optional<TableProblem> settle_columns(const BatchOptions& options,
                                           const std::vector<std::string>& names,
                                           const std::vector<std::string>& earlier, LongPlan& plan);

}  // namespace metindex::records
