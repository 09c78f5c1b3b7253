// Options of `batch`, from how they are written to what they mean.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "metindex/batch.hpp"

namespace metindex::cli {

struct WrittenBatch {
  std::vector<std::string> columns, units;  // "glucose=FPG", "glucose=mg/dL"
  std::vector<std::string> given;           // "sex=female"
  std::string delimiter, comment, encoding, on_problem = "keep", long_columns, threads;
  bool bounds = false, no_header = false, gather = false;
};

// Without `assess` and `strict`. `format`: "", csv, tsv or jsonl. Throws Failure where an option
// cannot be meant.
BatchOptions read_batch(const WrittenBatch& written, const std::string& format, int digits);

// A whole number of an option, such as "--digits"; 0 where nothing is written. Throws Failure.
int read_whole(const std::string& written, const std::string& option, int most);

}  // namespace metindex::cli
