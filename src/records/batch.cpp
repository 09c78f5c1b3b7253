// One table: header -> plan -> blocks of rows -> bytes.
#include "metindex/batch.hpp"

#include <algorithm>
#include <cmath>

#include "assess/evaluation.hpp"
#include "assess/flags.hpp"
#include "records/cells.hpp"
#include "records/csv_reader.hpp"
#include "records/table_plan.hpp"
#include "records/table_writer.hpp"
#include "records/tally.hpp"
#include "text/text.hpp"

namespace metindex {

using records::Binding;
using records::CellReader;
using records::Record;
using records::RecordBlock;

constexpr std::size_t kBlockRows = 2048;

// What the later tables of a run must agree with.
struct FirstTable {
  std::vector<std::string> header, added;
  char delimiter = 0;  // 0: there was none yet
};

// What lasts over all tables of a run.
struct BatchScorer::State {
  Catalogue catalogue;
  BatchOptions options;
  ByteSink& sink;
  records::Tally tally;
  FirstTable first;
};

namespace {

using Ending = BatchOutcome::Status;

BatchOutcome failed(Ending status, std::string message) { return {status, std::move(message), {}}; }

std::string at_line(const std::string& name, std::uint64_t line) {
  return name + ":" + std::to_string(line) + ": ";
}

}  // namespace

// One table on its way through.
class TableRun {
 public:
  TableRun(Catalogue catalogue, BatchOptions options, ByteSink& sink, records::Tally& tally,
           ByteSource& source, std::string name)
      : catalogue_(std::move(catalogue)),
        options_(std::move(options)),
        sink_(sink),
        tally_(tally),
        reader_(source),
        name_(std::move(name)) {}

  BatchOutcome run(FirstTable& first_table) {
    if (auto outcome = open(first_table)) return *outcome;
    if (auto outcome = make_plan()) return *outcome;
    records::TableWriter writer(*table_.plan, options_, reader_.delimiter(),
                                table_.reading.decimal_comma, reader_.has_byte_order_mark(),
                                header_);
    const bool is_first = first_table.delimiter == 0;
    if (!is_first &&
        (first_table.delimiter != reader_.delimiter() || first_table.added != writer.added())) {
      return failed(Ending::bad_input, name_ + ": " + differs_from(first_table, writer.added()));
    }
    for (const std::string& name : writer.renamed()) {
      say("the table has a column '" + name + "' already; the one added is called 'metindex_" +
          name + "'");
    }
    std::string out;
    if (is_first) writer.header(header_block_, header_block_.records.front(), out);
    first_table = {header_, writer.added(), reader_.delimiter()};
    for (bool first = true; first || !block_.records.empty(); first = false) {
      if (auto outcome = check_shape()) return finish_with(*outcome, writer, out);
      if (auto outcome = check_empty_columns()) return finish_with(*outcome, writer, out);
      score_block(writer, out);
      if (!flush(out)) return failed(Ending::output_failed, "the output could not be written");
      if (!good_)
        return failed(Ending::bad_input, at_line(name_, reader_.error_line()) + reader_.error());
      good_ = reader_.next(block_, kBlockRows);
      if (!good_ && block_.records.empty())
        return failed(Ending::bad_input, at_line(name_, reader_.error_line()) + reader_.error());
    }
    return {};
  }

 private:
  void say(const std::string& line) const { tally_.tell(name_ + ": " + line); }

  std::optional<BatchOutcome> open(const FirstTable& first_table) {
    if (const std::string problem = reader_.open(options_.delimiter); !problem.empty())
      return failed(Ending::bad_input, name_ + ": " + problem);
    if (!reader_.next(header_block_, 1))
      return failed(Ending::bad_input, at_line(name_, reader_.error_line()) + reader_.error());
    if (header_block_.records.empty())
      return failed(Ending::bad_input, name_ + ": the file is empty; a header line is expected");
    const Record& record = header_block_.records.front();
    std::string scratch;
    for (std::size_t i = 0; i < record.cells; ++i)
      header_.emplace_back(header_block_.text(record, i, scratch));
    if (first_table.delimiter != 0 && first_table.header != header_) {
      return failed(
          Ending::bad_input,
          name_ + ": the header differs from that of the first table; score this table on its own");
    }
    good_ = reader_.next(block_, kBlockRows);
    return std::nullopt;
  }

  std::string differs_from(const FirstTable& first, const std::vector<std::string>& added) const {
    const std::string what = first.delimiter != reader_.delimiter()
                                 ? "it has another delimiter than the first table"
                                 : "it would get the columns " + text::join(added, ", ") +
                                       " where the first table got " +
                                       text::join(first.added, ", ");
    return what + "; score this table on its own";
  }

  std::optional<BatchOutcome> make_plan() {
    const records::TableStart start{name_, header_,
                                    std::string(header_block_.raw(header_block_.records.front())),
                                    reader_.delimiter(), block_};
    const Teller teller = [this](const std::string& line) { tally_.tell(line); };
    return records::make_table_plan(catalogue_, options_, start, teller, table_);
  }

