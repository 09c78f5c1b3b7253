// One table: header -> plan -> chunks of rows, side by side -> bytes in order.
#include "metindex/batch.hpp"

#include <algorithm>
#include <thread>

#include "bytes/decode.hpp"
#include "records/chunk_scorer.hpp"
#include "records/in_order.hpp"
#include "text/text.hpp"

namespace metindex {

// What the later tables of a run must agree with.
struct FirstTable {
  std::vector<std::string> header, added;
  char delimiter = 0;  // 0: there was none yet
};

// What lasts over all tables of a run.
struct RunState {
  Catalogue catalogue;
  BatchOptions options;
  ByteSink& sink;
  ByteSink* rejects = nullptr;
  std::function<void(const BatchProgress&)> report;
  records::Tally tally;
  FirstTable first;
};

struct BatchScorer::State : RunState {};

namespace records {
namespace {

using Ending = BatchOutcome::Status;

constexpr std::size_t kRowsLookedAt = 2048;  // for units, decimal marks and warnings
constexpr std::size_t kMostThreads = 16;

BatchOutcome failed(Ending status, std::string message) { return {status, std::move(message), {}}; }

// JSON takes many times the room of its row: smaller chunks bound the memory.
std::size_t chunk_bytes(const BatchOptions& options) {
  constexpr std::size_t kForJson = std::size_t{16} << 10U;
  const bool to_json = options.format == TableFormat::jsonl;
  return options.chunk_bytes == 0 && to_json ? kForJson : options.chunk_bytes;
}

std::size_t thread_count(const BatchOptions& options) {
  if (options.threads > 0) return options.threads;
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostThreads);
}

struct Job {
  Chunk chunk;
  ScoredChunk scored;
};

}  // namespace

// One table on its way through.
class TableRun {
 public:
  TableRun(RunState& state, ByteSource& source, const std::string& name)
      : state_(state),
        decoder_(source, state.options.encoding),
        reader_(decoder_, chunk_bytes(state.options)),
        task_{name, state.options, {}, {}, {}, {}, false},
        rows_before_(state.tally.rows()) {
    state_.tally.begin_table();
  }

  BatchOutcome run() {
    if (auto outcome = decode()) return *outcome;
    if (auto outcome = open()) return *outcome;
    if (auto outcome = make_plan()) return *outcome;
    if (auto outcome = check_first_rows()) return *outcome;
    if (auto outcome = begin_output()) return *outcome;
    const BatchOutcome outcome = score_rows();
    if (outcome.status == Ending::done) check_all_rows();
    return outcome;
  }

 private:
  void say(const std::string& line) const { state_.tally.tell(task_.name + ": " + line); }
  BatchOutcome bad_input(const std::string& what) const {
    return failed(Ending::bad_input, task_.name + ": " + what);
  }
  BatchOutcome bad_line(std::uint64_t line, const std::string& what) const {
    return failed(Ending::bad_input, task_.name + ":" + std::to_string(line) + ": " + what);
  }

  std::optional<BatchOutcome> decode() {
    if (const auto refusal = decoder_.open()) {
      if (refusal->bad_option) return failed(Ending::bad_option, refusal->message);
      return refusal->line == 0 ? bad_input(refusal->message)
                                : bad_line(refusal->line, refusal->message);
    }
    if (decoder_.encoding_was_found()) say(decoder_.encoding() + " is read as UTF-8");
    return std::nullopt;
  }

  // The header, the lines before it, and the first rows.
  std::optional<BatchOutcome> open() {
    const BatchOptions& options = state_.options;
    if (const std::string problem = reader_.open(options.delimiter, options.comment);
        !problem.empty())
      return bad_input(problem);
    reader_.look_ahead(start_, kRowsLookedAt + 1);
    if (start_.records.empty() && !reader_.error().empty())
      return bad_line(reader_.error_line(), reader_.error());
    task_.dialect = reader_.dialect();
    if (task_.dialect.json) return open_json();
    auto& records = start_.records;
    const auto is_header = [&](const Record& record) {
      return record.kind == RecordKind::row && !names_delimiter(start_.raw(record));
    };
    const auto found = std::find_if(records.begin(), records.end(), is_header);
    if (found == records.end()) return bad_input("there is no header line");
    header_record_ = *found;
    if (options.header) {
      before_header_.assign(records.begin(), found);
      records.erase(records.begin(), found + 1);
      std::string scratch;
      for (std::size_t i = 0; i < header_record_.cells; ++i)
        header_.emplace_back(start_.text(header_record_, i, scratch));
    } else {
      header_ = column_names(header_record_.cells);
    }
    task_.dialect.blank_is_row = header_.size() == 1;
    auto is_no_row = [&](const Record& r) {
      return r.kind == RecordKind::comment || (r.kind == RecordKind::blank && header_.size() > 1);
    };
    records.erase(std::remove_if(records.begin(), records.end(), is_no_row), records.end());
    if (auto outcome = check_header()) return outcome;
    return check_shape();
  }

