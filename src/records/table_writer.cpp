#include "records/table_writer.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <unordered_set>

#include "assess/describe.hpp"
#include "records/json.hpp"
#include "records/quote.hpp"
#include "text/decimal.hpp"
#include "text/each_cpu.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

char output_delimiter(TableFormat format, char input) {
  if (format == TableFormat::csv) return ',';
  return format == TableFormat::tsv ? '\t' : input;
}

// JSON has one value for a key: the second "x" of a header becomes "x_2".
std::vector<std::string> distinct(const std::vector<std::string>& header) {
  std::unordered_set<std::string> seen;
  std::vector<std::string> keys;
  for (const std::string& name : header) {
    std::string key = name;
    for (int n = 2; !seen.insert(key).second; ++n) key = name + "_" + std::to_string(n);
    keys.push_back(std::move(key));
  }
  return keys;
}

constexpr std::size_t kNumberRoom = 40;          // for a number, its delimiter in front
constexpr std::size_t kFlagsRoom = 16 + kReach;  // for what stands around the flags

}  // namespace

TableWriter::TableWriter(const TablePlan& table, const BatchOptions& options,
                         const Dialect& dialect, std::vector<std::string> header, LineEnd line_end)
    : plan_(*table.plan),
      readers_(table.readers),
      options_(options),
      dialect_(dialect),
      delimiter_(output_delimiter(options.format, dialect.delimiter)),
      same_delimiter_(delimiter_ == dialect.delimiter),
      decimal_comma_(table.reading.decimal_comma && delimiter_ != ','),
      line_end_(line_end),
      header_(std::move(header)),
      columns_(header_.size()),
      keys_(distinct(header_)),
      json_(options.format == TableFormat::jsonl ||
            (options.format == TableFormat::same && dialect.json)),
      with_notes_(plan_.options.notes != 0) {
  result_key_ = free_key("metindex");
  name_columns();
  make_band_cells();
}

void TableWriter::name_columns() {
  for (const std::size_t at : plan_.requested) {
    const std::string& id = plan_.indices[at].compiled->index->id;
    add_column(id);
    if (options_.bounds) {
      add_column(id + "_low");
      add_column(id + "_high");
    }
  }
  for (const PlannedScheme& scheme : plan_.schemes) {
    const std::string name = scheme.quantity + "_band";
    const bool second = std::find(added_.begin(), added_.end(), name) != added_.end();
    add_column(second ? name + "_" + scheme.variants.front()->id : name);
  }
  add_column("flags");
  if (with_notes_) add_column("notes");
  room_ = added_.size() * kNumberRoom + kFlagsRoom;
}

void TableWriter::make_band_cells() {
  for (const PlannedScheme& scheme : plan_.schemes) {
    std::size_t longest = 0;
    BandCells& made = band_cells_.emplace_back();
    const auto add = [&](const std::string& label) {
      const std::size_t begin = made.text.size();
      made.text += delimiter_;
      add_quoted(label, delimiter_, made.text);
      const std::size_t size = made.text.size() - begin;
      made.cells.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(size)});
      longest = std::max(longest, size);
    };
    for (const Scheme* variant : scheme.variants) {
      add("");
      made.first.push_back(made.cells.size());
      for (const Band& band : variant->bands) add(variant->id + ":" + band.label);
    }
    made.text.append(kReach, ' ');
    room_ += longest;
  }
}

void TableWriter::add_column(const std::string& name) {
  const auto taken = [&](const std::string& n) {
    return std::find(header_.begin(), header_.end(), n) != header_.end();
  };
  if (taken(name)) renamed_.push_back(name);
  std::string free = name;
  while (taken(free)) free = "metindex_" + free;
  added_.push_back(std::move(free));
}

void TableWriter::add_cell(std::string_view text, char delimiter, Output& out) const {
  if (!needs_quotes(text, delimiter)) return out.add(text);
  std::string cell;
  add_quoted(text, delimiter, cell);
  out.add(cell);
}

// The bytes as they came; with another delimiter, the cells again. A row that is too short is
// filled up, so that what is added stands in its columns. `room` more bytes can be put behind it.
char* TableWriter::add_input(const RecordBlock& block, const Record& record, std::size_t room,
                             Output& out) const {
  const std::size_t absent = record.cells < columns() ? columns() - record.cells : 0;
  if (same_delimiter_) {
    out.add(block.raw(record));
  } else {
    std::string scratch;
    for (std::size_t i = 0; i < record.cells; ++i) {
      if (i > 0) out.add(delimiter_);
      add_cell(block.text(record, i, scratch), delimiter_, out);
    }
  }
  return std::fill_n(out.room(absent + room), absent, delimiter_);
}

