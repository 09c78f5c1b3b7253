// A table of panels in, the same table with indices, bands and flags out: streaming, in bounded
// memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "metindex/assess.hpp"

namespace metindex {

// Where the bytes come from.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Up to `size` bytes; 0 at the end. Absent: reading failed, and why() says how.
  virtual std::optional<std::size_t> read(char* to, std::size_t size) = 0;
  [[nodiscard]] virtual std::string why() const { return {}; }
};

// Where the bytes go.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual bool write(std::string_view bytes) = 0;  // false: nothing more can be written
};

enum class TableFormat : unsigned char {
  same,   // CSV with the input's delimiter, the input's bytes unchanged in front
  csv,    // commas
  tsv,    // tabs
  jsonl,  // one JSON object per row
};

// What becomes of a row with a problem of its data.
enum class OnProblem : unsigned char {
  keep,  // it is written with what could be computed, and flagged
  drop,  // it is not written, and counted
  stop,  // the run ends there
};

// The columns of a long table, which has a row for each person, test and date: header or position
// from 1. Absent: found by its usual name. Empty: there is none (`unit`, `date` and `minute`
// alone). `minute` is the time after a glucose load; with it and without `test`, the columns of
// glucose, insulin and the like hold the values, or `value` alone does.
struct LongColumns {
  std::optional<std::string> id, test, value, unit, date, minute = std::nullopt;
};

struct BatchOptions {
  Options assess;  // without `notes`:
  int notes = 0;   // a column of the ids of as many, in JSON their texts; -1: all
  std::vector<std::pair<std::string, std::string>>
      columns;  // {"glucose", "FPG"}: header or position from 1
  std::vector<std::pair<std::string, std::string>> units;  // {"glucose", "mg/dL"}
  // What no column says and holds for every row, of analytes that are categories: {"sex",
  // "female"}.
  std::vector<std::pair<std::string, std::string>> given;
  // The tables are long; what is scored and written is a row for each person and date. `columns`
  // may then name a test ({"glucose", "FPG"}), and an analyte in `units` always gets a column.
  std::optional<LongColumns> long_columns;
  bool gather = false;   // hold a long table in memory: a person's rows need not stand together
  std::string encoding;  // of the input, any name iconv knows; "": found; that it is UTF-8 is
                         // checked of the first 64 KiB
  bool header = true;  // false: the first line is a row, and `columns` says by number what is read
  char delimiter = 0;  // 0: found from the header line
  TableFormat format = TableFormat::same;
  int digits = 0;       // significant digits, 1 to 17; 0: as many as needed
  bool bounds = false;  // columns <id>_low and <id>_high
  bool deep = false;    // notes in JSON with their second part
  char comment = 0;     // lines that begin with it are passed on; 0: there are none
  OnProblem on_problem = OnProblem::keep;
  bool strict = false;          // a warning about the first rows of a column ends the run
  std::size_t threads = 0;      // 0: as many as the machine has, up to 16
  std::size_t chunk_bytes = 0;  // how much a thread takes at a time; 0: chosen
};

struct BatchSummary {
  std::uint64_t rows = 0;             // records read, without the header
  std::uint64_t scored = 0;           // with a value for at least one index asked for
  std::uint64_t problems = 0;         // with a flag that speaks of the data
  std::uint64_t dropped = 0;          // of these, not written
  std::vector<std::string> warnings;  // about columns as a whole
  std::vector<std::pair<std::string, std::uint64_t>>
      flags;  // "insulin:missing" -> rows, commonest first
  std::vector<std::pair<std::string, std::uint64_t>> problem_flags;  // those that are problems
  std::vector<std::pair<std::string, std::uint64_t>> notes;  // id -> rows, the most urgent first
};

struct BatchOutcome {
  enum class Status : unsigned char { done, bad_option, bad_input, output_failed };
  Status status = Status::done;
  std::string message;  // one finished line where status is not `done`
  BatchSummary summary;
};

// Told what the reader of a log wants to know: which unit was taken, which cell is not a number.
// Empty: nobody is.
using Teller = std::function<void(const std::string& line)>;

// How far a run is.
struct BatchProgress {
  std::uint64_t rows = 0;
};

// Scores one table after another with the same header. Rows before a structural error are written.
// The output is the same, to the byte, for any number of threads. The sinks and functions given
// are called from any of the threads, never from two at a time.
class BatchScorer {
 public:
  BatchScorer(Catalogue catalogue, BatchOptions options, ByteSink& sink, Teller teller);
  ~BatchScorer();
  BatchScorer(const BatchScorer&) = delete;
  BatchScorer& operator=(const BatchScorer&) = delete;

  // Rows with problems go there as well, with file, line, column and reason in front. Before the
  // first table.
  void reject_to(ByteSink& sink);
  // Called after each chunk.
  void report_to(std::function<void(const BatchProgress&)> report);

  // `name` stands in messages. Gzip and zstd are unpacked, UTF-16 and UTF-32 read as UTF-8. The
  // outcome's summary covers all tables so far.
  BatchOutcome score(ByteSource& source, const std::string& name);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace metindex
