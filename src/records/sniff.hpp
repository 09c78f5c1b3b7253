// What the first block of values says where the header is silent: the unit, and the decimal mark.
#pragma once

#include <string>
#include <vector>

#include "records/record_block.hpp"
#include "records/header.hpp"

namespace metindex::records {

// True where the numbers can only be written with decimal commas; says so in `remarks`.
bool sniff_decimal_comma(const RecordBlock& block, const std::vector<Binding>& bindings,
                         char delimiter, std::vector<std::string>& remarks);

// A column taken for one of units (Binding::unit_column) whose cells in `block` hold no unit of the
// analyte is left alone. Says in `remarks` what each is.
void sniff_unit_columns(const Catalogue& catalogue, const RecordBlock& block,
                        std::vector<Binding>& bindings, std::vector<std::string>& remarks);

struct SniffedUnits {
  bool in_cells = false;  // cells are expected to state their units: a column without any is kept
  std::vector<std::string> remarks;
  std::vector<std::pair<const Analyte*, std::string>> units;  // what the values said of each
  std::vector<Binding> empty_columns;  // without a unit and without a number so far: not read
};

// Gives every numeric binding its unit, or none if each cell states its own; a column without a
// number is taken off. Returns "" or the question to be asked: the values fit no unit, or more than
// one.
std::string sniff_units(const Catalogue& catalogue, const RecordBlock& block,
                        std::vector<Binding>& bindings, const std::vector<const Analyte*>& needed,
                        const Reading& reading, SniffedUnits& sniffed);

}  // namespace metindex::records
