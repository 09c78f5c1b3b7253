#include "records/table_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <unordered_set>

#include "assess/describe.hpp"
#include "records/json.hpp"
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

}  // namespace

TableWriter::TableWriter(const Plan& plan, const BatchOptions& options, char delimiter,
                         bool decimal_comma, bool byte_order_mark, std::vector<std::string> header)
    : plan_(plan),
      options_(options),
      input_delimiter_(delimiter),
      delimiter_(output_delimiter(options.format, delimiter)),
      decimal_comma_(decimal_comma),
      byte_order_mark_(byte_order_mark),
      header_(std::move(header)),
      keys_(distinct(header_)) {
  for (const std::size_t at : plan.requested) {
    const std::string& id = plan.indices[at].compiled->index->id;
    add(id);
    if (options.bounds) {
      add(id + "_low");
      add(id + "_high");
    }
  }
  for (const PlannedScheme& scheme : plan.schemes) {
    const std::string name = scheme.quantity + "_band";
    const bool second = std::find(added_.begin(), added_.end(), name) != added_.end();
    add(second ? name + "_" + scheme.variants.front()->id : name);
    band_cells_.emplace_back();
    for (const Scheme* variant : scheme.variants) {
      band_cells_.back().emplace_back();
      for (const Band& band : variant->bands) {
        std::string cell;
        append_cell(variant->id + ":" + band.label, cell);
        band_cells_.back().back().push_back(std::move(cell));
      }
    }
  }
  add("flags");
}

void TableWriter::add(const std::string& name) {
  const auto taken = [&](const std::string& n) {
    return std::find(header_.begin(), header_.end(), n) != header_.end();
  };
  if (taken(name)) renamed_.push_back(name);
  std::string free = name;
  while (taken(free)) free = "metindex_" + free;
  added_.push_back(std::move(free));
}

void TableWriter::append_cell(std::string_view text, std::string& out) const {
  const bool plain = text.find_first_of("\"\r\n") == std::string_view::npos &&
                     text.find(delimiter_) == std::string_view::npos;
  if (plain) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

// The bytes as they came; with another delimiter, the cells again.
void TableWriter::append_input(const RecordBlock& block, const Record& record,
                               std::string& out) const {
  if (delimiter_ == input_delimiter_) {
    out += block.raw(record);
    return;
  }
  for (std::size_t i = 0; i < record.cells; ++i) {
    if (i > 0) out += delimiter_;
    append_cell(block.text(record, i, scratch_), out);
  }
}

void TableWriter::append_number(double x, std::string& out) const {
  if (!std::isfinite(x)) return;
  if (options_.digits > 0 || decimal_comma_) {
    std::string text =
        options_.digits > 0 ? text::significant(x, options_.digits) : text::shortest(x);
    const bool comma = decimal_comma_ && delimiter_ != ',';
    if (comma) std::replace(text.begin(), text.end(), '.', ',');
    out += text;
    return;
  }
  std::array<char, 32>
      buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled by to_chars
  out.append(buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), x).ptr);
}

void TableWriter::append_index(const IndexColumn& column, std::size_t row, std::string& out) const {
  out += delimiter_;
  append_number(column.value[row], out);
  if (!options_.bounds) return;
  const bool exact = column.cause[row] == Cause::none;
  out += delimiter_;
  append_number(exact ? column.value[row] : column.bounds[row].low, out);
  out += delimiter_;
  append_number(exact ? column.value[row] : column.bounds[row].high, out);
}

void TableWriter::header(const RecordBlock& block, const Record& record, std::string& out) const {
  if (options_.format == TableFormat::jsonl) return;
  if (byte_order_mark_ && delimiter_ == input_delimiter_) out += CsvReader::kByteOrderMark;
  append_input(block, record, out);
  for (const std::string& name : added_) {
    out += delimiter_;
    append_cell(name, out);
  }
  out += record.crlf ? "\r\n" : "\n";
}

void TableWriter::row(const RecordBlock& block, const Record& record,
                      const std::vector<CellReader>& readers, const Block& panels,
                      const Evaluation& evaluation, std::size_t row,
                      const std::vector<RowFlag>& flags, std::string& out) {
  if (options_.format == TableFormat::jsonl)
    return json_row(block, record, readers, panels, evaluation, row, out);
  append_input(block, record, out);
  for (const std::size_t at : plan_.requested) append_index(evaluation.indices[at], row, out);
  for (std::size_t i = 0; i < plan_.schemes.size(); ++i) {
    out += delimiter_;
    const BandColumn& column = evaluation.bands[i];
    if (column.band[row] >= 0)
      out += band_cells_[i][column.variant[row]][static_cast<std::size_t>(column.band[row])];
  }
  out += delimiter_;
  scratch_.clear();
  for (const RowFlag& flag : flags) {
    if (!scratch_.empty()) scratch_ += ';';
    scratch_ += flag.quantity;
    if (flag.of_band) scratch_ += "_band";
    scratch_ += ':';
    scratch_ += flag.kind;
  }
  append_cell(scratch_, out);
  out += record.crlf ? "\r\n" : "\n";
}

// JSON is for programs, not for speed: every cell is read again, in full.
void TableWriter::json_row(const RecordBlock& block, const Record& record,
                           const std::vector<CellReader>& readers, const Block& panels,
                           const Evaluation& evaluation, std::size_t row, std::string& out) {
  std::vector<Value> values;
  std::vector<const Value*> pointers;
  for (const CellReader& reader : readers) {
    values.push_back(
        reader.read(plan_.catalogue, block.text(record, reader.binding.column, scratch_)));
  }
  for (const Value& value : values) pointers.push_back(&value);
  JsonFrame frame{options_.assess.factors, record.line, {}};
  for (std::size_t i = 0; i < record.cells; ++i)
    frame.input.emplace_back(keys_[i], block.text(record, i, scratch_));
  out += to_json(plan_.catalogue, describe(plan_, panels, evaluation, row, pointers),
                 options_.digits, -1, frame);
  out += '\n';
}

}  // namespace metindex::records
