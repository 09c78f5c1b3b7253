// What happened to the rows: counts for the summary, and messages that stop repeating themselves.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "assess/flags.hpp"
#include "metindex/batch.hpp"

namespace metindex::records {

class Tally {
 public:
  explicit Tally(Teller teller) : teller_(std::move(teller)) {}

  void tell(const std::string& line) const { teller_(line); }

  // Tells the first 20 of a kind, counts the rest.
  void tell_some(const std::string& kind, const std::string& line);
  void tell_rest(const std::string& name);  // "labs.csv: and 334 more ..."

  void count_row(bool scored, const std::vector<RowFlag>& flags);
  [[nodiscard]] BatchSummary summary() const;

 private:
  Teller teller_;
  std::map<std::string, std::uint64_t> told_;
  std::map<std::pair<std::string_view, std::string_view>, std::uint64_t> flags_, band_flags_;
  BatchSummary summary_;
};

}  // namespace metindex::records
