// What a column as a whole says that no single cell can: a unit that the header states wrongly, two
// units in one column, zeros that stand for missing, a mark read as a measurement.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "records/cells.hpp"
#include "records/record_block.hpp"

namespace metindex::records {

struct ColumnWarning {
  std::size_t input = 0;  // whose column it is about
  std::string text;       // names the column and says what to do
};

// About the first rows, those with `columns` cells.
std::vector<ColumnWarning> check_columns(const Plan& plan, const std::vector<CellReader>& readers,
                                         const RecordBlock& rows, std::size_t columns);

// Of one column over a whole table: the numbers that cannot be results in their unit.
struct OddNumbers {
  std::uint64_t zeros = 0;
  std::uint64_t other_unit = 0;  // plausible in another unit of the analyte
  void count(const CellReader& reader, const Value& value);
  void add(const OddNumbers& other) {
    zeros += other.zeros;
    other_unit += other.other_unit;
  }
};

// Warnings in the end, for what the first rows did not show. `odd` by input.
std::vector<ColumnWarning> check_table(const std::vector<CellReader>& readers,
                                       const std::vector<OddNumbers>& odd, std::uint64_t rows);

}  // namespace metindex::records
