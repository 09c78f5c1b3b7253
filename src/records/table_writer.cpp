#include "records/table_writer.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "assess/describe.hpp"
#include "records/json.hpp"
#include "records/quote.hpp"
#include "text/decimal.hpp"
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
      decimal_comma_(table.reading.decimal_comma),
      line_end_(line_end),
      header_(std::move(header)),
      keys_(distinct(header_)),
      json_(options.format == TableFormat::jsonl ||
            (options.format == TableFormat::same && dialect.json)) {
  for (result_key_ = "metindex"; std::find(keys_.begin(), keys_.end(), result_key_) != keys_.end();)
    result_key_ += '_';
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
  room_ = added_.size() * kNumberRoom + kFlagsRoom;
}

void TableWriter::make_band_cells() {
  for (const PlannedScheme& scheme : plan_.schemes) {
    std::size_t longest = 0;
    band_cells_.emplace_back();
    for (const Scheme* variant : scheme.variants) {
      band_cells_.back().emplace_back();
      for (const Band& band : variant->bands) {
        std::string cell(1, delimiter_);
        add_quoted(variant->id + ":" + band.label, delimiter_, cell);
        longest = std::max(longest, cell.size());
        const std::size_t size = cell.size();
        cell.append(kReach, ' ');
        band_cells_.back().back().push_back({std::move(cell), size});
      }
    }
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
  std::string cell;
  add_quoted(text, delimiter, cell);
  out.add(cell);
}

// The bytes as they came; with another delimiter, the cells again. A row that is too short is
// filled up, so that what is added stands in its columns.
void TableWriter::add_input(const RecordBlock& block, const Record& record, Output& out) const {
  if (delimiter_ == dialect_.delimiter) {
    const std::string_view raw = block.raw(record);
    out.used(Output::put_wide(out.room(raw.size() + kReach), raw.data(), raw.size()));
  } else {
    std::string scratch;
    for (std::size_t i = 0; i < record.cells; ++i) {
      if (i > 0) out.add(delimiter_);
      add_cell(block.text(record, i, scratch), delimiter_, out);
    }
  }
  for (std::size_t i = record.cells; i < header_.size(); ++i) out.add(delimiter_);
}

char* TableWriter::put_number(char* at, double x) const {
  if (!std::isfinite(x)) return at;
  char* end = options_.digits > 0 ? text::write_significant(at, x, options_.digits)
                                  : text::write_shortest(at, x);
  if (decimal_comma_ && delimiter_ != ',') std::replace(at, end, '.', ',');
  return end;
}

char* TableWriter::put_index(char* at, const IndexColumn& column, std::size_t row) const {
  *at++ = delimiter_;
  at = put_number(at, column.value[row]);
  if (!options_.bounds) return at;
  const bool exact = column.cause[row] == Cause::none;
  *at++ = delimiter_;
  at = put_number(at, exact ? column.value[row] : column.bounds[row].low);
  *at++ = delimiter_;
  return put_number(at, exact ? column.value[row] : column.bounds[row].high);
}

void TableWriter::end_line(const Record& record, Output& out) const {
  const LineEnd end = record.line_end == LineEnd::none ? line_end_ : record.line_end;
  char* at = out.room(2);
  if (end == LineEnd::cr || end == LineEnd::crlf) *at++ = '\r';
  if (end != LineEnd::cr) *at++ = '\n';
  out.used(at);
}

void TableWriter::header(const RecordBlock& block, const Record& record, Output& out) const {
  if (json_) return;
  if (dialect_.byte_order_mark && delimiter_ == dialect_.delimiter) out.add(kByteOrderMark);
  if (delimiter_ == dialect_.delimiter) {
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
  add_input(block, record, out);
  for (std::size_t i = 0; i < added_.size(); ++i) {
    out.add(delimiter_);
    const std::size_t each = options_.bounds ? 3 : 1;
    if (i >= each * plan_.requested.size()) continue;
    const std::string& unit = plan_.indices[plan_.requested[i / each]].compiled->index->unit;
    if (unit != "1") add_cell(unit, delimiter_, out);
  }
  end_line(record, out);
}

void TableWriter::row(const RecordBlock& block, const Record& record, const RowResult& result,
                      Output& out) const {
  if (json_) return json_row(block, record, result, out);
  add_input(block, record, out);
  char* at = out.room(room_);
  for (const std::size_t index : plan_.requested)
    at = put_index(at, result.evaluation.indices[index], result.row);
  for (std::size_t i = 0; i < plan_.schemes.size(); ++i) {
    const BandColumn& column = result.evaluation.bands[i];
    const std::int16_t band = column.band[result.row];
    if (band >= 0) {
      const BandCell& cell =
          band_cells_[i][column.variant[result.row]][static_cast<std::size_t>(band)];
      at = Output::put_wide(at, cell.text.data(), cell.size);
    } else {
      *at++ = delimiter_;
    }
  }
  *at++ = delimiter_;
  out.used(at);
  if (!result.flags.empty()) add_cell(result.flags, delimiter_, out);
  end_line(record, out);
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
  out.add(block.raw(record));
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

// JSON is for programs, not for speed: every cell is read again, in full.
std::string TableWriter::json_result(const RecordBlock& block, const Record& record,
                                     const RowResult& result) const {
  std::vector<Value> values(readers_.size());
  std::vector<const Value*> pointers;
  const bool whole = record.cells == header_.size();
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    if (whole) values[i] = readers_[i].read(plan_.catalogue, block, record);
    pointers.push_back(&values[i]);
  }
  std::string scratch;
  JsonFrame frame{options_.assess.factors, block.line(record), {}, !dialect_.json || !whole};
  for (std::size_t i = 0; i < record.cells && !dialect_.json; ++i) {
    const std::string key = i < keys_.size() ? keys_[i] : "cell_" + std::to_string(i + 1);
    frame.input.emplace_back(key, block.text(record, i, scratch));
  }
  if (dialect_.json && !whole) frame.input.emplace_back("text", block.raw(record));
  Assessment assessment = describe(plan_, result.panels, result.evaluation, result.row, pointers);
  if (!whole)
    assessment.flags = {{"row", std::string(result.flags.substr(4)), std::string(result.reasons)}};
  return to_json(plan_.catalogue, assessment, options_.digits, -1, frame);
}

}  // namespace metindex::records
