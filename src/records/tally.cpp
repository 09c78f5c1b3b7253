#include "records/tally.hpp"

#include <algorithm>

namespace metindex::records {
namespace {

constexpr std::uint64_t kMostOfAKind = 20;

}  // namespace

void Tally::tell_some(const std::string& kind, const std::string& line) {
  if (++told_[kind] <= kMostOfAKind) teller_(line);
}

void Tally::tell_rest(const std::string& name) {
  for (const auto& [kind, count] : told_) {
    if (count > kMostOfAKind)
      teller_(name + ": and " + std::to_string(count - kMostOfAKind) + " more like these: " + kind);
  }
  told_.clear();
}

void Tally::count_row(bool scored, const std::vector<RowFlag>& flags) {
  ++summary_.rows;
  if (scored) ++summary_.scored;
  bool problem = false;
  for (const RowFlag& flag : flags) {
    ++(flag.of_band ? band_flags_ : flags_)[{flag.quantity, flag.kind}];
    problem = problem || is_problem(flag.kind);
  }
  if (problem) ++summary_.problems;
}

BatchSummary Tally::summary() const {
  BatchSummary summary = summary_;
  const auto add = [&](const auto& counts, const std::string& suffix) {
    for (const auto& [key, count] : counts) {
      summary.flags.emplace_back(std::string(key.first) + suffix + ":" + std::string(key.second),
                                 count);
    }
  };
  add(flags_, "");
  add(band_flags_, "_band");
  std::sort(summary.flags.begin(), summary.flags.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return summary;
}

}  // namespace metindex::records
