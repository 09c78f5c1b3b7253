#include "records/chunk_scorer.hpp"

#include <algorithm>

#include "records/row_lines.hpp"
#include "records/table_head.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

constexpr std::size_t kBlockRows = 1024;  // what fits the nearer caches

}  // namespace

void ScoredChunk::clear() {
  out.clear();
  rejects.clear();
  tally.clear();
  ending.reset();
}

ChunkScorer::ChunkScorer(const TableTask& task)
    : task_(task), plan_(*task.plan.plan), cells_(plan_, task.plan.readers) {}

void ChunkScorer::score(const Chunk& chunk, ScoredChunk& result) {
  result.clear();
  Scanner scanner(chunk.text(), task_.dialect);
  for (bool good = true; good && !result.ending;) {
    good = scanner.next(block_, kBlockRows);
    if (task_.gathered) take_lines(block_);
    if (!block_.records.empty()) score_block(result);
    if (!good && !result.ending) end(result, scanner.error_line(), scanner.error());
    if (block_.records.empty()) break;
  }
  result.tally.sort_messages();
}

void ChunkScorer::end(ScoredChunk& result, std::uint64_t line, const std::string& what) const {
  result.ending = bad_input(task_.name, {line, what});
}

void ChunkScorer::read_objects(ScoredChunk& result) {
  unknown_keys_.clear();
  records::read_objects(block_, *task_.json, unknown_keys_);
  for (const UnknownKey& unknown : unknown_keys_) {
    const std::string kind = "key '" + text::shown(unknown.key) + "'";
    if (!result.tally.wants(kind)) continue;
    result.tally.tell(kind, unknown.line,
                      task_.name + ":" + std::to_string(unknown.line) + ": " + kind +
                          " is in none of the first rows, by which the columns are known; it is "
                          "passed on, not read");
  }
}

void ChunkScorer::score_block(ScoredChunk& result) {
  if (task_.json) read_objects(result);
  if (!task_.plan.empty_columns.empty()) check_empty_columns(result);
  cells_.fill(block_, task_.writer->columns(), panels_,
              [&](const Record& record, const CellReader& reader, const Value& value) {
                const auto input = static_cast<std::size_t>(&reader - task_.plan.readers.data());
                result.tally.count_odd(input, reader, value);
                tell(record, reader, value, result.tally);
              });
  evaluate(plan_, panels_, evaluation_, workspace_);
  mark_flagged(plan_, panels_, evaluation_, flagged_);
  std::uint64_t rows = 0;
  std::uint64_t scored = 0;
  for (std::size_t row = 0; row < block_.records.size(); ++row) {
    if (block_.records[row].kind != RecordKind::row) {
      task_.writer->pass_on(block_, block_.records[row], result.out);
      continue;
    }
    ++rows;
    scored += is_scored(row) ? 1 : 0;
    if (!write_row(row, result)) break;
  }
  result.tally.count_rows(rows, scored);
}

// False: the run ends here.
bool ChunkScorer::write_row(std::size_t row, ScoredChunk& result) {
  const Record& record = block_.records[row];
  flags_.clear();
  flags_text_.clear();
  if (flagged_[row] != 0) row_flags(plan_, panels_, evaluation_, row, flags_);
  const bool odd = misshapen(record);
  if (odd || !flags_.empty()) {
    find_flags(row, record, result);
    const bool problem = odd || std::any_of(flags_.begin(), flags_.end(),
                                            [](const auto& f) { return is_problem(f.kind); });
    if (problem && !write_problem(record, result))
      return task_.options.on_problem == OnProblem::drop;
  }
  task_.writer->row(block_, record, {panels_, evaluation_, row, flags_text_, reasons_text_},
                    result.out);
  return true;
}

void ChunkScorer::find_flags(std::size_t row, const Record& record, ScoredChunk& result) {
  columns_text_.clear();
  reasons_text_.clear();
  if (misshapen(record)) return flag_shape(record, result);
  result.tally.count_flags(flags_);
  const bool with_reasons = task_.with_rejects || task_.options.on_problem == OnProblem::stop;
  for (const RowFlag& flag : flags_) {
    const bool why = with_reasons && is_problem(flag.kind);
    const bool input = flag.of == RowFlag::Of::input;
    add_flag(flag_text(flag), why && input ? cells_.header_of(flag.position) : "",
             why ? reason(row, record, flag) : "");
  }
}

