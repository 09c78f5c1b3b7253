// Long tables: against a plain twin, in pieces of every size, streamed and held in memory.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "pieces.hpp"
#include "records/long_table.hpp"
#include "records/quote.hpp"
#include "unit/header_support.hpp"

namespace metindex::records {
namespace {

struct Sizes {
  std::size_t piece = 1U << 20U, chunk = 0, out = 4096;
};

struct Made {
  std::string bytes;  // of the wide table
  std::string refusal;
  TableProblem problem;
  std::vector<std::string> remarks;
};

using unit::catalogue;

BatchOptions options_for(const Sizes& sizes, bool gather) {
  BatchOptions options;
  options.long_columns.emplace();
  options.gather = gather;
  options.chunk_bytes = sizes.chunk;
  return options;
}

Made make(const std::string& text, const BatchOptions& options, const Sizes& sizes = {}) {
  Pieces source(text, sizes.piece);
  LongTable table(catalogue(), options, source, "labs.csv");
  Made made;
  if (const auto outcome = table.open({})) {
    made.refusal = outcome->message;
    return made;
  }
  std::string buffer(sizes.out, ' ');
  while (const auto n = table.read(buffer.data(), buffer.size())) {
    if (*n == 0) break;
    made.bytes.append(buffer, 0, *n);
  }
  made.problem = table.problem();
  made.remarks = table.closing_remarks();
  return made;
}

// A row of a wide table: its own line and, for each cell, its text and its line.
struct WideRow {
  std::uint64_t line = 0;
  std::vector<std::pair<std::string, std::uint64_t>> cells;
  bool operator==(const WideRow&) const = default;
};

std::vector<WideRow> read_wide(const std::string& bytes) {
  Pieces source(bytes, bytes.size());
  ChunkReader reader(source);
  REQUIRE(reader.open(',', 0).empty());
  std::vector<WideRow> rows;
  Chunk chunk;
  RecordBlock block;
  std::string scratch;
  while (reader.next(chunk)) {
    Scanner scanner(chunk.text(), reader.dialect());
    while (scanner.next(block, 100) && !block.records.empty()) {
      take_lines(block);
      for (const Record& record : block.records) {
        WideRow row{block.line(record), {}};
        for (std::size_t i = 0; i < record.cells; ++i)
          row.cells.emplace_back(block.text(record, i, scratch), line_of(block, record, i));
        rows.push_back(row);
      }
    }
  }
  return rows;
}

struct Result {
  std::string id, date, test, value, unit;
};

// The rows in the text, each with its line.
std::string write_table(const std::vector<Result>& results, std::vector<std::uint64_t>& lines) {
  std::string text = "patient,date,test,value,unit\n";
  std::uint64_t line = 2;
  for (const Result& result : results) {
    lines.push_back(line);
    const std::size_t begin = text.size();
    for (const std::string& cell :
         {result.id, result.date, result.test, result.value, result.unit}) {
      if (text.back() != '\n' || text.size() > begin) text += ',';
      add_quoted(cell, ',', text);
    }
    text += '\n';
    line += static_cast<std::uint64_t>(
        std::count(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), '\n'));
  }
  return text;
}

// What a cell is gathered from, in the plainest way.
struct Cell {
  std::vector<std::string> texts;  // that say something
  std::string nothing;             // the first that says nothing
  std::uint64_t line = 0;
};

void add(Cell& cell, const std::string& text, std::uint64_t line) {
  const bool nothing = text.empty() || text == "NA";
  if (cell.line == 0 && nothing) cell.nothing = text;
  if (cell.line == 0) cell.line = line;
  if (nothing || (cell.texts.size() == 1 && cell.texts[0] == text)) return;
  cell.texts.push_back(text);
  cell.line = line;
}

std::string text_of(const Cell& cell) {
  if (cell.texts.empty()) return cell.nothing;
  if (cell.texts.size() == 1) return cell.texts[0];
  return cell.texts[0] + " | " + cell.texts[1] + (cell.texts.size() > 2 ? " | ..." : "");
}

const std::vector<std::pair<std::string, std::string>> kTests = {{"Glucose, plasma", "glucose"},
                                                                 {"1558-6", "glucose"},
                                                                 {"Insulin", "insulin"},
                                                                 {"HbA1c", "hba1c"},
                                                                 {"Ferritin", ""},
                                                                 {"random", ""}};
const std::vector<std::string> kAnalytes = {"glucose", "insulin", "hba1c"};

std::vector<WideRow> gather_plainly(const std::vector<Result>& results,
                                    const std::vector<std::uint64_t>& lines) {
  struct Panel {
    std::uint64_t line = 0;
    std::map<std::string, Cell> cells;
  };
  std::vector<std::pair<std::string, std::string>> keys;
  std::map<std::pair<std::string, std::string>, Panel> panels;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const Result& result = results[i];
    const auto test = std::find_if(kTests.begin(), kTests.end(),
                                   [&](const auto& t) { return t.first == result.test; });
    if (test->second.empty()) continue;
    Panel& panel = panels[{result.id, result.date}];
    if (panel.line == 0) {
      panel.line = lines[i];
      keys.emplace_back(result.id, result.date);
    }
    const bool number = result.value.find_first_of("0123456789") != std::string::npos;
    const std::string unit = number && !result.unit.empty() ? " " + result.unit : "";
    add(panel.cells[test->second], result.value + unit, lines[i]);
  }
  std::vector<WideRow> rows = {{1, {{"patient", 1}, {"date", 1}}}};
  for (const std::string& analyte : kAnalytes) rows[0].cells.emplace_back(analyte, 1);
  for (const auto& key : keys) {
    Panel& panel = panels[key];
    WideRow row{panel.line, {{key.first, panel.line}, {key.second, panel.line}}};
    for (const std::string& analyte : kAnalytes) {
      const Cell& cell = panel.cells[analyte];
      row.cells.emplace_back(text_of(cell), cell.line == 0 ? panel.line : cell.line);
    }
    rows.push_back(row);
  }
  return rows;
}