  // The keys of the first objects are the header.
  std::optional<BatchOutcome> open_json() {
    std::erase_if(start_.records, [](const Record& r) { return r.kind != RecordKind::row; });
    task_.json.emplace();
    std::string problem;
    std::uint64_t line = 0;
    for (const Record& record : start_.records) {
      const std::string why = task_.json->add(start_.raw(record));
      if (!why.empty() && problem.empty()) {
        problem = why;
        line = start_.line(record);
      }
    }
    header_ = task_.json->keys();
    if (header_.empty() && !problem.empty()) return bad_line(line, problem);
    std::vector<UnknownKey> unknown;
    read_objects(start_, *task_.json, unknown);
    return check_header();
  }

  std::optional<BatchOutcome> check_header() const {
    if (state_.first.delimiter == 0 || state_.first.header == header_) return std::nullopt;
    return bad_input(
        "the header differs from that of the first table; score this table on its own");
  }

  // "sep=;", as spreadsheets write it in front of the header.
  [[nodiscard]] bool names_delimiter(std::string_view line) const {
    return line.size() == 5 && line.substr(0, 4) == "sep=" && line[4] == task_.dialect.delimiter;
  }

  // A row of another length may be a slip; if most are, the table is not what its header says.
  std::optional<BatchOutcome> check_shape() {
    const auto& records = start_.records;
    const auto fits = [&](const Record& r) { return r.cells == header_.size(); };
    const auto odd = std::find_if_not(records.begin(), records.end(), fits);
    const auto good = std::count_if(records.begin(), records.end(), fits);
    if (static_cast<std::size_t>(2 * good) >= records.size()) return std::nullopt;
    return bad_line(start_.line(*odd),
                    std::to_string(odd->cells) + (odd->cells == 1 ? " cell" : " cells") +
                        " where the header has " + std::to_string(header_.size()) +
                        " columns, as in most rows that follow; is the delimiter right "
                        "(--delimiter), and does every column have a name?");
  }

  std::optional<BatchOutcome> make_plan() {
    if (!start_.records.empty()) second_record_ = start_.records.front();
    const TableStart start{task_.name,
                           header_,
                           std::string(start_.raw(header_record_)),
                           task_.dialect.delimiter,
                           task_.dialect.json,
                           start_};
    const Teller teller = [this](const std::string& line) { state_.tally.tell(line); };
    return make_table_plan(state_.catalogue, state_.options, start, teller, task_.plan);
  }

  std::optional<BatchOutcome> check_first_rows() {
    warnings_ = check_columns(*task_.plan.plan, task_.plan.readers, start_, header_.size());
    for (const std::string& warning : warnings_) state_.tally.warn(task_.name, warning);
    if (warnings_.empty() || !state_.options.strict) return std::nullopt;
    return bad_input("with --strict, a warning about a column ends the run");
  }

  // What the first rows did not show.
  void check_all_rows() {
    std::vector<OddNumbers> odd = state_.tally.odd();
    odd.resize(task_.plan.readers.size());
    const std::uint64_t rows = state_.tally.rows() - rows_before_;
    for (const std::string& warning : check_table(task_.plan.readers, odd, rows)) {
      const std::string column = warning.substr(0, warning.find("': "));
      const bool known = std::any_of(warnings_.begin(), warnings_.end(), [&](const auto& w) {
        return w.compare(0, column.size(), column) == 0;
      });
      if (!known) state_.tally.warn(task_.name, warning);
    }
  }

