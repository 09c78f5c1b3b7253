// Cells -> the columns of a block of panels.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "assess/evaluation.hpp"
#include "records/csv_reader.hpp"
#include "records/header.hpp"

namespace metindex::records {

// One input of a plan, and the column it is read from.
struct CellReader {
  Binding binding;
  std::uint8_t unit = 0;  // position in analyte.units
  Reading reading;

  // The plain way; told in full.
  [[nodiscard]] Value read(const Catalogue& catalogue, std::string_view cell) const;
};

// Readers by Plan::inputs; `bindings` has one for each.
std::vector<CellReader> make_readers(const Plan& plan, const std::vector<Binding>& bindings,
                                     const Reading& reading);

// Called for a cell that has no number though it is not empty.
using CellProblem =
    std::function<void(const Record& record, const CellReader& reader, const Value& value)>;

// Fills `panels` with rows from `block`. A plain number takes a short way that agrees with read().
void read_cells(const Plan& plan, const std::vector<CellReader>& readers, const RecordBlock& block,
                Block& panels, const CellProblem& problem);

}  // namespace metindex::records
