// The flags of rows as text. Few combinations come, again and again: each is made once.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "assess/flags.hpp"
#include "records/table_writer.hpp"
#include "records/tally.hpp"

namespace metindex::records {

class FlagTexts {
 public:
  explicit FlagTexts(const Plan& plan) : plan_(&plan) {}

  struct Combination {
    std::vector<RowFlag> flags;
    std::string cell;      // "insulin:missing;homa_ir_band:sex_unknown", as the writer has it
    bool problem = false;  // one of them speaks of the data
    std::uint64_t rows = 0;
  };

  // Counts the row, too. Valid until give_to().
  const Combination& count(const std::vector<RowFlag>& flags, const TableWriter& writer);
  // Hands over what was counted, and forgets the count.
  void give_to(ChunkTally& tally);

 private:
  Combination& find(std::uint64_t hash, const std::vector<RowFlag>& flags,
                    const TableWriter& writer);

  const Plan* plan_;
  std::unordered_multimap<std::uint64_t, Combination> known_;  // by hash
  static constexpr unsigned kRecentBits = 8;
  std::array<Combination*, 1U << kRecentBits> recent_{};  // of known_, by the top of the hash
};

}  // namespace metindex::records
