#include "records/cells.hpp"

#include <algorithm>
#include <cstring>

#include "panel/plausible.hpp"
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

}  // namespace

// One column of a block.
class CellColumns::Filler {
 public:
  Filler(const Plan& plan, const CellReader& reader, const RecordBlock& block, Words& words,
         Column& column, const CellProblem& problem)
      : plan_(plan),
        reader_(reader),
        block_(block),
        words_(words),
        column_(column),
        problem_(problem),
        unit_(reader.binding.analyte->is_category() ? nullptr
                                                    : &reader.binding.analyte->units[reader.unit]),
        codes_(reader.binding.known != nullptr && !reader.binding.known->codes.empty()) {}

  void fill(const Record& record, std::size_t row) {
    const std::string_view cell = block_.text(record, reader_.binding.column, scratch_);
    if (cell.empty()) return;  // missing, as the block was made
    if (unit_ != nullptr && plain_number(cell, row)) return;
    Word* word = cell.size() <= sizeof(Word::bytes) ? &find_word(cell) : nullptr;
    if (word != nullptr && word->length == cell.size() && word->bytes == bytes_) {
      column_.number[row] = word->number;
      column_.status[row] = word->status;
      column_.unit[row] = word->unit;
      column_.inclusive[row] = word->inclusive;
    } else {
      read_fully(record, cell, row);
      const bool good = column_.status[row] <= Status::missing;
      if (word != nullptr && good) remember(*word, cell, row);
    }
  }

 private:
  bool plain_number(std::string_view cell, std::size_t row) {
    if (reader_.reading.decimal_comma || codes_) return false;
    const auto number = text::to_number(cell);
    if (!number || !panel::is_plausible(*unit_, *number, reader_.reading.assume_units))
      return false;
    column_.number[row] = *number;
    column_.status[row] = Status::ok;
    column_.unit[row] = reader_.unit;
    return true;
  }

  // The place where the cell is remembered, or would be.
  Word& find_word(std::string_view cell) {
    constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;  // 2^64 / golden ratio
    constexpr unsigned kShift = 58;                         // leaves the 6 bits of kWords
    bytes_ = 0;
    std::memcpy(&bytes_, cell.data(), cell.size());
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

  void read_fully(const Record& record, std::string_view cell, std::size_t row) {
    const Value value = reader_.read(plan_.catalogue, cell);
    column_.number[row] = value.number;
    column_.status[row] = value.status;
    column_.inclusive[row] = value.inclusive ? 1 : 0;
    const auto& units = reader_.binding.analyte->units;
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (units[i].id == value.unit) column_.unit[row] = static_cast<std::uint8_t>(i);
    }
    if (value.status > Status::missing) problem_(record, reader_, value);
  }

  const Plan& plan_;
  const CellReader& reader_;
  const RecordBlock& block_;
  Words& words_;
  Column& column_;
  const CellProblem& problem_;
  const AnalyteUnit* unit_;  // of plain numbers; null for a category
  bool codes_;
  std::uint64_t bytes_ = 0;  // of the short cell at hand
  std::string scratch_;
};

Value CellReader::read(const Catalogue& catalogue, std::string_view cell) const {
  Value value =
      read_value(catalogue, *binding.analyte, decode(binding, cell), binding.unit, reading);
  value.text = std::string(cell);
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
    : plan_(plan), readers_(readers), words_(readers.size()) {}

void CellColumns::fill(const RecordBlock& block, std::size_t columns, Block& panels,
                       const CellProblem& problem) {
  panels.resize(plan_, block.records.size());
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    Filler filler(plan_, readers_[i], block, words_[i], panels.columns[i], problem);
    for (std::size_t row = 0; row < block.records.size(); ++row) {
      const Record& record = block.records[row];
      if (record.cells == columns && record.kind == RecordKind::row) filler.fill(record, row);
    }
  }
}

Value CellColumns::read(std::size_t input, const RecordBlock& block, const Record& record) {
  const CellReader& reader = readers_[input];
  return reader.read(plan_.catalogue, block.text(record, reader.binding.column, scratch_));
}

}  // namespace metindex::records
