// A plain table with a row for each sample of a glucose tolerance test: its glucose and insulin are
// not all fasting ones, whatever their columns are called.
#pragma once

#include <string>
#include <vector>

#include "records/header.hpp"
#include "records/record_block.hpp"

namespace metindex::records {

// What to say if the first rows tell that this is such a table; else "". `fasting`: what is read as
// fasting because of its header alone.
std::string refuse_sample_rows(const std::vector<std::string>& header, const RecordBlock& rows,
                               const std::vector<Binding>& fasting);

}  // namespace metindex::records
