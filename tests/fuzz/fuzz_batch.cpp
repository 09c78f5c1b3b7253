// A whole table scored: never a crash; the same bytes and words however the input is cut; every
// row of the output begins with its row of the input; plain values give the plain HOMA-IR.
#include <nlohmann/json.hpp>

#include "fuzz/scoring.hpp"
#include "fuzz/targets.hpp"
#include "text/text.hpp"

namespace fuzz {
namespace {

using metindex::BatchOptions;
using metindex::BatchOutcome;
using metindex::TableFormat;
using Json = nlohmann::ordered_json;

// Empty lines are no rows; in a table of one column they are missing values.
std::vector<Row> data_rows(const Table& in) {
  std::vector<Row> rows;
  const bool one_column = !in.rows.empty() && in.rows.front().cells.size() == 1;
  for (std::size_t i = 1; i < in.rows.size(); ++i) {
    if (!in.rows[i].raw.empty() || one_column) rows.push_back(in.rows[i]);
  }
  return rows;
}

void check_count(const Table& in, const Run& run) {
  const std::size_t rows = data_rows(in).size();
  require(run.rows <= rows, run.rows, " rows of ", rows);
  if (run.status != BatchOutcome::Status::done) return;
  require(!in.damaged, "damage is passed over");
  require(run.rows == rows, "rows are lost: ", run.rows, " of ", rows);
}

void check_delimited(const Table& in, const Run& run, char delimiter, char written) {
  const Table out = read_plainly(run.out, written);
  require(!out.damaged, "the output is damaged in line ", out.damage_line, ":\n", run.out);
  require(out.rows.size() <= in.rows.size(), out.rows.size(), " rows out");
  for (std::size_t i = 0; i < out.rows.size(); ++i) {
    if (in.rows[i].raw.empty() && out.rows[i].raw.empty()) continue;
    const auto& before = in.rows[i].cells;
    const auto& after = out.rows[i].cells;
    require(before.size() < after.size() && std::equal(before.begin(), before.end(), after.begin()),
            "row ", i, " does not begin with its cells: ", out.rows[i].raw);
    const bool long_row = before.size() > in.rows.front().cells.size();
    require(long_row || after.size() == out.rows.front().cells.size(), "row ", i, " has ",
            after.size());
    const bool unchanged =
        delimiter != written || out.rows[i].raw.rfind(in.rows[i].raw + delimiter, 0) == 0;
    require(unchanged, "row ", i, " does not begin with its bytes: ", out.rows[i].raw);
  }
}

// JSON has no bytes that are not UTF-8: they are replaced.
std::string as_json(const std::string& cell) {
  return Json::parse(Json(cell).dump(-1, ' ', false, Json::error_handler_t::replace));
}

void check_json(const Table& in, const Run& run) {
  const std::vector<Row> rows = data_rows(in);
  std::size_t at = 0;
  for (const auto line : metindex::text::split(run.out, '\n')) {
    if (line.empty()) continue;
    require(at < rows.size() && Json::accept(line), "no JSON, or no row: ", line);
    const Json row = Json::parse(line);
    require(row.at("line") == rows[at].line, "another line: ", line);
    std::vector<std::string> cells;
    for (const auto& cell : row.at("input")) cells.push_back(cell);
    std::vector<std::string> expected;
    for (const auto& cell : rows[at].cells) expected.push_back(as_json(cell));
    require(cells == expected, "other cells: ", line);
    ++at;
  }
  require(at == run.rows, at, " objects, ", run.rows, " rows told");
}

constexpr std::string_view kOwnHeader = "id,glucose[mg/dL],insulin[uIU/mL]\n";

// glucose * insulin / 405 where both are values in the header's unit; no value where one is none.
void check_homa(const Table& in, const Run& run, const BatchOptions& options, char written) {
  constexpr double kHoma = 405;
  const metindex::Reading& reading = options.assess.reading;
  const auto& glucose = *catalogue().analyte("glucose");
  const auto& insulin = *catalogue().analyte("insulin");
  const Table out = read_plainly(run.out, written);
  require(out.rows.front().cells.at(3) == "homa_ir", "no homa_ir");
  for (std::size_t i = 1; i < out.rows.size(); ++i) {
    const auto& cells = in.rows[i].cells;
    if (cells.size() != in.rows.front().cells.size()) continue;
    const auto g = read_value(catalogue(), glucose, cells[1], "mg/dL", reading);
    const auto u = read_value(catalogue(), insulin, cells[2], "uIU/mL", reading);
    const std::string& homa = out.rows[i].cells.at(3);
    const bool known = g.status == metindex::Status::ok && u.status == metindex::Status::ok;
    if (known && (g.unit != "mg/dL" || u.unit != "uIU/mL")) continue;
    const std::string expected =
        known ? metindex::text::shortest(g.number * u.number / kHoma) : std::string();
    require(homa == expected, "row ", i, ": HOMA-IR ", homa, ", not ", expected);
  }
}

struct Choice {
  BatchOptions options;
  bool own_header = false;
};

Choice take_options(std::string_view& bytes) {
  constexpr std::array<TableFormat, 4> kFormats = {TableFormat::same, TableFormat::csv,
                                                   TableFormat::tsv, TableFormat::jsonl};
  constexpr std::array<char, 4> kDelimiters = {',', ';', '\t', '|'};
  const unsigned first = take_choice(bytes);
  const unsigned second = take_choice(bytes);
  const auto bit = [](unsigned byte, unsigned at) { return (byte >> at & 1U) != 0; };
  Choice choice;
  BatchOptions& options = choice.options;
  options.format = kFormats[first % kFormats.size()];
  options.bounds = bit(first, 2);
  options.assess.reading.assume_units = bit(first, 3);
  choice.own_header = bit(first, 4);
  if (bit(first, 5)) options.assess.indices = {"all"};
  if (bit(second, 2)) options.delimiter = kDelimiters[second % kDelimiters.size()];
  options.assess.reading.decimal_comma = bit(second, 3);
  if (bit(second, 4)) options.assess.reading.system = "si";
  if (bit(second, 5)) options.digits = 4;
  if (choice.own_header) options.delimiter = ',';
  return choice;
}

void check_output(const Choice& choice, std::string_view text, const Run& run) {
  const BatchOptions& options = choice.options;
  const char delimiter = options.delimiter != 0 ? options.delimiter : plain_delimiter(text);
  const Table in = read_plainly(text, delimiter);
  check_count(in, run);
  if (options.format == TableFormat::jsonl) return check_json(in, run);
  const char written = options.format == TableFormat::csv   ? ','
                       : options.format == TableFormat::tsv ? '\t'
                                                            : delimiter;
  check_delimited(in, run, delimiter, written);
  const bool plain_numbers = options.digits == 0 && !options.assess.reading.decimal_comma;
  if (choice.own_header && plain_numbers && options.assess.indices.front() == "core")
    check_homa(in, run, options, written);
}

}  // namespace

void batch(std::string_view bytes) {
  const Choice choice = take_options(bytes);
  const unsigned pieces = take_choice(bytes);
  const std::string text = std::string(choice.own_header ? kOwnHeader : "") + std::string(bytes);
  const Run run = score(choice.options, text, text.size() + 1);
  const Run cut = score(choice.options, text, 1 + pieces % 64);
  require(run == cut, "read at once:\n", shown(run), "\nand in pieces:\n", shown(cut));
  const bool explained = run.message.empty() == (run.status == BatchOutcome::Status::done);
  require(explained, "the outcome is explained: ", run.message);
  const bool plain = !other_text(text) && !packed_text(text);
  if (!run.out.empty() && plain) check_output(choice, text, run);
}

}  // namespace fuzz
