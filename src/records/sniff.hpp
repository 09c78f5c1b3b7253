// What the first block of values says where the header is silent: the unit, and the decimal mark.
#pragma once

#include <string>
#include <vector>

#include "records/csv_reader.hpp"
#include "records/header.hpp"

namespace metindex::records {

// True where the numbers can only be written with decimal commas; says so in `remarks`.
bool sniff_decimal_comma(const RecordBlock& block, const std::vector<Binding>& bindings,
                         char delimiter, std::vector<std::string>& remarks);

// Gives every numeric binding its unit, or takes it off with a remark where the column is empty.
// Returns "" or the question to be asked: the values fit no unit, or more than one.
std::string sniff_units(const Catalogue& catalogue, const RecordBlock& block,
                        std::vector<Binding>& bindings, const std::vector<const Analyte*>& needed,
                        const Reading& reading, std::vector<std::string>& remarks);

}  // namespace metindex::records
