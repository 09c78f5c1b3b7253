// Which column of a long table (a row for each test) is the person's, the test's, the value's, ...
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "metindex/batch.hpp"

namespace metindex::records {

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

struct LongLayout {
  std::size_t id = kNowhere, test = kNowhere, value = kNowhere;
  std::size_t unit = kNowhere, date = kNowhere;  // may be missing
  std::size_t minute = kNowhere;                 // the same; after a glucose load
  bool minute_by_name = false;                   // nobody said so: its cells must agree

  [[nodiscard]] bool has(std::size_t column) const {
    return column == id || column == test || column == value || column == unit || column == date ||
           column == minute;
  }
  // A row for each sample: what is measured stands in columns of its own.
  [[nodiscard]] bool of_samples() const { return test == kNowhere; }
};

// By what is wanted, else by their usual names. A test and a value may be missing where there are
// minutes.
Expected<LongLayout> find_long_columns(const std::vector<std::string>& header,
                                       const LongColumns& wanted);

// "--long id=patient,test=test,value=result" where the usual names of a test and a value are
// there, "--long id=patient,minute=timepoint" where those of a person and of minutes are; else "".
std::string suggest_long(const std::vector<std::string>& header);

// Where the minutes of samples stand, by a usual name; sure unless it is one like "time".
struct MinuteColumn {
  std::size_t at = kNowhere;
  bool sure = false;
};
MinuteColumn find_minute_column(const std::vector<std::string>& header);

// "id='patient', test='test', value='result', unit='unit', no date"
std::string describe_long(const std::vector<std::string>& header, const LongLayout& layout);

}  // namespace metindex::records
