// Minutes after a glucose load, as a long table has them, and the analytes of that time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "metindex/catalogue.hpp"

namespace metindex::records {

// "30", "30 min", "-10", "30.0": whole minutes. Absent: it is no such time.
std::optional<int> read_minute(std::string_view cell);

// Counts the samples of times that no analyte has.
class SampleMinutes {
 public:
  explicit SampleMinutes(Catalogue catalogue) : catalogue_(std::move(catalogue)) {}

  // What an analyte is at the time a cell says: itself if it has no later samples or is one. Null:
  // there is no analyte of that time.
  const Analyte* at(const Analyte& analyte, std::string_view cell);
  // "-10 (108), 5 (59)": the commonest first; empty if there were none.
  [[nodiscard]] std::string others() const;

 private:
  Catalogue catalogue_;
  std::map<std::string, std::uint64_t> others_;
};

}  // namespace metindex::records
