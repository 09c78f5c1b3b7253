#include "records/flag_texts.hpp"

#include <algorithm>

#include "text/spread.hpp"

namespace metindex::records {
namespace {

bool same(const RowFlag& a, const RowFlag& b) {
  const bool same_kind = a.kind.data() == b.kind.data() || a.kind == b.kind;  // mostly one literal
  return a.of == b.of && a.position == b.position && a.kind.size() == b.kind.size() && same_kind;
}

bool same_flags(const std::vector<RowFlag>& a, const std::vector<RowFlag>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

// Of kinds the length is enough: whoever has the same hash is compared.
std::uint64_t hash(const std::vector<RowFlag>& flags) {
  std::uint64_t hash = flags.size();
  for (const RowFlag& flag : flags)
    hash = (hash ^
            (flag.position * 1024 + flag.kind.size() * 4 + static_cast<std::uint64_t>(flag.of))) *
           text::kSpread;
  return hash;
}

FlagTexts::Combination combine(const Plan& plan, const std::vector<RowFlag>& flags,
                               const TableWriter& writer) {
  FlagTexts::Combination made;
  made.flags = flags;
  std::string text;
  for (const RowFlag& flag : flags) {
    if (!text.empty()) text += ';';
    text += flag_text(flag);
    made.problem = made.problem || is_problem(plan, flag);
  }
  made.cell = writer.flags_cell(text);
  return made;
}

}  // namespace

const FlagTexts::Combination& FlagTexts::count(const std::vector<RowFlag>& flags,
                                               const TableWriter& writer) {
  const std::uint64_t key = hash(flags);
  Combination*& recent = recent_[key >> (64 - kRecentBits)];
  if (recent == nullptr || !same_flags(recent->flags, flags)) recent = &find(key, flags, writer);
  ++recent->rows;
  return *recent;
}

FlagTexts::Combination& FlagTexts::find(std::uint64_t hash, const std::vector<RowFlag>& flags,
                                        const TableWriter& writer) {
  const auto [begin, end] = known_.equal_range(hash);
  const auto found = std::find_if(
      begin, end, [&](const auto& known) { return same_flags(known.second.flags, flags); });
  return found != end ? found->second
                      : known_.emplace(hash, combine(*plan_, flags, writer))->second;
}

void FlagTexts::give_to(ChunkTally& tally) {
  constexpr std::size_t kMost = 4096;  // of very wide tables not all are kept
  for (auto& [key, combination] : known_) {
    if (combination.rows > 0) tally.count_flags(*plan_, combination.flags, combination.rows);
    combination.rows = 0;
  }
  if (known_.size() <= kMost) return;
  known_.clear();
  recent_.fill(nullptr);
}

}  // namespace metindex::records
