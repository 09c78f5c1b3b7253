// One chunk: text -> records -> panels -> results -> bytes. One scorer per thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assess/evaluation.hpp"
#include "assess/finding_columns.hpp"
#include "assess/flags.hpp"
#include "records/cells.hpp"
#include "records/chunk.hpp"
#include "records/flag_texts.hpp"
#include "records/jsonl.hpp"
#include "records/output.hpp"
#include "records/table_plan.hpp"
#include "records/table_writer.hpp"
#include "records/tally.hpp"

namespace metindex::records {

// What all scorers of a table share; outlives them.
struct TableTask {
  std::string name;  // for messages
  const BatchOptions& options;
  Dialect dialect;
  TablePlan plan;
  std::optional<JsonColumns> json;  // of JSON Lines
  std::optional<TableWriter> writer;
  bool with_rejects = false;
  bool gathered = false;  // from a long table: each row begins with the cell of its lines
};

// What came of a chunk.
struct ScoredChunk {
  Output out, rejects;
  ChunkTally tally;
  std::optional<BatchOutcome> ending;  // nothing is read behind this chunk
  void clear();
};

class ChunkScorer {
 public:
  explicit ChunkScorer(const TableTask& task);
  void score(const Chunk& chunk, ScoredChunk& result);

 private:
  void score_block(ScoredChunk& result);
  void read_objects(ScoredChunk& result);
  [[nodiscard]] bool misshapen(const Record& record) const {
    return record.cells != task_.writer->columns();
  }
  [[nodiscard]] std::pair<std::string, std::string> shape_problem(const Record& record) const;
  std::string flag_shape(const Record& record, ScoredChunk& result);
  void check_empty_columns(ScoredChunk& result);
  void write_rows(ScoredChunk& result);
  void find_notes(std::size_t row, const Record& record);
  bool write_flagged(std::size_t row, ScoredChunk& result);
  bool write_problem(const Record& record, ScoredChunk& result);
  void find_reasons(std::size_t row, const Record& record);
  void end(ScoredChunk& result, std::uint64_t line, const std::string& what) const;
  void tell(const Record& record, const CellReader& reader, const Value& value, ChunkTally& tally);
  [[nodiscard]] std::string reason(std::size_t row, const Record& record, const RowFlag& flag);
  void mark_scored();

  const TableTask& task_;
  const Plan& plan_;
  RecordBlock block_;
  CellColumns cells_;
  Block panels_;
  Evaluation evaluation_;
  Workspace workspace_;
  std::vector<FlagSources> flagged_;  // by row
  Marks scored_;                      // rows with a result
  std::vector<UnknownKey> unknown_keys_;
  FlagTexts flag_texts_;
  ResultColumns columns_;
  JsonTexts json_texts_;
  // Of the row at hand.
  std::vector<RowFlag> flags_;
  FindingColumns finding_columns_;
  Findings findings_;
  std::string notes_cell_, shape_cell_, columns_text_, reasons_text_, scratch_;
};

}  // namespace metindex::records