  // A column that had no number to tell its unit by must stay so: no value is passed over.
  std::optional<BatchOutcome> check_empty_columns() {
    std::string scratch;
    for (std::size_t i = 0; i < block_.records.size(); ++i) {
      for (const Binding& binding : table_.empty_columns) {
        const Record& record = block_.records[i];
        const Value value =
            read_value(catalogue_, *binding.analyte, block_.text(record, binding.column, scratch),
                       {}, table_.reading);
        if (value.status == metindex::Status::missing ||
            value.status == metindex::Status::not_a_number)
          continue;
        block_.records.resize(i);
        return failed(Ending::bad_input,
                      at_line(name_, record.line) + "column '" + binding.header +
                          "' has a number here, and nothing says its unit; add --unit " +
                          binding.analyte->id + "=UNIT");
      }
    }
    return std::nullopt;
  }

  // Rows before the first one of another shape stay in the block; empty lines at the end of a table
  // are no rows.
  std::optional<BatchOutcome> check_shape() {
    auto& all = block_.records;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool blank = all[i].cells == 1 && all[i].begin == all[i].end && header_.size() > 1;
      if (blank && blank_line_ == 0) blank_line_ = all[i].line;
      if (!blank && blank_line_ == 0 && all[i].cells == header_.size()) continue;
      if (blank) {
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(i--));
        continue;
      }
      const std::uint64_t line = blank_line_ != 0 ? blank_line_ : all[i].line;
      const std::string what = blank_line_ != 0 ? "an empty line between rows"
                                                : std::to_string(all[i].cells) +
                                                      (all[i].cells == 1 ? " cell" : " cells");
      all.resize(i);
      return failed(Ending::bad_input, at_line(name_, line) + what + " where the header has " +
                                           std::to_string(header_.size()) +
                                           " columns; nothing is read from here on");
    }
    return std::nullopt;
  }

  BatchOutcome finish_with(const BatchOutcome& outcome, records::TableWriter& writer,
                           std::string& out) {
    score_block(writer, out);
    return flush(out) ? outcome : failed(Ending::output_failed, "the output could not be written");
  }

  void score_block(records::TableWriter& writer, std::string& out) {
    const auto tell = [&](const Record& record, const CellReader& reader, const Value& value) {
      if (!table_.reads(reader.binding.analyte)) return;
      tally_.tell_some(
          reader.binding.analyte->id + " " + std::string(name_of(value.status)),
          at_line(name_, record.line) + "column '" + reader.binding.header + "': " + value.problem);
    };
    records::read_cells(*table_.plan, table_.readers, block_, panels_, tell);
    evaluate(*table_.plan, panels_, evaluation_, workspace_);
    for (std::size_t row = 0; row < block_.records.size(); ++row) {
      flags_.clear();
      row_flags(*table_.plan, panels_, evaluation_, row, flags_);
      writer.row(block_, block_.records[row], table_.readers, panels_, evaluation_, row, flags_,
                 out);
      tally_.count_row(is_scored(row), flags_);
    }
  }

  bool is_scored(std::size_t row) const {
    if (table_.plan->requested.empty()) {
      return std::any_of(evaluation_.bands.begin(), evaluation_.bands.end(),
                         [&](const BandColumn& b) { return b.band[row] >= 0; });
    }
    return std::any_of(
        table_.plan->requested.begin(), table_.plan->requested.end(),
        [&](std::size_t at) { return evaluation_.indices[at].cause[row] == Cause::none; });
  }

  bool flush(std::string& out) {
    const bool good = out.empty() || sink_.write(out);
    out.clear();
    return good;
  }

  Catalogue catalogue_;
  BatchOptions options_;
  ByteSink& sink_;
  records::Tally& tally_;
  records::CsvReader reader_;
  std::string name_;
  RecordBlock header_block_, block_;
  bool good_ = true;
  std::uint64_t blank_line_ = 0;
  std::vector<std::string> header_;
  records::TablePlan table_;
  Block panels_;
  Evaluation evaluation_;
  Workspace workspace_;
  std::vector<RowFlag> flags_;
};

BatchScorer::BatchScorer(Catalogue catalogue, BatchOptions options, ByteSink& sink, Teller teller)
    : state_(new State{
          std::move(catalogue), std::move(options), sink, records::Tally(std::move(teller)), {}}) {}

BatchScorer::~BatchScorer() = default;

BatchOutcome BatchScorer::score(ByteSource& source, const std::string& name) {
  State& s = *state_;
  TableRun run(s.catalogue, s.options, s.sink, s.tally, source, name);
  BatchOutcome outcome = run.run(s.first);
  s.tally.tell_rest(name);
  outcome.summary = s.tally.summary();
  return outcome;
}

}  // namespace metindex
