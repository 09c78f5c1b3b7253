#include "records/table_head.hpp"

#include <algorithm>

#include "records/header.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

// "sep=;", as spreadsheets write it in front of the header.
bool names_delimiter(std::string_view line, const Dialect& dialect) {
  return line.size() == 5 && line.substr(0, 4) == "sep=" && line[4] == dialect.delimiter;
}

// One object over many lines, or a list, is no table yet.
std::string spread_hint(const RecordBlock& start) {
  const std::string_view first = text::trim(start.raw(start.records.front()));
  if (first != "{" && !first.starts_with('[')) return {};
  return "; JSON Lines have an object on each line: 'jq -c .[]' makes them of a list, 'jq -c "
         ".entry[].resource' of a FHIR bundle";
}

}  // namespace

BatchOutcome bad_input(const std::string& name, const TableProblem& problem) {
  const std::string place = problem.line == 0 ? "" : ":" + std::to_string(problem.line);
  return {BatchOutcome::Status::bad_input, name + place + ": " + problem.what, {}};
}

std::optional<TableProblem> take_head(RecordBlock& start, Dialect& dialect, TableHead& head) {
  auto& records = start.records;
  const auto found = std::find_if(records.begin(), records.end(), [&](const Record& record) {
    return record.kind == RecordKind::row && !names_delimiter(start.raw(record), dialect);
  });
  if (found == records.end()) return TableProblem{0, "there is no header line"};
  head.record = *found;
  if (head.there) {
    head.before.assign(records.begin(), found);
    records.erase(records.begin(), found + 1);
    std::string scratch;
    for (std::size_t i = 0; i < head.record.cells; ++i)
      head.names.emplace_back(start.text(head.record, i, scratch));
  } else {
    head.names = column_names(head.record.cells);
  }
  dialect.blank_is_row = head.names.size() == 1;
  std::erase_if(records, [&](const Record& r) {
    return r.kind == RecordKind::comment || (r.kind == RecordKind::blank && !dialect.blank_is_row);
  });
  return std::nullopt;
}

std::optional<TableProblem> take_keys(RecordBlock& start, JsonColumns& columns, TableHead& head) {
  std::erase_if(start.records, [](const Record& r) { return r.kind != RecordKind::row; });
  TableProblem problem;
  for (const Record& record : start.records) {
    const std::string why = columns.add(start.raw(record));
    if (!why.empty() && problem.what.empty()) problem = {start.line(record), why};
  }
  head.names = columns.keys();
  if (head.names.empty() && !problem.what.empty()) {
    problem.what += spread_hint(start);
    return problem;
  }
  std::vector<UnknownKey> unknown;
  read_objects(start, columns, unknown);
  return std::nullopt;
}

std::optional<TableProblem> check_shape(const RecordBlock& start, const TableHead& head) {
  const auto& records = start.records;
  const auto fits = [&](const Record& r) { return r.cells == head.names.size(); };
  const auto odd = std::find_if_not(records.begin(), records.end(), fits);
  const auto good = std::count_if(records.begin(), records.end(), fits);
  if (static_cast<std::size_t>(2 * good) >= records.size()) return std::nullopt;
  if (head.there && head.names.front().rfind('#', 0) == 0) {
    return TableProblem{start.line(head.record),
                        "the header would be '" + text::shown(head.names.front()) +
                            "'; if lines that begin with # are comments, add --comment '#'"};
  }
  return TableProblem{start.line(*odd),
                      other_shape(odd->cells, head.names.size()) +
                          ", as in most rows that follow; is the delimiter right (--delimiter), "
                          "and does every column have a name?"};
}

void skip_head(ChunkReader& reader, const RecordBlock& start, const Record& last,
               const Dialect& dialect) {
  const std::size_t ends = last.line_end == LineEnd::none   ? 0
                           : last.line_end == LineEnd::crlf ? 2
                                                            : 1;
  const std::size_t bytes = last.end + ends;
  const auto lines = std::count(start.bytes, start.bytes + bytes, dialect.line_end);
  reader.skip(bytes, static_cast<std::uint64_t>(lines));
}

std::string other_shape(std::size_t cells, std::size_t columns) {
  return std::to_string(cells) + (cells == 1 ? " cell" : " cells") + " where the header has " +
         std::to_string(columns) + " columns";
}

}  // namespace metindex::records
