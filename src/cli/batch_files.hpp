// The files that batch writes: opened before the first row, so that a wrong path is told at once,
// and all named at the end, so that no part of a run stands without the others.
#pragma once

#include <optional>

#include "cli/options.hpp"
#include "cli/packed_file.hpp"

namespace metindex::cli {

class BatchFiles {
 public:
  // Throws Failure: one cannot be opened, or two are the same, or one is an input.
  explicit BatchFiles(const CommandLine& line);

  [[nodiscard]] PackedFile& table() { return table_; }
  [[nodiscard]] PackedFile* rejects() { return rejects_ ? &*rejects_ : nullptr; }
  // By descriptor, which finds links and what the shell redirects.
  void must_not_be(int input) const;
  // That of the file that could not be written.
  [[nodiscard]] Failure failure() const;
  void commit(const Catalogue& catalogue, const BatchSummary& summary);

 private:
  const CommandLine& line_;
  PackedFile table_;
  std::optional<PackedFile> rejects_;
  std::optional<FileSink> summary_, notes_;
};

}  // namespace metindex::cli
