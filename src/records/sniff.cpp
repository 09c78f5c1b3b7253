#include "records/sniff.hpp"

#include <algorithm>
#include <map>

#include "records/header_units.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

struct ColumnNumbers {
  std::vector<double> plain;
  std::size_t impossible = 0;  // in every unit: codes such as 9999
  std::size_t with_unit = 0;
  std::string with_comma;  // a cell that may be a number with a decimal comma
};

bool is_comma_number(std::string_view cell) {
  return std::count(cell.begin(), cell.end(), ',') == 1 &&
         text::to_number(text::with_point(cell)).has_value();
}

bool is_possible(const Analyte& analyte, double number) {
  return std::any_of(analyte.units.begin(), analyte.units.end(),
                     [&](const AnalyteUnit& unit) { return unit.plausible.contains(number); });
}

// The plain numbers of a column; cells that carry a unit of their own do not speak for the others.
// Zeros often stand for missing.
ColumnNumbers numbers_of(const Catalogue& catalogue, const RecordBlock& block,
                         const Binding& binding, const Reading& reading) {
  ColumnNumbers numbers;
  std::string scratch;
  Reading lenient = reading;
  lenient.assume_units = true;
  for (const Record& record : block.records) {
    if (binding.column >= record.cells) continue;
    const std::string cell(text::trim(block.text(record, binding.column, scratch)));
    const Value value = read_value(catalogue, *binding.analyte, cell, {}, lenient);
    const bool number = value.status == Status::ok || value.status == Status::implausible;
    if (value.status == Status::not_a_number && numbers.with_comma.empty() && is_comma_number(cell))
      numbers.with_comma = cell;
    if (value.has_number() && !value.unit_assumed) ++numbers.with_unit;
    if (!number || !value.unit_assumed || value.number == 0) continue;
    if (value.number == 1 || is_possible(*binding.analyte, value.number)) {
      numbers.plain.push_back(value.number);
    } else {
      ++numbers.impossible;
    }
  }
  return numbers;
}

bool nearly_all_in(const Range& range, const std::vector<double>& numbers) {
  constexpr double kMostOutside = 0.05;  // of the numbers
  const auto odd =
      std::count_if(numbers.begin(), numbers.end(), [&](double x) { return !range.contains(x); });
  return static_cast<double>(odd) <= kMostOutside * static_cast<double>(numbers.size());
}

double median_of(std::vector<double>& numbers) {
  const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
  std::nth_element(numbers.begin(), middle, numbers.end());
  return *middle;
}

std::vector<const AnalyteUnit*> possible_units(const Analyte& analyte,
                                               const std::vector<double>& numbers) {
  std::vector<const AnalyteUnit*> possible;
  for (const AnalyteUnit& unit : analyte.units) {
    if (nearly_all_in(unit.plausible, numbers)) possible.push_back(&unit);
  }
  return possible;
}

// What the values say against a unit of their own; "" if they leave no doubt of it.
std::string doubt_of(const Analyte& analyte, const std::vector<const AnalyteUnit*>& possible,
                     const std::vector<const AnalyteUnit*>& fitting) {
  if (fitting.size() == 1) return {};
  if (fitting.size() > 1) return " fit more than one; add " + unit_options(analyte, fitting);
  if (possible.size() > 1) return " fit more than one; add " + unit_options(analyte, possible);
  return " fit none; add " + unit_options(analyte);
}

// Sets the unit that the numbers leave no doubt of, or returns the question.
std::string unit_by_numbers(ColumnNumbers& found, Binding& binding, SniffedUnits& sniffed) {
  const Analyte& analyte = *binding.analyte;
  std::vector<double>& numbers = found.plain;
  const std::string column = "column '" + binding.header + "'";
  const std::string silent = column + " does not say its unit, and ";
  if (numbers.size() < found.impossible)
    return silent + "most of its values fit none; add " + unit_options(analyte);
  if (std::all_of(numbers.begin(), numbers.end(), [](double x) { return x == 1; })) {
    return column + " holds only 0 and 1, a mark rather than a measurement; if it is one, add " +
           unit_options(analyte);
  }
  const double median = median_of(numbers);
  const auto possible = possible_units(analyte, numbers);
  auto fitting = possible;
  std::erase_if(fitting, [&](const AnalyteUnit* unit) {
    return !unit->median || !unit->median->contains(median);
  });
  const std::string values = "its values " +
                             std::string(found.with_unit > 0 ? "without a unit " : "") +
                             "(median " + text::significant(median, 4) + ")";
  if (const std::string doubt = doubt_of(analyte, possible, fitting); !doubt.empty())
    return silent + values + doubt;
  binding.unit = fitting.front()->id;
  sniffed.units.emplace_back(&analyte, analyte.id + " is read from '" + binding.header + "' in " +
                                           binding.unit + ": " + values + " fit no other unit");
  return {};
}

// The same for the rows of a block; none where there are no values, or where each states its own,
// which `own` tells.
std::string sniff_unit(const Catalogue& catalogue, const RecordBlock& block, Binding& binding,
                       const Reading& reading, SniffedUnits& sniffed, bool& own) {
  const Analyte& analyte = *binding.analyte;
  if (block.records.empty()) {
    binding.unit = analyte.units.front().id;
    return {};
  }
  ColumnNumbers numbers = numbers_of(catalogue, block, binding, reading);
  own = numbers.plain.empty() && (own || numbers.with_unit > 0);
  if (own) return {};
  if (!numbers.plain.empty() || numbers.impossible > 0)
    return unit_by_numbers(numbers, binding, sniffed);
  sniffed.remarks.push_back("column '" + binding.header + "' has no number in the first " +
                            std::to_string(block.records.size()) +
                            " rows to tell its unit by; it is left out unless " +
                            (numbers.with_comma.empty() ? "--unit " + analyte.id + "=UNIT is added"
                                                        : "--decimal-comma is added, if '" +
                                                              text::shown(numbers.with_comma) +
                                                              "' has its decimal mark so"));
  return {};
}