  std::optional<BatchOutcome> begin_output() {
    task_.with_rejects = state_.rejects != nullptr;
    task_.writer.emplace(task_.plan, state_.options, task_.dialect, header_,
                         task_.json ? LineEnd::lf : header_record_.line_end);
    FirstTable& first = state_.first;
    const std::vector<std::string>& added = task_.writer->added();
    const bool is_first = first.delimiter == 0;
    if (!is_first && (first.delimiter != task_.dialect.delimiter || first.added != added))
      return bad_input(differs_from(first, added));
    if (!state_.options.header)
      say("without a header line; the columns added are " + text::join(added, ", "));
    for (const std::string& name : task_.writer->renamed()) {
      say("the table has a column '" + name + "' already; the one added is called 'metindex_" +
          name + "'");
    }
    first = {header_, added, task_.dialect.delimiter};
    Output out;
    Output rejects;
    if (is_first) {
      for (const Record& record : before_header_) task_.writer->pass_on(start_, record, out);
      if (state_.options.header) task_.writer->header(start_, header_record_, out);
      if (task_.plan.units_row) task_.writer->units_row(start_, second_record_, out);
      task_.writer->reject_header(start_, header_record_, rejects);
    }
    if (!task_.json && state_.options.header) skip_header();
    return write(out, rejects);
  }

  [[nodiscard]] std::string differs_from(const FirstTable& first,
                                         const std::vector<std::string>& added) const {
    const std::string what = first.delimiter != task_.dialect.delimiter
                                 ? "it has another delimiter than the first table"
                                 : "it would get the columns " + text::join(added, ", ") +
                                       " where the first table got " +
                                       text::join(first.added, ", ");
    return what + "; score this table on its own";
  }

  // The rows begin behind it.
  void skip_header() {
    const Record& last = task_.plan.units_row ? second_record_ : header_record_;
    const std::size_t ends = last.line_end == LineEnd::none   ? 0
                             : last.line_end == LineEnd::crlf ? 2
                                                              : 1;
    const std::size_t bytes = last.end + ends;
    const auto lines = std::count(start_.bytes, start_.bytes + bytes, task_.dialect.line_end);
    reader_.skip(bytes, static_cast<std::uint64_t>(lines));
  }

  BatchOutcome score_rows() {
    const std::size_t threads = reader_.all_read() ? 1 : thread_count(state_.options);
    std::vector<ChunkScorer> scorers;
    for (std::size_t i = 0; i < threads; ++i) scorers.emplace_back(task_);
    std::optional<BatchOutcome> ending;
    InOrder<Job> in_order;
    in_order.take = [&](Job& job) { return reader_.next(job.chunk); };
    in_order.work = [&](Job& job, std::size_t thread) {
      scorers[thread].score(job.chunk, job.scored);
    };
    in_order.give = [&](Job& job) {
      state_.tally.add(job.scored.tally);
      ending = write(job.scored.out, job.scored.rejects);
      if (!ending) ending = std::move(job.scored.ending);
      if (state_.report) state_.report({state_.tally.rows()});
      return !ending;
    };
    in_order.run(threads);
    if (ending) return *ending;
    if (!reader_.error().empty()) return bad_line(reader_.error_line(), reader_.error());
    return {};
  }

  std::optional<BatchOutcome> write(const Output& out, const Output& rejects) {
    const bool good = (out.bytes().empty() || state_.sink.write(out.bytes())) &&
                      (state_.rejects == nullptr || rejects.bytes().empty() ||
                       state_.rejects->write(rejects.bytes()));
    if (good) return std::nullopt;
    return failed(Ending::output_failed, "the output could not be written");
  }

  RunState& state_;
  bytes::Decoder decoder_;
  ChunkReader reader_;
  TableTask task_;
  RecordBlock start_;  // the first rows
  std::vector<Record> before_header_;
  Record header_record_{}, second_record_{};
  std::vector<std::string> header_;
  std::vector<std::string> warnings_;  // about the first rows
  std::uint64_t rows_before_;          // of earlier tables
};

}  // namespace records

BatchScorer::BatchScorer(Catalogue catalogue, BatchOptions options, ByteSink& sink, Teller teller)
    : state_(new State{{std::move(catalogue),
                        std::move(options),
                        sink,
                        nullptr,
                        {},
                        records::Tally(std::move(teller)),
                        {}}}) {}

BatchScorer::~BatchScorer() = default;

void BatchScorer::reject_to(ByteSink& sink) { state_->rejects = &sink; }

void BatchScorer::report_to(std::function<void(const BatchProgress&)> report) {
  state_->report = std::move(report);
}

BatchOutcome BatchScorer::score(ByteSource& source, const std::string& name) {
  records::TableRun run(*state_, source, name);
  BatchOutcome outcome = run.run();
  state_->tally.tell_rest(name);
  outcome.summary = state_->tally.summary();
  return outcome;
}

}  // namespace metindex
