// metindex batch: tables in, the same tables scored out, a summary on standard error.
#include "cli/commands.hpp"
#include "cli/streams.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

std::string name_of(const std::string& file) { return file == "-" ? "stdin" : file; }

std::string rows(std::uint64_t n) { return std::to_string(n) + (n == 1 ? " row" : " rows"); }

void tell_summary(const BatchSummary& summary) {
  say(rows(summary.rows) + " read, " + std::to_string(summary.scored) + " scored, " +
      std::to_string(summary.problems) + " with problems");
  for (const auto& [flag, count] : summary.flags)
    say("  " + std::string(9 - std::min<std::size_t>(9, std::to_string(count).size()), ' ') +
        std::to_string(count) + " " + flag);
}

[[noreturn]] void fail(const BatchOutcome& outcome, const FileSink& sink) {
  switch (outcome.status) {
    case BatchOutcome::Status::bad_option: throw Failure{ExitCode::usage, outcome.message};
    case BatchOutcome::Status::output_failed: throw sink.failure();
    default: throw Failure{ExitCode::bad_input, outcome.message};
  }
}

}  // namespace

ExitCode run_batch(const Catalogue& catalogue, const CommandLine& line) {
  BatchOptions options = line.batch;
  options.assess = line.assess;
  for (const std::string& file : line.files)
    must_be_readable(file);  // told before anything is done
  FileSink sink(line.output);
  const auto tell = [&](const std::string& text) {
    if (!line.quiet) say(text);
  };
  BatchScorer scorer(catalogue, options, sink, tell);
  std::optional<FileSink> rejects;
  if (!line.rejects.empty()) scorer.reject_to(rejects.emplace(line.rejects));
  BatchSummary summary;
  for (const std::string& file : line.files) {
    FileSource source(file);
    if (sink.is_same_file(source.descriptor())) {
      throw Failure{ExitCode::usage, "-o " + line.output + " is the input; write to another file"};
    }
    const BatchOutcome outcome = scorer.score(source, name_of(file));
    summary = outcome.summary;
    if (outcome.status != BatchOutcome::Status::done) fail(outcome, sink);
  }
  sink.commit();
  if (rejects) rejects->commit();
  if (!line.quiet) tell_summary(summary);
  if (line.strict && summary.problems > 0) {
    throw Failure{ExitCode::problems, std::to_string(summary.problems) + " of " +
                                          rows(summary.rows) + " have problems"};
  }
  return ExitCode::finished;
}

}  // namespace metindex::cli
