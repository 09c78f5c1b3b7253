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
  std::string delimiter, comment, encoding, on_problem = "keep", long_columns;
  int threads = 0;
  bool bounds = false, no_header = false, gather = false;
};

// Without `assess` and `strict`. `format`: "", csv, tsv or jsonl. Throws Failure where an option
// cannot be meant.
BatchOptions read_batch(const WrittenBatch& written, const std::string& format, int digits);

// "hba1c=who2011" -> {"hba1c", "who2011"}. Throws Failure.
std::pair<std::string, std::string> split_pair(const std::string& text, const std::string& option);

}  // namespace metindex::cli
