#include "records/cells.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "panel/plausible.hpp"
#include "text/decimal.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

bool same_code(std::string_view cell, std::string_view code) {
  if (cell == code) return true;
  const auto a = text::to_number(cell);
  const auto b = text::to_number(code);
  return a && b && *a == *b;  // "1.0" for "1"
}

// A documented code, as the word it stands for; the cell itself otherwise.
std::string_view decode(const Binding& binding, std::string_view cell) {
  if (binding.known == nullptr) return cell;
  for (const auto& [code, word] : binding.known->codes) {
    if (same_code(text::trim(cell), code)) return word;
  }
  return cell;
}

// Of plausible numbers in the column's unit.
Range range_of(const CellReader& reader) {
  if (reader.binding.analyte->is_category()) return {};
  const AnalyteUnit& unit = reader.binding.analyte->units[reader.unit];
  return reader.reading.assume_units ? unit.possible : unit.plausible;
}

}  // namespace

// One column of a block.
class CellColumns::Filler {
 public:
  Filler(const Plan& plan, const CellReader& reader, const RecordBlock& block, Words& words,
         UnitCells& units, Column& column, const CellProblem& problem)
      : plan_(plan),
        reader_(reader),
        block_(block),
        words_(words),
        units_(units),
        column_(column),
        problem_(problem),
        at_(reader.unit),
        range_(range_of(reader)),
        unit_by_row_(reader.binding.unit_column != kNoColumn),
        codes_((reader.binding.known != nullptr && !reader.binding.known->codes.empty()) ||
               reader.binding.analyte->is_category() ||
               reader.reading.missing.any(*reader.binding.analyte)) {}

  void fill(const Record& record, std::size_t row) {
    const std::string_view cell = block_.text(record, reader_.binding.column, scratch_);
    if (cell.empty()) return;  // missing, as the block was made
    if (unit_by_row_ && !find_unit(record)) return read_fully(record, row);
    if (plain_number(cell, row)) return;
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

 private:
  [[nodiscard]] bool is_plausible(double number) const {
    return panel::is_plausible(reader_.binding.analyte->units[at_], number,
                               reader_.reading.assume_units);
  }

  // False: the row has no unit of the analyte.
  bool find_unit(const Record& record) {
    at_ = units_.position(block_.text(record, reader_.binding.unit_column, unit_scratch_));
    if (at_ == UnitCells::kEmpty && !reader_.binding.unit.empty()) at_ = reader_.unit;
    return at_ < reader_.binding.analyte->units.size();
  }

  bool plain_number(std::string_view cell, std::size_t row) {
    if (codes_) return false;
    double number = 0;
    const bool plain = text::read_plain(cell.data(), cell.size(), number,
                                        reader_.reading.decimal_comma ? ',' : '.');
    if (!plain || !(unit_by_row_ ? is_plausible(number) : range_.contains(number)) ||
        panel::is_zero_of_sas(number))
      return false;
    column_.number[row] = number;
    column_.status[row] = Status::ok;
    column_.unit[row] = at_;
    return true;
  }

  // The place where the cell is remembered, or would be.
  Word& find_word(std::string_view cell) {
    constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;  // 2^64 / golden ratio
    constexpr unsigned kShift = 58;                         // leaves the 6 bits of kWords
    constexpr std::size_t kBits = 8;
    std::memcpy(&bytes_, cell.data(), sizeof bytes_);
    const std::size_t behind = sizeof bytes_ - cell.size();  // these do not belong to it
    if constexpr (std::endian::native == std::endian::little) {
      bytes_ = bytes_ << (kBits * behind) >> (kBits * behind);
    } else {
      bytes_ = bytes_ >> (kBits * behind) << (kBits * behind);
    }
    return words_[static_cast<std::size_t>((bytes_ * kSpread) >> kShift)];
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
  Column& column_;
  const CellProblem& problem_;
  std::uint8_t at_;  // of the row's unit in analyte.units
  Range range_;      // of plain numbers, where the unit is the column's
  bool unit_by_row_;
  bool codes_;               // some numbers are not what they seem: every cell is read in full
  bool told_ = false;        // there was something to say of the last cell read in full
  std::uint64_t bytes_ = 0;  // of the short cell at hand
  std::string scratch_, unit_scratch_;
};

Value CellReader::read(const Catalogue& catalogue, const RecordBlock& block,
                       const Record& record) const {
  std::string scratch;
  const std::string text(block.text(record, binding.column, scratch));
  const Analyte& analyte = *binding.analyte;
  std::string stated = binding.unit;
  if (binding.unit_column != kNoColumn) {
    const std::string_view written = block.text(record, binding.unit_column, scratch);
    const std::uint8_t at = UnitCells(catalogue.declarations(), analyte).position(written);
    if (at < analyte.units.size()) stated = analyte.units[at].id;
    if (at == UnitCells::kUnknown) stated = written;  // refused as it is written
  }
  Value value = read_value(catalogue, analyte, decode(binding, text), stated, reading);
  if (stated.empty() && value.unit_assumed && value.has_number() && !analyte.is_category()) {
    value.status = Status::unknown_unit;
    value.problem = "'" + text::shown(text) + "' has no unit: column " +
                    std::to_string(binding.unit_column + 1) + " is empty here";
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

CellColumns::CellColumns(const Plan& plan, const std::vector<CellReader>& readers)
    : plan_(plan), readers_(readers), words_(readers.size()) {
  for (const CellReader& reader : readers)
    units_.emplace_back(plan.catalogue.declarations(), *reader.binding.analyte);
}

void CellColumns::fill(const RecordBlock& block, std::size_t columns, Block& panels,
                       const CellProblem& problem) {
  panels.resize(plan_, block.records.size());
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    Filler filler(plan_, readers_[i], block, words_[i], units_[i], panels.columns[i], problem);
    for (std::size_t row = 0; row < block.records.size(); ++row) {
      const Record& record = block.records[row];
      if (record.cells == columns && record.kind == RecordKind::row) filler.fill(record, row);
    }
  }
}

}  // namespace metindex::records
