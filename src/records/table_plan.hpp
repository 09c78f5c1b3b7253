// Header and first rows of a table -> what is read from which column and what is computed.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "records/cells.hpp"
#include "records/record_block.hpp"
#include "records/header.hpp"

namespace metindex::records {

struct TablePlan {
  std::unique_ptr<const Plan> plan;
  std::vector<CellReader> readers;     // by Plan::inputs
  std::vector<Binding> empty_columns;  // no number yet to tell the unit by: not read
  Reading reading;
  bool units_row = false;  // the first of the rows is one of units; it is taken off them

  // Does anything that is computed read the analyte?
  [[nodiscard]] bool reads(const Analyte* analyte) const;
  // By Plan::inputs: 1 for those whose values are to be read. No other value is told of anywhere.
  [[nodiscard]] Marks wanted() const;
};

// What is known of a table before its rows are read one by one.
struct TableStart {
  std::string name;  // for messages
  std::vector<std::string> header;
  std::string header_line;
  char delimiter;
  bool json;
  RecordBlock& rows;      // the first of them
  bool gathered = false;  // from a long table: cells state their units where these are known
};

// Absent: the plan is made. What was taken for what is told.
std::optional<BatchOutcome> make_table_plan(const Catalogue& catalogue, const BatchOptions& options,
                                            const TableStart& start, const Teller& teller,
                                            TablePlan& out);

}  // namespace metindex::records
