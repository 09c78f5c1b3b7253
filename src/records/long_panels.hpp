// The results of a long table, gathered by person and date.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "metindex/declarations.hpp"
#include "records/row_lines.hpp"

namespace metindex::records {

// One cell of a row to be.
struct LongResult {
  std::string_view text;  // as it will stand in the cell
  std::uint64_t line = 0;
  const KnownColumn* known = nullptr;  // where the test's name is documented
  std::uint32_t slot = 0;              // what it is of: a number that its reader gives it
  bool empty = false;                  // it says that there is no value
  std::uint32_t count = 1;             // results in it
  std::uint32_t next = 0;              // of the panel, counted from 1; 0: it is the last
};

struct LongPanel {
  std::string_view id, date;
  std::uint64_t line = 0;   // the first of its lines
  std::uint32_t first = 0;  // of its results, counted from 1
  std::uint32_t loose = 0;  // a row that belongs to no panel, counted from 1; `id` is its text
  bool measured = false;    // it has a result worth a row
};

// What gathering decided.
struct LongCounts {
  std::uint64_t repeated = 0;   // results that stand there again, word for word
  std::uint64_t converted = 0;  // results documented as another one in another unit
  std::uint64_t undated = 0;    // panels without a date
  struct Difference {
    std::uint64_t panels = 0, line = 0;
  };
  std::map<std::uint32_t, Difference> differing;  // constants that are none, by slot
};

class LongPanels {
 public:
  void add(std::string_view id, std::string_view date, const LongResult& result, bool measured);
  // What is known of the person: the same in every row, and no reason for a panel.
  void add_constant(std::string_view id, std::string_view date, const LongResult& result);
  void add_loose(std::string_view text, LooseRow why);
  void clear();  // but for the counts

  // In the order of their first lines.
  [[nodiscard]] const std::vector<LongPanel>& panels() const { return panels_; }
  [[nodiscard]] const LongResult* first(const LongPanel& panel) const { return at(panel.first); }
  [[nodiscard]] const LongResult* next(const LongResult& result) const { return at(result.next); }
  [[nodiscard]] const LooseRow* loose(const LongPanel& panel) const {
    return panel.loose == 0 ? nullptr : &loose_[panel.loose - 1];
  }
  [[nodiscard]] bool all_loose() const { return loose_.size() == panels_.size(); }
  [[nodiscard]] const LongCounts& counts() const { return counts_; }
  [[nodiscard]] std::size_t bytes() const;  // held

 private:
  [[nodiscard]] const LongResult* at(std::uint32_t number) const {
    return number == 0 ? nullptr : &results_[number - 1];
  }
  LongPanel& find(std::string_view id, std::string_view date, std::uint64_t line);
  std::uint32_t& place_of(std::string_view id, std::string_view date);
  void grow_places();
  void put(LongPanel& panel, const LongResult& result, bool constant);
  void merge(LongResult& known, const LongResult& result);
  std::string_view keep(std::string_view text);

  std::vector<LongPanel> panels_;
  std::vector<LongResult> results_;
  std::vector<LooseRow> loose_;
  std::vector<std::uint32_t> places_;  // panels by the hash of id and date, from 1; 0: free
  std::size_t last_ = 0;
  std::vector<std::string> texts_;  // what the views see; none of them ever moves its bytes
  LongCounts counts_;
};

}  // namespace metindex::records