// Samples of one glucose tolerance test come from one assay: a column without a unit has that of
// another one of its family, the fasting one first.
const Binding* relative_with_unit(const std::vector<Binding>& bindings, const Binding& silent) {
  if (!silent.analyte->load && silent.analyte->family.empty()) return nullptr;
  const auto found = std::find_if(bindings.begin(), bindings.end(), [&](const Binding& b) {
    return b.analyte->family_id() == silent.analyte->family_id() && !b.unit.empty();
  });
  return found == bindings.end() ? nullptr : &*found;
}

struct CommaCount {
  std::size_t decimals = 0;  // can only be a decimal comma: not three digits behind it
  std::size_t points = 0;
};

void count_marks(std::string_view cell, CommaCount& count) {
  const std::size_t comma = cell.find(',');
  if (cell.find('.') != std::string_view::npos &&
      cell.find_first_of("0123456789") != std::string_view::npos)
    ++count.points;
  if (comma == std::string_view::npos) return;
  std::size_t digits = 0;
  while (comma + 1 + digits < cell.size() && cell[comma + 1 + digits] >= '0' &&
         cell[comma + 1 + digits] <= '9')
    ++digits;
  if (digits > 0 && digits != 3 && cell.find(',', comma + 1) == std::string_view::npos)
    ++count.decimals;
}

}  // namespace

bool sniff_decimal_comma(const RecordBlock& block, const std::vector<Binding>& bindings,
                         char delimiter, std::vector<std::string>& remarks) {
  if (delimiter == ',') return false;
  CommaCount count;
  std::string scratch;
  for (const Binding& binding : bindings) {
    if (binding.analyte->is_category()) continue;
    for (const Record& record : block.records) {
      if (binding.column >= record.cells) continue;
      const std::string_view cell = text::trim(block.text(record, binding.column, scratch));
      const bool number = cell.find_first_of("0123456789") != std::string_view::npos &&
                          cell.find_first_of("<>0123456789") == 0;
      if (number) count_marks(cell, count);
    }
  }
  if (count.decimals == 0 || count.points > 0) return false;
  remarks.emplace_back("numbers are written with a decimal comma and are read so");
  return true;
}

void sniff_unit_columns(const Catalogue& catalogue, const RecordBlock& block,
                        std::vector<Binding>& bindings, std::vector<std::string>& remarks) {
  std::string scratch;
  for (Binding& binding : bindings) {
    if (binding.unit_column == kNoColumn) continue;
    UnitCells cells(catalogue.declarations(), *binding.analyte);
    std::size_t units = 0;
    std::size_t others = 0;
    for (const Record& record : block.records) {
      if (binding.unit_column >= record.cells) continue;
      const std::uint8_t at = cells.position(block.text(record, binding.unit_column, scratch));
      if (at != UnitCells::kEmpty) ++(at == UnitCells::kUnknown ? others : units);
    }
    const std::string column = "column " + std::to_string(binding.unit_column + 1);
    if (others > 0 && units == 0) {
      remarks.push_back(column + " is left alone: its name says unit of " + binding.analyte->id +
                        ", and it holds none");
      binding.unit_column = kNoColumn;
      continue;
    }
    remarks.push_back("the unit of each " + binding.analyte->id + " is read from " + column +
                      (binding.unit.empty() ? "" : "; " + binding.unit + " where that is empty"));
  }
}

std::string sniff_units(const Catalogue& catalogue, const RecordBlock& block,
                        std::vector<Binding>& bindings, const std::vector<const Analyte*>& needed,
                        const Reading& reading, SniffedUnits& sniffed) {
  std::vector<Binding> kept;
  std::vector<std::string> with_own;
  std::map<std::string, std::vector<std::string>> as_relatives;  // by the header that says the unit
  for (Binding& binding : bindings) {
    const Analyte& analyte = *binding.analyte;
    const bool silent =
        binding.unit.empty() && analyte.units.size() > 1 && binding.unit_column == kNoColumn;
    if (binding.unit.empty() && analyte.units.size() == 1) binding.unit = analyte.units[0].id;
    bool own = sniffed.in_cells;
    if (silent) {
      if (std::find(needed.begin(), needed.end(), &analyte) == needed.end()) continue;
      const Binding* relative = relative_with_unit(kept, binding);
      if (relative != nullptr) {
        binding.unit = relative->unit;
        as_relatives[relative->header].push_back("'" + binding.header + "'");
      } else {
        const std::string question = sniff_unit(catalogue, block, binding, reading, sniffed, own);
        if (!question.empty()) return question;
      }
    }
    const bool without = silent && binding.unit.empty();
    if (without && own) with_own.push_back("'" + binding.header + "'");
    (without && !own ? sniffed.empty_columns : kept).push_back(std::move(binding));
  }
  if (!with_own.empty())
    sniffed.remarks.push_back("each value states its unit in " + text::join(with_own, ", "));
  for (const auto& [header, columns] : as_relatives)
    sniffed.remarks.push_back("the unit of '" + header + "' is taken for " +
                              text::join(columns, ", ") + " too, of the same tolerance test");
  bindings = std::move(kept);
  return {};
}

}  // namespace metindex::records
