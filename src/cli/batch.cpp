// metindex batch: tables in, the same tables scored out, a summary on standard error.
#include <unistd.h>

#include "cli/batch_files.hpp"
#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "cli/streams.hpp"
#include "cli/summary.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

std::string name_of(const std::string& file) { return file == "-" ? "stdin" : file; }

// Between the rows of a table on the terminal a progress line would only be in the way.
bool shows_progress(const CommandLine& line) {
  if (line.progress) return *line.progress;
  const bool rows_on_terminal = line.output == "-" && isatty(STDOUT_FILENO) != 0;
  return !line.quiet && isatty(STDERR_FILENO) != 0 && !rows_on_terminal;
}

[[noreturn]] void fail(const BatchOutcome& outcome, const BatchFiles& files) {
  switch (outcome.status) {
    case BatchOutcome::Status::bad_option: throw Failure{ExitCode::usage, outcome.message};
    case BatchOutcome::Status::output_failed: throw files.failure();
    default: throw Failure{ExitCode::bad_input, outcome.message};
  }
}

// With --strict.
void refuse_problems(const BatchSummary& summary) {
  if (!summary.warnings.empty()) {
    throw Failure{ExitCode::problems,
                  "with --strict, a warning about a column counts as a problem"};
  }
  if (summary.problems > 0) {
    throw Failure{ExitCode::problems, std::to_string(summary.problems) + " of " +
                                          rows_text(summary.rows) + " have problems"};
  }
}

}  // namespace

ExitCode run_batch(const Catalogue& catalogue, const CommandLine& line) {
  BatchOptions options = line.batch;
  options.assess = line.assess;
  options.notes = line.assess.notes;
  options.strict = line.strict;
  for (const std::string& file : line.files)
    must_be_readable(file);  // told before anything is done
  BatchFiles files(line);
  const auto tell = [&](const std::string& text) {
    if (!line.quiet) say(text);
  };
  BatchScorer scorer(catalogue, options, files.table(), tell);
  if (files.rejects() != nullptr) scorer.reject_to(*files.rejects());
  BatchSummary summary;
  for (const std::string& file : line.files) {
    FileSource source(file);
    Progress progress(shows_progress(line), source.size());
    scorer.report_to([&](const BatchProgress& p) { progress.update(p.rows, source.bytes_read()); });
    files.must_not_be(source.descriptor());
    const BatchOutcome outcome = scorer.score(source, name_of(file));
    summary = outcome.summary;
    if (outcome.status != BatchOutcome::Status::done) fail(outcome, files);
  }
  files.commit(catalogue, summary);
  if (!line.quiet) {
    for (const std::string& text : summary_lines(summary)) say(text);
  }
  if (line.strict) refuse_problems(summary);
  return ExitCode::finished;
}

}  // namespace metindex::cli
