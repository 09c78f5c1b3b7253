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
    : task_(task),
      plan_(*task.plan.plan),
      cells_(plan_, task.plan.readers, task.plan.wanted()),
      flag_texts_(plan_),
      json_texts_(plan_.catalogue) {}

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
  flag_texts_.give_to(result.tally);
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
  find_flagged(plan_, panels_, evaluation_, flagged_);
  if (!plan_.notes.empty()) finding_columns_.find(plan_, panels_, evaluation_);
  mark_scored();
  write_rows(result);
}

void ChunkScorer::write_rows(ScoredChunk& result) {
  std::uint64_t rows = 0;
  std::uint64_t scored = 0;
  const bool with_notes = !plan_.notes.empty();
  RowResult plain{panels_, evaluation_, 0, {}, {}, notes_cell_, findings_, json_texts_};
  for (std::size_t row = 0; row < block_.records.size(); ++row) {
    if (row % ResultColumns::kRows == 0) task_.writer->prepare(evaluation_, row, columns_);
    const Record& record = block_.records[row];
    if (record.kind != RecordKind::row) {
      task_.writer->pass_on(block_, record, result.out);
      continue;
    }
    ++rows;
    scored += scored_[row];
    if (with_notes) find_notes(row, record);
    if (flagged_[row] == 0 && !misshapen(record)) {
      plain.row = row;
      plain.notes = notes_cell_;
      task_.writer->row(block_, record, plain, columns_, result.out);
      if (with_notes) result.tally.count_notes(findings_.notes);
    } else if (!write_flagged(row, result)) {
      break;
    }
  }
  result.tally.count_rows(rows, scored);
}

// A row of another shape has none: what stands in which column is not known.
void ChunkScorer::find_notes(std::size_t row, const Record& record) {
  misshapen(record) ? findings_.clear()
                    : finding_columns_.of(plan_, panels_, evaluation_, row, findings_);
  if (!task_.writer->is_json()) task_.writer->put_notes_cell(findings_, notes_cell_);
}

// False: the run ends here.
bool ChunkScorer::write_flagged(std::size_t row, ScoredChunk& result) {
  const Record& record = block_.records[row];
  std::string_view text;
  bool problem = true;
  columns_text_.clear();
  reasons_text_.clear();
  if (misshapen(record)) {
    text = shape_cell_ = task_.writer->flags_cell(flag_shape(record, result));
  } else {
    flags_.clear();
    row_flags(plan_, panels_, evaluation_, row, flagged_[row], flags_);
    const FlagTexts::Combination& known = flag_texts_.count(flags_, *task_.writer);
    text = known.cell;
    problem = known.problem;
    if (problem) find_reasons(row, record);
  }
  if (problem && !write_problem(record, result)) return task_.options.on_problem == OnProblem::drop;
  task_.writer->row(
      block_, record,
      {panels_, evaluation_, row, text, reasons_text_, notes_cell_, findings_, json_texts_},
      columns_, result.out);
  result.tally.count_notes(findings_.notes);
  return true;
}

// For whoever asks for them: the rejects, and a run that ends here.
void ChunkScorer::find_reasons(std::size_t row, const Record& record) {
  if (!task_.with_rejects && task_.options.on_problem != OnProblem::stop) return;
  const auto append = [](std::string& list, const std::string& item, std::string_view between) {
    if (item.empty()) return;
    if (!list.empty()) list += between;
    list += item;
  };
  for (const RowFlag& flag : flags_) {
    if (!is_problem(plan_, flag)) continue;
    if (flag.of == RowFlag::Of::input) append(columns_text_, cells_.header_of(flag.position), ";");
    append(reasons_text_, reason(row, record, flag), "; ");
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
std::string ChunkScorer::flag_shape(const Record& record, ScoredChunk& result) {
  const auto [kind, what] = shape_problem(record);
  const std::string flag = "row:" + kind;
  result.tally.count_flag(flag);
  if (result.tally.wants(flag)) {
    result.tally.tell(flag, block_.line(record),
                      task_.name + ":" + std::to_string(block_.line(record)) + ": " + what +
                          "; the row is not scored");
  }
  reasons_text_ = what;
  return flag;
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

// With a value for at least one index; with a band, where no index is asked for.
void ChunkScorer::mark_scored() {
  scored_.assign(panels_.rows, 0);
  if (plan_.requested.empty()) {
    for (const BandColumn& column : evaluation_.bands) {
      const std::int16_t* const band = column.band.data();
      mark_where([=](std::size_t row) { return band[row] >= 0; }, scored_);
    }
    return;
  }
  for (const std::size_t at : plan_.requested) {
    const Cause* const cause = evaluation_.indices[at].cause.data();
    mark_where([=](std::size_t row) { return cause[row] == Cause::none; }, scored_);
  }
}

}  // namespace metindex::records
