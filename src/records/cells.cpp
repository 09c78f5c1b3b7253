#include "records/cells.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "panel/cell_words.hpp"
#include "panel/plausible.hpp"
#include "text/decimal.hpp"
#include "text/spread.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

bool same_code(std::string_view cell, std::string_view code) {
  if (cell == code) return true;
  const auto a = text::to_number(cell);
  const auto b = text::to_number(code);
  return a && b && *a == *b;  // "1.0" for "1"
}

// Of plausible numbers in the column's unit.
Range range_of(const CellReader& reader) {
  if (reader.binding.analyte->is_category()) return {};
  const AnalyteUnit& unit = reader.binding.analyte->units[reader.unit];
  return reader.reading.assume_units ? unit.possible : unit.plausible;
}

// Rows of so many plain cells each, one behind the other?
bool is_regular(const RecordBlock& block, std::size_t columns) {
  std::size_t first_cell = 0;
  bool regular = block.plain;
  for (const Record& record : block.records) {
    regular = regular && record.cells == columns && record.kind == RecordKind::row &&
              record.first_cell == first_cell;
    first_cell += columns;
  }
  return regular;
}

}  // namespace

std::string_view decode(const KnownColumn* known, std::string_view cell) {
  if (known == nullptr) return cell;
  for (const auto& [code, word] : known->codes) {
    if (same_code(text::trim(cell), code)) return word;
  }
  return cell;
}

// One column of a block.
class CellColumns::Filler {
 public:
  Filler(const Plan& plan, const CellReader& reader, const RecordBlock& block, Words& words,
         UnitCells& units, std::vector<UnitWord>& unit_words, Column& column,
         text::ShortNumbers& numbers, const CellProblem& problem)
      : plan_(plan),
        reader_(reader),
        block_(block),
        words_(words),
        units_(units),
        unit_words_(unit_words),
        column_(column),
        numbers_(numbers),
        problem_(problem),
        at_(reader.unit),
        range_(range_of(reader)),
        unit_by_row_(reader.binding.unit_column != kNoColumn),
        unit_by_cell_(reader.states_units()),
        codes_((reader.binding.known != nullptr && !reader.binding.known->codes.empty()) ||
               reader.binding.analyte->is_category() ||
               reader.reading.missing.any(*reader.binding.analyte)) {}

  // The rows that have `columns` cells; the others, and what is no row, have no value.
  void fill(std::size_t columns, bool regular, Marks& others, Rows& rows) {
    others.assign(block_.records.size(), 0);
    const bool plain = !codes_ && !unit_by_row_ && !unit_by_cell_;
    if (plain) {
      read_plain_numbers(columns, regular, others);
    } else {
      for (std::size_t row = 0; row < others.size(); ++row)
        others[row] = is_row(block_.records[row], columns) ? 1 : 0;
    }
    gather(others.data(), others.size(), rows);
    for (const std::uint32_t row : rows) fill(block_.records[row], row);
  }

 private:
  static bool is_row(const Record& record, std::size_t columns) {
    return record.cells == columns && record.kind == RecordKind::row;
  }

  // Without a branch that depends on the data: most cells are numbers of a few characters,
  // plausible in the column's unit. Marks the cells that are something else.
  void read_plain_numbers(std::size_t columns, bool regular, Marks& others) {
    regular ? load_regular(columns) : load(columns);
    double* const number = column_.number.data();
    numbers_.read(reader_.reading.decimal_comma ? ',' : '.', number);
    static_assert(sizeof(Status) == 1);
    numbers_.judge(number, range_.low, range_.high, static_cast<std::uint8_t>(Status::ok),
                   static_cast<std::uint8_t>(Status::missing),
                   reinterpret_cast<std::uint8_t*>(column_.status.data()), others.data());
  }

  // The column's cells stand `columns` apart, and all in the same bytes.
  void load_regular(std::size_t columns) {
    const RecordBlock::Places places = block_.places();
    const Cell* cell = places.cells + reader_.binding.column;
    const std::size_t rows = block_.records.size();
    numbers_.resize(rows);
    for (std::size_t row = 0; row < rows; ++row, cell += columns)
      numbers_.set(row, places.bytes + cell->begin, cell->end - cell->begin);
  }

  void load(std::size_t columns) {
    const RecordBlock::Places places = block_.places();
    const std::size_t rows = block_.records.size();
    numbers_.resize(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      const Record& record = block_.records[row];
      if (is_row(record, columns)) {
        const Cell& cell = places.cells[record.first_cell + reader_.binding.column];
        numbers_.set(row, places.begin_of(cell), cell.end - cell.begin);
      } else {
        numbers_.set(row, places.bytes, 0);
      }
    }
  }