// {"too_few_cells", "3 cells where the header has 5 columns"}
std::pair<std::string, std::string> ChunkScorer::shape_problem(const Record& record) const {
  if (task_.json) return {"not_json", why_no_object(block_.raw(record))};
  if (task_.gathered) {
    if (auto loose = loose_row(block_, record)) return {loose->kind, loose->why};
  }
  const std::size_t columns = task_.writer->columns();
  return {record.cells < columns ? "too_few_cells" : "too_many_cells",
          other_shape(record.cells, columns)};
}

// What stands in which column is not known: the row has this one flag.
void ChunkScorer::flag_shape(const Record& record, ScoredChunk& result) {
  const auto [kind, what] = shape_problem(record);
  const std::string flag = "row:" + kind;
  flags_.clear();
  result.tally.count_flag(flag);
  if (result.tally.wants(flag)) {
    result.tally.tell(flag, block_.line(record),
                      task_.name + ":" + std::to_string(block_.line(record)) + ": " + what +
                          "; the row is not scored");
  }
  add_flag(flag, "", what);
}

void ChunkScorer::add_flag(const std::string& flag, const std::string& column,
                           const std::string& reason) {
  const auto append = [](std::string& list, const std::string& item, std::string_view between) {
    if (item.empty()) return;
    if (!list.empty()) list += between;
    list += item;
  };
  append(flags_text_, flag, ";");
  append(columns_text_, column, ";");
  append(reasons_text_, reason, "; ");
}

std::string ChunkScorer::reason(std::size_t row, const Record& record, const RowFlag& flag) {
  if (flag.of != RowFlag::Of::input) {
    return std::string(flag.quantity) + ": " + sentence(plan_, evaluation_, row, flag, nullptr);
  }
  const Value value = cells_.read(flag.position, block_, record);
  const std::string what = sentence(plan_, evaluation_, row, flag, &value);
  const bool named = what.rfind(flag.quantity, 0) == 0;  // "glucose 5.2 mg/dL is not plausible"
  return named ? what : std::string(flag.quantity) + ": " + what;
}

// False: the row is not written.
bool ChunkScorer::write_problem(const Record& record, ScoredChunk& result) {
  const OnProblem then = task_.options.on_problem;
  result.tally.count_problem(then == OnProblem::drop);
  if (task_.with_rejects) {
    task_.writer->reject(block_, record,
                         {task_.name, block_.line(record), columns_text_, reasons_text_},
                         result.rejects);
  }
  if (then == OnProblem::stop) end(result, block_.line(record), reasons_text_);
  return then == OnProblem::keep;
}

void ChunkScorer::tell(const Record& record, const CellReader& reader, const Value& value,
                       ChunkTally& tally) {
  if (!task_.plan.reads(reader.binding.analyte)) return;
  const Binding& binding = reader.binding;
  const bool problem = value.status > Status::missing;
  const std::string what = problem ? value.problem : remark_on(value);
  const std::string kind =
      binding.analyte->id + " " + std::string(problem ? name_of(value.status) : kRemark);
  if (!tally.wants(kind)) return;
  // The analyte's results of a long table stand in no column called so.
  const bool of_tests = task_.gathered && binding.header == binding.analyte->id;
  const std::uint64_t line =
      task_.gathered ? line_of(block_, record, binding.column) : block_.line(record);
  tally.tell(kind, block_.line(record),
             task_.name + ":" + std::to_string(line) + ": " +
                 (of_tests ? binding.header : "column '" + binding.header + "'") + ": " + what);
}

// A column that had no number to tell its unit by must stay so: no value is passed over.
void ChunkScorer::check_empty_columns(ScoredChunk& result) {
  for (std::size_t i = 0; i < block_.records.size(); ++i) {
    const Record& record = block_.records[i];
    for (const Binding& binding : task_.plan.empty_columns) {
      if (misshapen(record)) continue;
      const Value value =
          read_value(plan_.catalogue, *binding.analyte,
                     block_.text(record, binding.column, scratch_), {}, task_.plan.reading);
      const bool number = value.has_number() || value.status == Status::implausible ||
                          value.status == Status::unknown_unit;
      if (!number) continue;
      end(result, block_.line(record),
          "column '" + binding.header +
              "' has a number here, and nothing in the first rows says the column's unit; add "
              "--unit " +
              binding.analyte->id + "=UNIT");
      block_.records.resize(i);
      return;
    }
  }
}

bool ChunkScorer::is_scored(std::size_t row) const {
  if (plan_.requested.empty()) {
    return std::any_of(evaluation_.bands.begin(), evaluation_.bands.end(),
                       [&](const BandColumn& b) { return b.band[row] >= 0; });
  }
  return std::any_of(plan_.requested.begin(), plan_.requested.end(), [&](std::size_t at) {
    return evaluation_.indices[at].cause[row] == Cause::none;
  });
}

}  // namespace metindex::records
