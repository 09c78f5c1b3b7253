// Rows of results behind the input's own bytes, or as JSON Lines.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "assess/notes.hpp"
#include "records/cells.hpp"
#include "records/dialect.hpp"
#include "records/json.hpp"
#include "records/output.hpp"
#include "records/record_block.hpp"
#include "records/table_plan.hpp"

namespace metindex::records {

// What there is to say of a row.
struct RowResult {
  const Block& panels;
  const Evaluation& evaluation;
  std::size_t row;
  std::string_view flags;    // quoted as needed
  std::string_view reasons;  // of a row of another shape than the header's
  std::string_view notes;    // a cell, its delimiter in front; empty where there is no such column
  const Findings& findings;
  JsonTexts& texts;
};

// The bands of a scheme as the cells that are written: delimiter in front, quoted as needed.
struct BandCells {
  struct Cell {
    std::uint32_t begin, size;  // in text
  };
  std::string text;                // with kReach bytes behind it
  std::vector<Cell> cells;         // of each variant that of none, then those of its bands
  std::vector<std::size_t> first;  // by variant: the position of its first band
};

// The results of some rows of a block, in the order of the columns added.
struct ResultColumns {
  static constexpr std::size_t kRows = 64;  // at a time, so that they stay in the nearest cache
  static constexpr std::size_t kNumberBytes = 32;
  // Numbers as text: made a column at a time, where one need not wait for the one before it.
  struct Numbers {
    const IndexColumn* column;
    std::array<char, (kRows + 1) * kNumberBytes> text;  // one more for what is written behind
    std::array<std::uint8_t, kRows> size;
  };
  struct Bands {
    const std::int16_t* band;
    const std::uint8_t* variant;
    const BandCells* cells;
  };
  std::vector<Numbers> numbers;
  std::vector<Bands> bands;
};

// Why a row is among the rejects.
struct Rejection {
  std::string_view file;
  std::uint64_t line;
  std::string_view columns, reasons;
};

// Immutable once made: one for all threads.
class TableWriter {
 public:
  // `table` outlives the writer. `line_end`: of the header, for records without one.
  TableWriter(const TablePlan& table, const BatchOptions& options, const Dialect& dialect,
              std::vector<std::string> header, LineEnd line_end);

  [[nodiscard]] std::size_t columns() const { return columns_; }  // of the input

  [[nodiscard]] bool is_json() const { return json_; }
  // The names of the columns added, in order. A name that the input has already gets "metindex_" in
  // front.
  [[nodiscard]] const std::vector<std::string>& added() const { return added_; }
  [[nodiscard]] const std::vector<std::string>& renamed() const { return renamed_; }

  void header(const RecordBlock& block, const Record& record, Output& out) const;
  void units_row(const RecordBlock& block, const Record& record, Output& out) const;
  // Before the rows from `first` on are written, ResultColumns::kRows of them at most.
  void prepare(const Evaluation& evaluation, std::size_t first, ResultColumns& columns) const;
  void row(const RecordBlock& block, const Record& record, const RowResult& result,
           const ResultColumns& results, Output& out) const;
  // As cells of the output; that of notes has its delimiter in front.
  [[nodiscard]] std::string flags_cell(const std::string& flags) const;
  void put_notes_cell(const Findings& findings, std::string& cell) const;
  // What is no row, as it stands.
  void pass_on(const RecordBlock& block, const Record& record, Output& out) const;

  void reject_header(const RecordBlock& block, const Record& record, Output& out) const;
  void reject(const RecordBlock& block, const Record& record, const Rejection& why,
              Output& out) const;

 private:
  void name_columns();
  void add_column(const std::string& name);
  void make_band_cells();
  char* add_input(const RecordBlock& block, const Record& record, std::size_t room,
                  Output& out) const;
  void add_cell(std::string_view text, char delimiter, Output& out) const;
  void end_line(const Record& record, Output& out) const;
  char* put_line_end(char* at, const Record& record) const;
  char* put_number(char* at, double x) const;
  void put_numbers(std::size_t first, ResultColumns::Numbers& numbers) const;
  char* put_bounds(char* at, const IndexColumn& column, std::size_t row) const;
  void json_row(const RecordBlock& block, const Record& record, const RowResult& result,
                Output& out) const;
  [[nodiscard]] std::string free_key(std::string key) const;
  [[nodiscard]] std::string json_result(const RecordBlock& block, const Record& record,
                                        const RowResult& result) const;

  const Plan& plan_;
  const std::vector<CellReader>& readers_;
  const BatchOptions& options_;
  Dialect dialect_;
  char delimiter_;       // of the output
  bool same_delimiter_;  // as the input's
  bool decimal_comma_;
  LineEnd line_end_;
  std::vector<std::string> header_;
  std::size_t columns_;
  std::vector<std::string> keys_;  // the header's names made distinct, for JSON
  std::string result_key_;         // of the results within an input object
  std::vector<std::string> added_, renamed_;
  std::vector<BandCells> band_cells_;  // by scheme
  bool json_;                          // the output is JSON Lines
  bool with_notes_;
  std::size_t room_ = 0;  // for all that is added to a row but its flags
};

}  // namespace metindex::records