  // The next commonest ways, then the full one.
  void fill(const Record& record, std::size_t row) {
    const std::string_view cell = block_.text(record, reader_.binding.column, scratch_);
    if (cell.empty()) return;  // missing, as the block was made
    if (unit_by_row_ && !find_unit(record)) return read_fully(record, row);
    if (!unit_by_cell_ && plain_number(cell, row)) return;
    if (number_with_unit(cell, row)) return;
    const bool short_word = cell.size() <= sizeof(Word::bytes) && !unit_by_row_;
    Word* word = short_word ? &find_word(cell) : nullptr;
    if (word != nullptr && word->length == cell.size() && word->bytes == bytes_) {
      column_.number[row] = word->number;
      column_.status[row] = word->status;
      column_.unit[row] = word->unit;
      column_.inclusive[row] = word->inclusive;
    } else {
      read_fully(record, row);
      const bool good = column_.status[row] <= Status::missing && !told_;
      if (word != nullptr && good) remember(*word, cell, row);
    }
  }

  [[nodiscard]] bool is_plausible(double number, std::uint8_t unit) const {
    return panel::is_plausible(reader_.binding.analyte->units[unit], number,
                               reader_.reading.assume_units);
  }

  // False: the row has no unit of the analyte.
  bool find_unit(const Record& record) {
    at_ = units_.position(block_.text(record, reader_.binding.unit_column, unit_scratch_));
    if (at_ == UnitCells::kEmpty && !reader_.binding.unit.empty()) at_ = reader_.unit;
    return at_ < reader_.binding.analyte->units.size();
  }

  bool plain_number(std::string_view cell, std::size_t row) {
    double number = 0;
    if (!read_plain(cell, number) ||
        !(unit_by_row_ ? is_plausible(number, at_) : range_.contains(number)))
      return false;
    put(number, at_, row);
    return true;
  }

  bool read_plain(std::string_view cell, double& number) const {
    return !codes_ &&
           text::read_plain(cell.data(), cell.size(), number,
                            reader_.reading.decimal_comma ? ',' : '.') &&
           !panel::is_zero_of_sas(number);
  }

  void put(double number, std::uint8_t unit, std::size_t row) {
    column_.number[row] = number;
    column_.status[row] = Status::ok;
    column_.unit[row] = unit;
  }

  // "5.3 mmol/L", as whoever gathers or exports results writes them.
  bool number_with_unit(std::string_view cell, std::size_t row) {
    const std::size_t blank = codes_ ? std::string_view::npos : cell.find(' ');
    if (blank == std::string_view::npos) return false;
    const AnalyteUnit* unit = find_unit_word(cell.substr(blank + 1));
    double number = 0;
    if (unit == nullptr || !read_plain(cell.substr(0, blank), number)) return false;
    const auto at = static_cast<std::uint8_t>(unit - reader_.binding.analyte->units.data());
    if (!is_plausible(number, at)) return false;
    put(number, at, row);
    return true;
  }

  const AnalyteUnit* find_unit_word(std::string_view written) {
    constexpr std::size_t kMost = 16;  // that are remembered; others take the long way
    const auto found = std::find_if(unit_words_.begin(), unit_words_.end(),
                                    [&](const UnitWord& word) { return word.text == written; });
    if (found != unit_words_.end()) return found->unit;
    if (unit_words_.size() == kMost) return nullptr;
    const AnalyteUnit* unit =
        plan_.catalogue.cell_words().unit(*reader_.binding.analyte, text::trim(written));
    unit_words_.push_back({std::string(written), unit});
    return unit;
  }

  // The place where the cell is remembered, or would be.
  Word& find_word(std::string_view cell) {
    constexpr unsigned kShift = 58;  // leaves the 6 bits of kWords
    constexpr std::size_t kBits = 8;
    std::memcpy(&bytes_, cell.data(), sizeof bytes_);
    const std::size_t behind = sizeof bytes_ - cell.size();  // these do not belong to it
    if constexpr (std::endian::native == std::endian::little) {
      bytes_ = bytes_ << (kBits * behind) >> (kBits * behind);
    } else {
      bytes_ = bytes_ >> (kBits * behind) << (kBits * behind);
    }
    return words_[static_cast<std::size_t>((bytes_ * text::kSpread) >> kShift)];
  }

  void remember(Word& word, std::string_view cell, std::size_t row) const {
    word = {bytes_,
            static_cast<std::uint8_t>(cell.size()),
            column_.status[row],
            column_.unit[row],
            column_.inclusive[row],
            column_.number[row]};
  }

