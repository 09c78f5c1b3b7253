// One table: header -> plan -> chunks of rows, side by side -> bytes in order.
#include "metindex/batch.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <thread>

#include "bytes/decode.hpp"
#include "records/chunk_scorer.hpp"
#include "records/in_order.hpp"
#include "records/long_table.hpp"
#include "records/row_lines.hpp"
#include "records/table_head.hpp"
#include "text/text.hpp"

namespace metindex {

// What the later tables of a run must agree with.
struct FirstTable {
  std::vector<std::string> header, added;
  std::vector<std::string> analytes;  // of a long table: those that got a column
  char delimiter = 0;                 // 0: there was none yet
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
constexpr int kMostDigits = std::numeric_limits<double>::max_digits10;

// So large that what comes of a chunk stays in the nearer caches, too, and bounds the memory.
std::size_t fitting_chunk(const RecordBlock& rows, const TableWriter& writer) {
  constexpr std::size_t kOutput = std::size_t{1} << 20U;
  constexpr std::size_t kLeast = std::size_t{16} << 10U;
  constexpr std::size_t kCellBytes = 20;  // a number of 17 digits, or a band
  constexpr std::size_t kJsonTimes = 20;  // as much as in a table
  if (rows.records.empty()) return ChunkReader::kChunkBytes;
  const std::size_t bytes = rows.records.back().end - rows.records.front().begin;
  const std::size_t row = bytes / rows.records.size() + 1;
  const std::size_t made =
      row + writer.added().size() * kCellBytes * (writer.is_json() ? kJsonTimes : 1);
  return std::clamp(kOutput * row / made, kLeast, ChunkReader::kChunkBytes);
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
        long_(state.options.long_columns
                  ? std::make_unique<LongTable>(state.catalogue, state.options, decoder_, name)
                  : nullptr),
        options_(long_ ? long_->plan().wide : state.options),
        reader_(long_ ? static_cast<ByteSource&>(*long_) : decoder_, state.options.chunk_bytes),
        task_{name, options_, {}, {}, {}, {}, false, long_ != nullptr},
        rows_before_(state.tally.rows()) {
    state_.tally.begin_table();
  }

  BatchOutcome run() {
    if (options_.digits < 0 || options_.digits > kMostDigits)
      return {Ending::bad_option, "digits: 1 to 17, or 0 for as many as needed", {}};
    if (auto outcome = decode()) return *outcome;
    if (auto outcome = open_long()) return *outcome;
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
  BatchOutcome refuse(const TableProblem& problem) const { return bad_input(task_.name, problem); }
  BatchOutcome refuse(const std::string& what) const { return refuse({0, what}); }
  // What stopped the reading; of a long table, in its own line.
  [[nodiscard]] TableProblem reading_problem() const {
    if (long_ && !long_->problem().what.empty()) return long_->problem();
    return {reader_.error_line(), reader_.error()};
  }

  std::optional<BatchOutcome> decode() {
    if (const auto refusal = decoder_.open()) {
      if (refusal->bad_option) return BatchOutcome{Ending::bad_option, refusal->message, {}};
      return refuse({refusal->line, refusal->message});
    }
    if (decoder_.encoding_was_found()) say(decoder_.encoding() + " is read as UTF-8");
    return std::nullopt;
  }

  std::optional<BatchOutcome> open_long() {
    if (!long_) return std::nullopt;
    if (auto outcome = long_->open(state_.first.analytes)) return outcome;
    for (const std::string& remark : long_->plan().remarks) say(remark);
    return std::nullopt;
  }

  // The header, the lines before it, and the first rows.
  std::optional<BatchOutcome> open() {
    if (const std::string problem = reader_.open(options_.delimiter, options_.comment);
        !problem.empty())
      return refuse(reader_.error().empty() ? TableProblem{0, problem} : reading_problem());
    reader_.look_ahead(start_, kRowsLookedAt + 1);
    if (start_.records.empty() && !reader_.error().empty()) return refuse(reading_problem());
    if (long_) take_lines(start_);
    task_.dialect = reader_.dialect();
    if (task_.dialect.json) task_.json.emplace();
    head_.there = options_.header;
    if (auto problem = task_.json ? take_keys(start_, *task_.json, head_)
                                  : take_head(start_, task_.dialect, head_))
      return refuse(*problem);
    if (state_.first.delimiter != 0 && state_.first.header != head_.names)
      return refuse("the header differs from that of the first table; score this table on its own");
    if (task_.json || long_) return std::nullopt;
    if (auto problem = check_shape(start_, head_)) return refuse(*problem);
    return std::nullopt;
  }

  std::optional<BatchOutcome> make_plan() {
    if (!start_.records.empty()) second_record_ = start_.records.front();
    const TableStart start{task_.name,
                           head_.names,
                           std::string(start_.raw(head_.record)),
                           task_.dialect.delimiter,
                           task_.dialect.json,
                           start_,
                           long_ != nullptr};
    const Teller teller = [this](const std::string& line) { state_.tally.tell(line); };
    return make_table_plan(state_.catalogue, options_, start, teller, task_.plan);
  }

  std::optional<BatchOutcome> check_first_rows() {
    warnings_ = check_columns(*task_.plan.plan, task_.plan.readers, start_, head_.names.size());
    for (const ColumnWarning& warning : warnings_) state_.tally.warn(task_.name, warning.text);
    if (warnings_.empty() || !state_.options.strict) return std::nullopt;
    return refuse("with --strict, a warning about a column ends the run");
  }

  // What the first rows did not show.
  void check_all_rows() {
    std::vector<OddNumbers> odd = state_.tally.odd();
    odd.resize(task_.plan.readers.size());
    const std::uint64_t rows = state_.tally.rows() - rows_before_;
    for (const ColumnWarning& warning : check_table(task_.plan.readers, odd, rows)) {
      const bool known = std::any_of(warnings_.begin(), warnings_.end(),
                                     [&](const auto& w) { return w.input == warning.input; });
      if (!known) state_.tally.warn(task_.name, warning.text);
    }
  }

  std::optional<BatchOutcome> begin_output() {
    task_.with_rejects = state_.rejects != nullptr;
    task_.writer.emplace(task_.plan, options_, task_.dialect, head_.names,
                         task_.json ? LineEnd::lf : head_.record.line_end);
    if (options_.chunk_bytes == 0) reader_.make_chunks_of(fitting_chunk(start_, *task_.writer));
    FirstTable& first = state_.first;
    const std::vector<std::string>& added = task_.writer->added();
    const bool is_first = first.delimiter == 0;
    if (!is_first && (first.delimiter != task_.dialect.delimiter || first.added != added))
      return refuse(differs_from(first, added));
    if (!options_.header)
      say("without a header line; the columns added are " + text::join(added, ", "));
    for (const std::string& name : task_.writer->renamed()) {
      say("the table has a column '" + name + "' already; the one added is called 'metindex_" +
          name + "'");
    }
    first = {head_.names, added, long_ ? long_->analytes() : std::vector<std::string>(),
             task_.dialect.delimiter};
    Output out;
    Output rejects;
    if (is_first) {
      for (const Record& record : head_.before) task_.writer->pass_on(start_, record, out);
      if (options_.header) task_.writer->header(start_, head_.record, out);
      if (task_.plan.units_row) task_.writer->units_row(start_, second_record_, out);
      task_.writer->reject_header(start_, head_.record, rejects);
    }
    if (!task_.json && options_.header) {
      const Record& last = task_.plan.units_row ? second_record_ : head_.record;
      skip_head(reader_, start_, last, task_.dialect);
    }
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
    if (!reader_.error().empty()) return refuse(reading_problem());
    if (long_) {
      for (const std::string& remark : long_->closing_remarks()) say(remark);
    }
    return {};
  }

  std::optional<BatchOutcome> write(const Output& out, const Output& rejects) {
    const bool good = (out.bytes().empty() || state_.sink.write(out.bytes())) &&
                      (state_.rejects == nullptr || rejects.bytes().empty() ||
                       state_.rejects->write(rejects.bytes()));
    if (good) return std::nullopt;
    return BatchOutcome{Ending::output_failed, "the output could not be written", {}};
  }

  RunState& state_;
  bytes::Decoder decoder_;
  std::unique_ptr<LongTable> long_;  // what is read is made of it
  const BatchOptions& options_;
  ChunkReader reader_;
  TableTask task_;
  RecordBlock start_;  // the first rows
  TableHead head_;
  Record second_record_{};
  std::vector<ColumnWarning> warnings_;  // about the first rows
  std::uint64_t rows_before_;            // of earlier tables
};

}  // namespace records

namespace {

BatchOptions with_its_notes(BatchOptions options) {
  options.assess.notes = options.notes;
  return options;
}

}  // namespace

BatchScorer::BatchScorer(Catalogue catalogue, BatchOptions options, ByteSink& sink, Teller teller)
    : state_(new State{{std::move(catalogue),
                        with_its_notes(std::move(options)),
                        sink,
                        nullptr,
                        {},
                        records::Tally(teller ? std::move(teller) : Teller([](const auto&) {})),
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
