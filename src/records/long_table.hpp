// A long table (a row for each person, test and date) turned into a wide one: a row for each person
// and date, a column for each analyte, and in front of each row the cell of its lines
// (row_lines.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "metindex/batch.hpp"
#include "records/chunk.hpp"
#include "records/long_panels.hpp"
#include "records/long_plan.hpp"
#include "records/sample_minutes.hpp"
#include "records/scan.hpp"
#include "records/seen_ids.hpp"
#include "records/table_head.hpp"

namespace metindex::records {

// The rows of one person must stand together, in any order; the dates need not. Memory: what one
// person has, and up to 16 MB for ids; with BatchOptions::gather, all results, in any order.
class LongTable : public ByteSource {
 public:
  // The rows by which it is known which analytes get a column, unless all are held in memory.
  static constexpr std::size_t kRowsLookedAt = std::size_t{1} << 14U;
  // Rows that one person may get, unless all are held in memory.
  static constexpr std::size_t kMostOfPerson = std::size_t{1} << 20U;

  LongTable(Catalogue catalogue, const BatchOptions& options, ByteSource& source, std::string name);

  // Decides what stands where, by the first rows or by all of them. `earlier`: the analytes that
  // got a column in an earlier table of the run.
  std::optional<BatchOutcome> open(const std::vector<std::string>& earlier);
  [[nodiscard]] const LongPlan& plan() const { return plan_; }
  [[nodiscard]] std::vector<std::string> analytes() const;  // that got a column

  std::optional<std::size_t> read(char* to, std::size_t size) override;
  [[nodiscard]] std::string why() const override { return problem_.what; }
  // Why reading failed, and in which line of the long table; "" if it did not.
  [[nodiscard]] const TableProblem& problem() const { return problem_; }

  // What became of the rows, once all are read.
  [[nodiscard]] std::vector<std::string> closing_remarks() const;

 private:
  std::optional<BatchOutcome> read_start();
  void look_at(const RecordBlock& block);
  bool next_block();
  bool make_more();
  void take_block();
  bool take_row(const Record& record);
  bool begin_person(const Record& record, std::string_view id);
  void take_result(const Record& record, std::string_view id);
  void take_value(const Record& record, std::string_view id, std::string_view date,
                  TestMeaning& test, std::size_t column);
  std::string_view optional_cell(const Record& record, std::size_t column, std::string& scratch);
  [[nodiscard]] const Analyte* sample_of(const Record& record, const Analyte& analyte);
  [[nodiscard]] std::optional<TableProblem> settle_minutes(const RecordBlock& block);
  void take_constants(const Record& record, std::string_view id, std::string_view date);
  void loosen(const Record& record, std::string kind, std::string why);
  void give_panels();
  void write_header();
  void write_panel(const LongPanel& panel);
  void stop(std::uint64_t line, std::string what) { problem_ = {line, std::move(what)}; }
  [[nodiscard]] std::string sort_hint() const;
  [[nodiscard]] std::string_view text(const Record& record, std::size_t column,
                                      std::string& scratch) const;
  [[nodiscard]] bool is_missing(const Analyte& analyte, std::string_view value) const;
  bool says_nothing(std::string_view word);
  void tell_difference(std::size_t slot, std::vector<std::string>& lines) const;

  Catalogue catalogue_;
  const BatchOptions& options_;
  std::string name_;
  ChunkReader reader_;
  Dialect dialect_;
  std::optional<JsonColumns> json_;
  TableHead head_;
  std::uint64_t head_line_ = 1;
  LongPlan plan_;
  SampleMinutes minutes_;
  char delimiter_ = ',';  // of the wide table
  std::string line_end_ = "\n";

  Chunk chunk_;
  std::optional<Scanner> scanner_;
  RecordBlock block_;
  bool quotes_ = false;         // there were some
  bool all_looked_at_ = false;  // the first rows are all there are
  bool at_end_ = false;
  std::string person_;  // whose rows are being read
  SeenIds seen_;
  LongPanels panels_;
  std::size_t given_panels_ = 0;
  TableProblem problem_;
  std::unordered_map<std::string, bool> words_;  // does a cell of that word say that there is none?
  std::string id_scratch_, date_scratch_, test_scratch_, scratch_;
  std::vector<std::uint64_t> lines_;
  std::string out_;
  std::size_t given_ = 0;  // of out_

  std::uint64_t rows_ = 0, written_ = 0, unmeasured_ = 0;
  std::string why_late_;
  std::size_t most_bytes_ = 0;  // that panels_ held
};

}  // namespace metindex::records