char* TableWriter::put_number(char* at, double x) const {
  if (!std::isfinite(x)) return at;
  char* end = options_.digits > 0 ? text::write_significant(at, x, options_.digits)
                                  : text::write_shortest(at, x);
  if (decimal_comma_) std::replace(at, end, '.', ',');
  return end;
}

char* TableWriter::put_bounds(char* at, const IndexColumn& column, std::size_t row) const {
  const bool exact = column.cause[row] == Cause::none;
  *at++ = delimiter_;
  at = put_number(at, exact ? column.value[row] : column.bounds[row].low);
  *at++ = delimiter_;
  return put_number(at, exact ? column.value[row] : column.bounds[row].high);
}

char* TableWriter::put_line_end(char* at, const Record& record) const {
  const LineEnd end = record.line_end == LineEnd::none ? line_end_ : record.line_end;
  if (end == LineEnd::cr || end == LineEnd::crlf) *at++ = '\r';
  if (end != LineEnd::cr) *at++ = '\n';
  return at;
}

void TableWriter::end_line(const Record& record, Output& out) const {
  out.used(put_line_end(out.room(2), record));
}

void TableWriter::header(const RecordBlock& block, const Record& record, Output& out) const {
  if (json_) return;
  if (dialect_.byte_order_mark && same_delimiter_) out.add(kByteOrderMark);
  if (same_delimiter_) {
    out.add(block.raw(record));
  } else {
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (i > 0) out.add(delimiter_);
      add_cell(header_[i], delimiter_, out);
    }
  }
  for (const std::string& name : added_) {
    out.add(delimiter_);
    add_cell(name, delimiter_, out);
  }
  end_line(record, out);
}

// The row of units below a header: the units of the indices stand below their names.
void TableWriter::units_row(const RecordBlock& block, const Record& record, Output& out) const {
  if (json_) return;
  out.used(add_input(block, record, 0, out));
  for (std::size_t i = 0; i < added_.size(); ++i) {
    out.add(delimiter_);
    const std::size_t each = options_.bounds ? 3 : 1;
    if (i >= each * plan_.requested.size()) continue;
    const std::string& unit = plan_.indices[plan_.requested[i / each]].compiled->index->unit;
    if (unit != "1") add_cell(unit, delimiter_, out);
  }
  end_line(record, out);
}

void TableWriter::put_numbers(std::size_t first, ResultColumns::Numbers& numbers) const {
  constexpr std::size_t kBytes = ResultColumns::kNumberBytes;
  const std::size_t rows = std::min(ResultColumns::kRows, numbers.column->value.size() - first);
  const double* const value = numbers.column->value.data() + first;
  char* const text = numbers.text.data();
  if (options_.digits == 0 && !decimal_comma_)
    return text::write_shortest(value, rows, text, kBytes, numbers.size.data());
  for (std::size_t row = 0; row < rows; ++row) {
    char* const cell = text + row * kBytes;
    numbers.size[row] = static_cast<std::uint8_t>(put_number(cell, value[row]) - cell);
  }
}

void TableWriter::prepare(const Evaluation& evaluation, std::size_t first,
                          ResultColumns& columns) const {
  if (json_) return;
  columns.numbers.resize(plan_.requested.size());
  for (std::size_t i = 0; i < plan_.requested.size(); ++i) {
    columns.numbers[i].column = &evaluation.indices[plan_.requested[i]];
    put_numbers(first, columns.numbers[i]);
  }
  columns.bands.clear();
  for (std::size_t i = 0; i < band_cells_.size(); ++i) {
    const BandColumn& column = evaluation.bands[i];
    columns.bands.push_back({column.band.data(), column.variant.data(), &band_cells_[i]});
  }
}

METINDEX_EACH_CPU
void TableWriter::row(const RecordBlock& block, const Record& record, const RowResult& result,
                      const ResultColumns& results, Output& out) const {
  if (json_) return json_row(block, record, result, out);
  const std::size_t room = room_ + result.flags.size() + result.notes.size();
  const std::string_view raw = block.raw(record);
  const bool as_it_is = same_delimiter_ && record.cells >= columns_;
  char* at = as_it_is
                 ? Output::put_wide(out.room(raw.size() + kReach + room), raw.data(), raw.size())
                 : add_input(block, record, room, out);
  const std::size_t number = result.row % ResultColumns::kRows;
  for (const ResultColumns::Numbers& numbers : results.numbers) {
    constexpr std::size_t kBytes = ResultColumns::kNumberBytes;
    *at++ = delimiter_;
    std::memcpy(at, numbers.text.data() + number * kBytes, kBytes);
    at += numbers.size[number];
    if (options_.bounds) at = put_bounds(at, *numbers.column, result.row);
  }
  for (const ResultColumns::Bands& bands : results.bands) {
    const BandCells& band_cells = *bands.cells;
    const BandCells::Cell* const first =
        band_cells.cells.data() + band_cells.first[bands.variant[result.row]];
    const BandCells::Cell cell = first[bands.band[result.row]];  // -1: that of none
    at = Output::put_wide(at, band_cells.text.data() + cell.begin, cell.size);
  }
  *at++ = delimiter_;
  at = Output::put(at, result.flags);
  if (with_notes_) at = Output::put(at, result.notes);
  out.used(put_line_end(at, record));
}

