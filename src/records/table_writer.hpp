// Rows of results behind the input's own bytes, or as JSON Lines.
#pragma once

#include <string>
#include <vector>

#include "assess/evaluation.hpp"
#include "assess/flags.hpp"
#include "records/cells.hpp"
#include "records/csv_reader.hpp"

namespace metindex::records {

class TableWriter {
 public:
  TableWriter(const Plan& plan, const BatchOptions& options, char delimiter, bool decimal_comma,
              bool byte_order_mark, std::vector<std::string> header);

  // The names of the columns added, in order. A name that the input has already gets "metindex_" in
  // front.
  [[nodiscard]] const std::vector<std::string>& added() const { return added_; }
  [[nodiscard]] const std::vector<std::string>& renamed() const { return renamed_; }

  void header(const RecordBlock& block, const Record& record, std::string& out) const;
  void row(const RecordBlock& block, const Record& record, const std::vector<CellReader>& readers,
           const Block& panels, const Evaluation& evaluation, std::size_t row,
           const std::vector<RowFlag>& flags, std::string& out);

 private:
  void add(const std::string& name);
  void append_input(const RecordBlock& block, const Record& record, std::string& out) const;
  void append_cell(std::string_view text, std::string& out) const;
  void append_number(double x, std::string& out) const;
  void append_index(const IndexColumn& column, std::size_t row, std::string& out) const;
  void json_row(const RecordBlock& block, const Record& record,
                const std::vector<CellReader>& readers, const Block& panels,
                const Evaluation& evaluation, std::size_t row, std::string& out);

  const Plan& plan_;
  const BatchOptions& options_;
  char input_delimiter_, delimiter_;
  bool decimal_comma_, byte_order_mark_;
  std::vector<std::string> header_, keys_;  // as they stand; distinct, for JSON
  std::vector<std::string> added_, renamed_;
  std::vector<std::vector<std::vector<std::string>>>
      band_cells_;  // [scheme][variant][band], quoted as needed
  mutable std::string scratch_;
};

}  // namespace metindex::records