std::vector<Result> random_results(std::mt19937& random, std::size_t persons) {
  const std::vector<std::string> values = {"90", "5.0", "<2.0", "NA", "", "hemolyzed", "1,5", "90"};
  const std::vector<std::string> units = {"", "mg/dL", "mmol/L", "a \"unit\""};
  const auto one_of = [&](const auto& list) { return list[random() % list.size()]; };
  std::vector<Result> results;
  for (const auto& test : kTests) results.push_back({"first", "2024", test.first, "90", ""});
  for (std::size_t i = 0; i < persons; ++i) {
    std::string id = "p" + std::to_string(random() % 1000) + "-" + std::to_string(i);
    if (i % 7 == 0) id += ",b";
    if (i % 11 == 0) id += "\"c\"";
    if (i % 13 == 0) id += "\nd";
    for (std::size_t n = 1 + random() % 9; n > 0; --n) {
      const std::string date = random() % 4 == 0 ? "" : "2024-01-0" + std::to_string(random() % 3);
      results.push_back({id, date, one_of(kTests).first, one_of(values), one_of(units)});
    }
  }
  return results;
}

TEST_CASE("random tables are gathered as the plain twin gathers them") {
  std::mt19937 random(3);
  for (int round = 0; round < 20; ++round) {
    std::vector<Result> results = random_results(random, 60);
    std::vector<std::uint64_t> lines;
    std::string text = write_table(results, lines);
    CHECK(read_wide(make(text, options_for({}, false)).bytes) == gather_plainly(results, lines));
    std::shuffle(results.begin() + 6, results.end(), random);
    lines.clear();
    text = write_table(results, lines);
    CHECK(read_wide(make(text, options_for({}, true)).bytes) == gather_plainly(results, lines));
  }
}

TEST_CASE("the wide bytes do not depend on the size of pieces, chunks and reads") {
  std::mt19937 random(5);
  std::vector<std::uint64_t> lines;
  const std::string text = write_table(random_results(random, 200), lines);
  const std::string whole = make(text, options_for({}, false)).bytes;
  REQUIRE(whole.size() > 1000);
  CHECK(make(text, options_for({}, true)).bytes == whole);
  for (const Sizes sizes : {Sizes{1, 0, 1}, Sizes{7, 64, 5}, Sizes{1000, 300, 1 << 20}})
    CHECK(make(text, options_for(sizes, false), sizes).bytes == whole);
}

