#include "records/tally.hpp"

#include <algorithm>
#include <tuple>

#include "assess/notes.hpp"

namespace metindex::records {

std::string flag_text(const RowFlag& flag) {
  return std::string(flag.quantity) + (flag.of_band() ? "_band:" : ":") + std::string(flag.kind);
}

void ChunkTally::clear() { *this = {}; }

void ChunkTally::count_flags(const Plan& plan, const std::vector<RowFlag>& flags,
                             std::uint64_t rows) {
  for (const RowFlag& flag : flags) {
    const auto same = [&](const Count& c) {
      return c.flag.of == flag.of && c.flag.position == flag.position && c.flag.kind == flag.kind;
    };
    const auto found = std::find_if(flags_.begin(), flags_.end(), same);
    if (found != flags_.end()) {
      found->rows += rows;
    } else {
      flags_.push_back({flag, is_problem(plan, flag), rows});
    }
  }
}

void ChunkTally::sort_messages() {
  std::sort(messages_.begin(), messages_.end(), [](const Message& a, const Message& b) {
    return std::tie(a.line, a.order) < std::tie(b.line, b.order);
  });
}

void Tally::add(const ChunkTally& chunk) {
  summary_.rows += chunk.rows_;
  summary_.scored += chunk.scored_;
  summary_.problems += chunk.problems_;
  summary_.dropped += chunk.dropped_;
  for (const auto& [flag, problem, rows] : chunk.flags_) {
    flags_[flag_text(flag)] += rows;
    if (problem) problem_flags_.insert(flag_text(flag));
  }
  for (const auto& [flag, rows] : chunk.other_flags_) {  // each makes its row one with problems
    flags_[flag] += rows;
    problem_flags_.insert(flag);
  }
  for (const auto& [note, rows] : chunk.notes_) notes_[note] += rows;
  if (odd_.size() < chunk.odd_.size()) odd_.resize(chunk.odd_.size());
  for (std::size_t i = 0; i < chunk.odd_.size(); ++i) odd_[i].add(chunk.odd_[i]);
  for (const auto& message : chunk.messages_) {
    if (++told_[message.kind] <= most_messages(message.kind)) teller_(message.text);
  }
  for (const auto& [kind, count] : chunk.told_)
    told_[kind] += count - std::min(count, most_messages(kind));  // those that were never made
}

void Tally::warn(const std::string& name, const std::string& warning) {
  summary_.warnings.push_back(name + ": " + warning);
  teller_(name + ": warning: " + warning);
}

void Tally::tell_rest(const std::string& name) {
  for (const auto& [kind, count] : told_) {
    const std::uint64_t rest = count - std::min(count, most_messages(kind));
    if (rest > 0) teller_(name + ": and " + std::to_string(rest) + " more like these: " + kind);
  }
  told_.clear();
}

BatchSummary Tally::summary() const {
  BatchSummary summary = summary_;
  summary.flags.assign(flags_.begin(), flags_.end());
  std::sort(summary.flags.begin(), summary.flags.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  for (const auto& [flag, rows] : summary.flags) {
    if (problem_flags_.count(flag) > 0) summary.problem_flags.emplace_back(flag, rows);
  }
  std::vector<std::pair<const Note*, std::uint64_t>> notes(notes_.begin(), notes_.end());
  std::sort(notes.begin(), notes.end(),
            [](const auto& a, const auto& b) { return more_urgent(*a.first, *b.first); });
  for (const auto& [note, rows] : notes) summary.notes.emplace_back(note->id, rows);
  return summary;
}

}  // namespace metindex::records
