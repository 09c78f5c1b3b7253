// What happened to the rows: counts for the summary, and messages that stop repeating themselves.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assess/flags.hpp"
#include "metindex/batch.hpp"
#include "records/column_check.hpp"

namespace metindex::records {

constexpr std::string_view kRemark = "remark";  // ends the kind of a message that is no problem

// How many messages of a kind are told, before they are only counted.
constexpr std::uint64_t most_messages(std::string_view kind) {
  constexpr std::uint64_t kMost = 20;
  return kind.ends_with(kRemark) ? 1 : kMost;
}

// "insulin:missing", "homa_ir_band:sex_unknown"
std::string flag_text(const RowFlag& flag);

// Of one chunk; made on its thread.
class ChunkTally {
 public:
  void clear();
  void count_rows(std::uint64_t rows, std::uint64_t scored) {
    rows_ += rows;
    scored_ += scored;
  }
  void count_flags(const Plan& plan, const std::vector<RowFlag>& flags, std::uint64_t rows);
  void count_flag(const std::string& flag) { ++other_flags_[flag]; }
  void count_notes(const std::vector<const Note*>& notes) {
    for (const Note* note : notes) ++notes_[note];
  }
  void count_problem(bool dropped) {
    ++problems_;
    dropped_ += dropped ? 1 : 0;
  }
  // True: the message is still wanted; add it with tell().
  bool wants(const std::string& kind) { return ++told_[kind] <= most_messages(kind); }
  void tell(std::string_view kind, std::uint64_t line, std::string text) {
    messages_.push_back({line, messages_.size(), std::string(kind), std::move(text)});
  }
  void count_odd(std::size_t input, const CellReader& reader, const Value& value) {
    if (odd_.size() <= input) odd_.resize(input + 1);
    odd_[input].count(reader, value);
  }
  // In the order of lines, however the chunk was gone through.
  void sort_messages();

 private:
  friend class Tally;
  struct Count {
    RowFlag flag;
    bool problem;
    std::uint64_t rows;
  };
  struct Message {
    std::uint64_t line;
    std::size_t order;  // in which it was made
    std::string kind, text;
  };
  std::uint64_t rows_ = 0, scored_ = 0, problems_ = 0, dropped_ = 0;
  std::vector<Count> flags_;
  std::map<std::string, std::uint64_t> other_flags_;
  std::map<const Note*, std::uint64_t> notes_;
  std::map<std::string, std::uint64_t> told_;
  std::vector<Message> messages_;
  std::vector<OddNumbers> odd_;  // by input
};

// Of a whole run.
class Tally {
 public:
  explicit Tally(Teller teller) : teller_(std::move(teller)) {}

  void tell(const std::string& line) const { teller_(line); }
  void begin_table() { odd_.clear(); }
  void warn(const std::string& name, const std::string& warning);
  // Of the table at hand.
  [[nodiscard]] const std::vector<OddNumbers>& odd() const { return odd_; }
  void add(const ChunkTally& chunk);        // tells the first 20 messages of a kind
  void tell_rest(const std::string& name);  // "labs.csv: and 334 more ..."
  [[nodiscard]] std::uint64_t rows() const { return summary_.rows; }
  [[nodiscard]] BatchSummary summary() const;

 private:
  Teller teller_;
  std::map<std::string, std::uint64_t> told_;
  std::map<std::string, std::uint64_t> flags_;
  std::set<std::string> problem_flags_;
  std::map<const Note*, std::uint64_t> notes_;
  std::vector<OddNumbers> odd_;
  BatchSummary summary_;
};

}  // namespace metindex::records