TEST_CASE("a person who comes back is told with the line") {
  const std::string text =
      "patient,test,value\n1,glucose,90\n2,glucose,91\n1,insulin,9\n3,insulin,8\n";
  const Made made = make(text, options_for({}, false));
  CHECK(made.problem.line == 4);
  CHECK(made.problem.what.find("'1' comes back") == 0);
  CHECK(read_wide(made.bytes).size() == 3);  // the header, 1 and 2
}

TEST_CASE("text that is damaged ends the table behind the rows before it") {
  const std::string text = "patient,test,value\n1,glucose,90\n2,glucose,91\n3,\"glucose,9\n";
  const Made made = make(text, options_for({}, false));
  CHECK(made.problem.line == 4);
  CHECK(made.problem.what == "a quote is opened here and never closed");
  CHECK(read_wide(made.bytes).size() == 2);  // of 2 there might have been more
}

TEST_CASE("a test that comes behind the rows looked at is a row of its own") {
  std::string text = "patient,test,value,unit\n";
  for (std::size_t i = 0; i < LongTable::kRowsLookedAt; ++i)
    text += std::to_string(i) + ",glucose,90,mg/dL\n";
  text += "x,insulin,9,uIU/mL\nx,glucose,91,mg/dL\n";
  const std::vector<WideRow> rows = read_wide(make(text, options_for({}, false)).bytes);
  REQUIRE(rows.size() == LongTable::kRowsLookedAt + 3);
  const WideRow& late = rows[rows.size() - 2];
  CHECK(late.line == LongTable::kRowsLookedAt + 2);
  REQUIRE(late.cells.size() == 1);
  CHECK(late.cells[0].first == "x,insulin,9,uIU/mL");
  BatchOptions options = options_for({}, false);
  options.units = {{"insulin", "uIU/mL"}};
  CHECK(read_wide(make(text, options).bytes).back().cells[2].first == "9 uIU/mL");
  CHECK(read_wide(make(text, options_for({}, true)).bytes).back().cells[2].first == "9 uIU/mL");
}

TEST_CASE(
    "what differs within a person is told, in whichever order, though one text ends the other") {
  const auto rows_of = [](const std::string& first, const std::string& second) {
    return "patient,sex,test,value\n1," + first + ",glucose,90\n1," + second + ",insulin,9\n1," +
           first + ",hba1c,5.6\n";
  };
  for (const auto& [first, second] : {std::pair("female", "male"), std::pair("male", "female")}) {
    const Made made = make(rows_of(first, second), options_for({}, false));
    const std::vector<WideRow> rows = read_wide(made.bytes);
    REQUIRE(rows.size() == 2);
    const auto both = std::string(first) + " | " + second;
    CHECK(std::any_of(rows[1].cells.begin(), rows[1].cells.end(),
                      [&](const auto& cell) { return cell.first == both; }));
    CHECK(std::any_of(made.remarks.begin(), made.remarks.end(), [](const std::string& remark) {
      return remark.find("'sex' differs within 1 row, first in line 3") != std::string::npos;
    }));
  }
}

TEST_CASE("every analyte's id is a header that is recognised as it") {
  for (const Analyte& analyte : catalogue().declarations().analytes) {
    const auto match = unit::matcher().read(analyte.id).match;
    CAPTURE(analyte.id);
    REQUIRE(match.has_value());
    CHECK(match->analyte == &analyte);
    CHECK(match->problem.empty());
    CHECK(match->unit.empty());
  }
}

TEST_CASE("what stands where is found by usual names, by name and by number") {
  const std::vector<std::string> header = {"id", "Patient_ID", "Test Name", "Result", "Units", "x"};
  const auto by_names = find_long_columns(header, {});
  REQUIRE(by_names);
  CHECK(describe_long(header, *by_names) ==
        "id='Patient_ID', test='Test Name', value='Result', unit='Units', no date");
  CHECK(suggest_long(header) == "--long id=Patient_ID,test='Test Name',value=Result,unit=Units");
  const auto by_options = find_long_columns(header, {"1", "x", "4", "", std::nullopt});
  REQUIRE(by_options);
  CHECK(describe_long(header, *by_options) ==
        "id='id', test='x', value='Result', no unit, no date");
  CHECK(suggest_long({"id", "glucose", "insulin"}).empty());
}

}  // namespace
}  // namespace metindex::records
