// A table scored: all that comes of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/library_csv.hpp"
#include "fuzz/targets.hpp"

namespace fuzz {

struct Memory : metindex::ByteSink {
  bool write(std::string_view bytes) override {
    text += bytes;
    return true;
  }
  std::string text;
};

struct Run {
  metindex::BatchOutcome::Status status{};
  std::string message;
  std::string out;
  std::string said;
  std::uint64_t rows = 0;
  bool operator==(const Run&) const = default;
};

inline std::string shown(const Run& run) {
  return std::to_string(static_cast<int>(run.status)) + " " + run.message + "\n" + run.said + "\n" +
         run.out;
}

inline Run score(metindex::BatchOptions options, std::string_view text, std::size_t piece) {
  options.threads = 1 + piece % 3;
  options.chunk_bytes = 16 + piece;
  Pieces source(text, piece);
  Memory sink;
  Run run;
  const auto teller = [&](const std::string& line) {
    require(!line.empty(), "nothing is told");
    run.said += line + "\n";
  };
  metindex::BatchScorer scorer(catalogue(), options, sink, teller);
  const metindex::BatchOutcome outcome = scorer.score(source, "table");
  run.status = outcome.status;
  run.message = outcome.message;
  run.out = sink.text;
  run.rows = outcome.summary.rows;
  for (const auto& [flag, count] : outcome.summary.flags)
    run.said += flag + " " + std::to_string(count) + "\n";
  run.said += std::to_string(outcome.summary.scored) + " " +
              std::to_string(outcome.summary.problems) + "\n";
  return run;
}

}  // namespace fuzz