void TableWriter::put_notes_cell(const Findings& findings, std::string& cell) const {
  cell.assign(1, delimiter_);
  if (delimiter_ == ';' && findings.notes.size() > 1) cell += '"';
  for (const Note* note : findings.notes) {
    if (note != findings.notes.front()) cell += ';';
    cell += note->id;  // a name: nothing in it needs quotes
  }
  if (delimiter_ == ';' && findings.notes.size() > 1) cell += '"';
}

std::string TableWriter::flags_cell(const std::string& flags) const {
  std::string cell;
  add_quoted(flags, json_ ? '\0' : delimiter_, cell);
  return cell;
}

void TableWriter::pass_on(const RecordBlock& block, const Record& record, Output& out) const {
  if (json_ || dialect_.json) return;
  out.add(block.raw(record));
  end_line(record, out);
}

void TableWriter::reject_header(const RecordBlock& block, const Record& record, Output& out) const {
  if (dialect_.json) return;
  for (const std::string_view name : {"file", "line", "column", "reason"}) {
    out.add(name);
    out.add(dialect_.delimiter);
  }
  if (options_.header) {
    out.add(block.raw(record));
  } else {  // the record is a row
    out.add(text::join(header_, std::string(1, dialect_.delimiter)));
  }
  end_line(record, out);
}

void TableWriter::reject(const RecordBlock& block, const Record& record, const Rejection& why,
                         Output& out) const {
  if (dialect_.json) {
    out.add(rejection_json(why.file, why.line, why.columns, why.reasons, block.raw(record)));
    return out.add('\n');
  }
  const std::string line = std::to_string(why.line);
  for (const std::string_view text : {why.file, std::string_view(line), why.columns, why.reasons}) {
    add_cell(text, dialect_.delimiter, out);
    out.add(dialect_.delimiter);
  }
  out.add(block.raw(record));
  end_line(record, out);
}

// Behind the members of an input object, or with the input's cells as an object of their own.
void TableWriter::json_row(const RecordBlock& block, const Record& record, const RowResult& result,
                           Output& out) const {
  if (!dialect_.json) {
    out.add(json_result(block, record, result));
    return out.add('\n');
  }
  const std::string_view raw = block.raw(record);
  const bool object = record.cells == header_.size();
  const std::string_view members = object ? text::trim(raw.substr(0, raw.rfind('}'))) : "{";
  out.add(members);
  if (members.back() != '{') out.add(',');
  out.add('"');
  out.add(result_key_);
  out.add("\":");
  out.add(json_result(block, record, result));
  out.add("}\n");
}

// One that no column has.
std::string TableWriter::free_key(std::string key) const {
  while (std::find(keys_.begin(), keys_.end(), key) != keys_.end()) key += '_';
  return key;
}

// Where there is something to tell of a row, its cells are read again, in full.
std::string TableWriter::json_result(const RecordBlock& block, const Record& record,
                                     const RowResult& result) const {
  std::vector<Value> values(readers_.size());
  std::vector<const Value*> pointers;
  const bool whole = record.cells == header_.size();
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    if (whole && !result.flags.empty())
      values[i] = readers_[i].read(plan_.catalogue, block, record);
    pointers.push_back(&values[i]);
  }
  std::string scratch;
  JsonFrame frame{options_.assess.factors, block.line(record), {}, !dialect_.json || !whole};
  for (std::size_t i = 0; i < record.cells && !dialect_.json; ++i) {
    const std::string key = i < keys_.size() ? keys_[i] : free_key("cell_" + std::to_string(i + 1));
    frame.input.emplace_back(key, block.text(record, i, scratch));
  }
  if (dialect_.json && !whole) frame.input.emplace_back("text", block.raw(record));
  frame.deep = options_.deep;
  frame.tags = with_notes_;
  Assessment assessment = describe(plan_, result.panels, result.evaluation, result.row, pointers,
                                   whole ? result.findings : Findings{});
  if (!whole)
    assessment.flags = {{"row", std::string(result.flags.substr(4)), std::string(result.reasons)}};
  std::string json;
  add_json(assessment, options_.digits, frame, result.texts, json);
  return json;
}

}  // namespace metindex::records
