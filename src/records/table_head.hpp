// The top of a table: its header, what stands before it, and its first rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "records/chunk.hpp"
#include "records/dialect.hpp"
#include "records/jsonl.hpp"
#include "records/record_block.hpp"

namespace metindex::records {

// What is wrong with a table, and in which line; 0: in none of its own.
struct TableProblem {
  std::uint64_t line = 0;
  std::string what;
};

// "labs.tsv:17: ..."
BatchOutcome bad_input(const std::string& name, const TableProblem& problem);

struct TableHead {
  std::vector<Record> before;  // comments, blank lines, "sep=;"
  Record record{};             // the header as it stands; of JSON Lines there is none
  std::vector<std::string> names;
  bool there = true;  // false: `record` is the first row, which stays among the rows
};

// Takes the head off the first records of a table, and leaves of them what is a row. Where
// head.there is false, the columns get names by number. Decides whether blank lines are rows.
std::optional<TableProblem> take_head(RecordBlock& start, Dialect& dialect, TableHead& head);

// The same for JSON Lines: the keys of the first objects are the header.
std::optional<TableProblem> take_keys(RecordBlock& start, JsonColumns& columns, TableHead& head);

// A row of another length may be a slip; if most are, the table is not what its header says.
std::optional<TableProblem> check_shape(const RecordBlock& start, const TableHead& head);

// The rows begin behind `last`, which is the header or stands below it.
void skip_head(ChunkReader& reader, const RecordBlock& start, const Record& last,
               const Dialect& dialect);

// "3 cells where the header has 5 columns"
std::string other_shape(std::size_t cells, std::size_t columns);

}  // namespace metindex::records
