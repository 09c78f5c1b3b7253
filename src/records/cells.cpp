#include "records/cells.hpp"

#include <algorithm>

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

class ColumnFiller {
 public:
  ColumnFiller(const Plan& plan, const CellReader& reader, const RecordBlock& block, Column& column,
               const CellProblem& problem)
      : plan_(plan),
        reader_(reader),
        block_(block),
        column_(column),
        problem_(problem),
        numeric_(!reader.binding.analyte->is_category()) {}

  void fill(const Record& record, std::size_t row) {
    const std::string_view cell = block_.text(record, reader_.binding.column, scratch_);
    if (!(numeric_ && plain_number(cell, row))) read_fully(record, cell, row);
  }

 private:
  bool plain_number(std::string_view cell, std::size_t row) {
    if (cell.empty()) return true;  // missing, as the block was made
    if (reader_.reading.decimal_comma) return false;
    const auto number = text::to_number(cell);
    const AnalyteUnit& unit = reader_.binding.analyte->units[reader_.unit];
    if (!number || !panel::is_plausible(unit, *number, reader_.reading.assume_units)) return false;
    column_.number[row] = *number;
    column_.status[row] = Status::ok;
    column_.unit[row] = reader_.unit;
    return true;
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
  Column& column_;
  const CellProblem& problem_;
  bool numeric_;
  std::string scratch_;
};

}  // namespace

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

void read_cells(const Plan& plan, const std::vector<CellReader>& readers, const RecordBlock& block,
                Block& panels, const CellProblem& problem) {
  panels.resize(plan, block.records.size());
  for (std::size_t i = 0; i < readers.size(); ++i) {
    ColumnFiller filler(plan, readers[i], block, panels.columns[i], problem);
    for (std::size_t row = 0; row < block.records.size(); ++row)
      filler.fill(block.records[row], row);
  }
}

}  // namespace metindex::records