  void read_fully(const Record& record, std::size_t row) {
    const Value value = reader_.read(plan_.catalogue, block_, record);
    column_.number[row] = value.number;
    column_.status[row] = value.status;
    column_.inclusive[row] = value.inclusive ? 1 : 0;
    const auto& units = reader_.binding.analyte->units;
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (units[i].id == value.unit) column_.unit[row] = static_cast<std::uint8_t>(i);
    }
    const bool remarkable = !value.mark.empty() || value.ambiguous;
    told_ = value.status > Status::missing || remarkable;
    if (told_) problem_(record, reader_, value);
  }

  const Plan& plan_;
  const CellReader& reader_;
  const RecordBlock& block_;
  Words& words_;
  UnitCells& units_;
  std::vector<UnitWord>& unit_words_;
  Column& column_;
  text::ShortNumbers& numbers_;
  const CellProblem& problem_;
  std::uint8_t at_;  // of the row's unit in analyte.units
  Range range_;      // of plain numbers, where the unit is the column's
  bool unit_by_row_, unit_by_cell_;
  bool codes_;               // some numbers are not what they seem: every cell is read in full
  bool told_ = false;        // there was something to say of the last cell read in full
  std::uint64_t bytes_ = 0;  // of the short cell at hand
  std::string scratch_, unit_scratch_;
};

Value CellReader::read(const Catalogue& catalogue, const RecordBlock& block,
                       const Record& record) const {
  std::string scratch;
  const std::string text(binding.every_row.empty() ? block.text(record, binding.column, scratch)
                                                   : std::string_view(binding.every_row));
  const Analyte& analyte = *binding.analyte;
  std::string stated = binding.unit;
  if (binding.unit_column != kNoColumn) {
    const std::string_view written = block.text(record, binding.unit_column, scratch);
    const std::uint8_t at = UnitCells(catalogue.declarations(), analyte).position(written);
    if (at < analyte.units.size()) stated = analyte.units[at].id;
    if (at == UnitCells::kUnknown) stated = written;  // refused as it is written
  }
  Value value = read_value(catalogue, analyte, decode(binding.known, text), stated, reading);
  const bool number = value.has_number() || (states_units() && value.status == Status::implausible);
  if (text.find(kBetweenResults) != std::string::npos) {
    value.status = Status::not_a_number;
    value.problem = "'" + text::shown(text) + "' is more than one result; keep one";
  } else if (stated.empty() && value.unit_assumed && number && !analyte.is_category()) {
    value.status = Status::unknown_unit;
    value.problem =
        "'" + text::shown(text) + "' has no unit" +
        (states_units() ? ", as other cells of the column have; add --unit " + analyte.id + "=UNIT"
                        : ": column " + std::to_string(binding.unit_column + 1) + " is empty here");
  }
  value.text = text;
  return value;
}

std::vector<CellReader> make_readers(const Plan& plan, const std::vector<Binding>& bindings,
                                     const Reading& reading) {
  std::vector<CellReader> readers;
  for (const Analyte* analyte : plan.inputs) {
    const auto binding = std::find_if(bindings.begin(), bindings.end(),
                                      [&](const Binding& b) { return b.analyte == analyte; });
    CellReader reader{*binding, 0, reading};
    for (std::size_t i = 0; i < analyte->units.size(); ++i) {
      if (analyte->units[i].id == binding->unit) reader.unit = static_cast<std::uint8_t>(i);
    }
    readers.push_back(std::move(reader));
  }
  return readers;
}

CellColumns::CellColumns(const Plan& plan, const std::vector<CellReader>& readers, Marks wanted)
    : plan_(plan),
      readers_(readers),
      wanted_(std::move(wanted)),
      words_(readers.size()),
      unit_words_(readers.size()) {
  for (const CellReader& reader : readers)
    units_.emplace_back(plan.catalogue.declarations(), *reader.binding.analyte);
}

void CellColumns::fill_all(const CellReader& reader, const RecordBlock& block, std::size_t columns,
                           Column& column) const {
  const std::string& written = reader.binding.every_row;
  const Value value =
      read_value(plan_.catalogue, *reader.binding.analyte, written, {}, reader.reading);
  for (std::size_t row = 0; row < block.records.size(); ++row) {
    const Record& record = block.records[row];
    if (record.cells != columns || record.kind != RecordKind::row) continue;
    column.number[row] = value.number;
    column.status[row] = value.status;
  }
}

void CellColumns::fill(const RecordBlock& block, std::size_t columns, Block& panels,
                       const CellProblem& problem) {
  panels.resize(plan_, block.records.size());
  const bool regular = is_regular(block, columns);
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    Column& column = panels.columns[i];
    column.is_read = wanted_[i] != 0;
    if (!column.is_read) continue;
    column.unit.assign(block.records.size(), readers_[i].unit);
    if (!readers_[i].binding.every_row.empty()) {
      fill_all(readers_[i], block, columns, column);
      continue;
    }
    Filler(plan_, readers_[i], block, words_[i], units_[i], unit_words_[i], column, numbers_,
           problem)
        .fill(columns, regular, others_, rows_);
  }
}

}  // namespace metindex::records
