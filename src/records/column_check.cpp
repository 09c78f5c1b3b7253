#include "records/column_check.hpp"

#include <algorithm>
#include <map>

#include "text/text.hpp"

namespace metindex::records {
namespace {

constexpr std::size_t kEnough = 20;  // numbers, before a column as a whole says anything
constexpr double kManyShare = 0.05;  // of the numbers
constexpr double kFillShare = 0.002;
constexpr double kFillExcess = 2.5;  // times as often as the next value

bool many(std::uint64_t count, std::uint64_t of) {
  return count >= 3 && static_cast<double>(count) >= kManyShare * static_cast<double>(of);
}

std::string column(const CellReader& reader) { return "column '" + reader.binding.header + "'"; }

std::string of(std::uint64_t count, std::uint64_t all, const std::string& what) {
  return std::to_string(count) + " of " + std::to_string(all) + " " + what;
}

const AnalyteUnit& column_unit(const CellReader& reader) {
  return reader.binding.analyte->units[reader.unit];
}

// The unit, other than the stated one, in which the number could be a result; null: none, or more.
const AnalyteUnit* only_other(const CellReader& reader, double number) {
  const AnalyteUnit* found = nullptr;
  for (const AnalyteUnit& unit : reader.binding.analyte->units) {
    if (&unit == &column_unit(reader) || !unit.plausible.contains(number)) continue;
    if (found != nullptr) return nullptr;
    found = &unit;
  }
  return found;
}

std::string two_units(const CellReader& reader) {
  return "if they are in another unit, give each row its unit in a column '" +
         reader.binding.analyte->id + "_unit', or split the table";
}

std::string zeros_text(const CellReader& reader) {
  return "exactly 0: zeros often stand for missing; if so add --missing " +
         reader.binding.analyte->id + "=0";
}

// One column's numbers in its stated unit, whether they can be results or not.
class ColumnCheck {
 public:
  ColumnCheck(const Plan& plan, const CellReader& reader, const RecordBlock& rows,
              std::size_t columns)
      : reader_(reader) {
    for (const Record& record : rows.records) {
      if (record.cells != columns) continue;
      const Value value = reader.read(plan.catalogue, rows, record);
      const bool number = value.status == Status::ok || value.status == Status::implausible;
      if (!number || value.unit != column_unit(reader).id) continue;
      numbers_.push_back(value.number);
      if (value.status == Status::implausible && value.number == 0) ++zeros_;
      if (value.status == Status::implausible && only_other(reader, value.number) != nullptr)
        ++other_unit_;
    }
    std::sort(numbers_.begin(), numbers_.end());
  }

  // `marked`: another column tells which values stand for those below the detection limit.
  void warn(std::size_t input, bool marked, std::vector<ColumnWarning>& warnings) const {
    if (numbers_.size() < kEnough) return;
    const auto add = [&](const std::string& text) {
      if (!text.empty()) warnings.push_back({input, column(reader_) + text});
    };
    const std::string mark = why_mark();
    add(mark);
    if (!mark.empty()) return;
    if (many(zeros_, numbers_.size()))
      add(": " + of(zeros_, numbers_.size(), "values in the first rows are ") +
          zeros_text(reader_));
    const std::string unit = why_other_unit();
    add(unit);
    if (unit.empty() && many(other_unit_, numbers_.size())) {
      add(": " + of(other_unit_, numbers_.size(), "values in the first rows cannot be ") +
          column_unit(reader_).id + "; " + two_units(reader_));
    }
    if (!marked) add(why_fill());
  }

 private:
  // Insulin that is 0 or 1 everywhere says that it was measured, or given, and not how much.
  [[nodiscard]] std::string why_mark() const {
    const bool all =
        std::all_of(numbers_.begin(), numbers_.end(), [](double x) { return x == 0 || x == 1; });
    if (!all) return {};
    return " holds only 0 and 1: a mark rather than a measurement; name the right one with "
           "--column " +
           reader_.binding.analyte->id + "=HEADER";
  }

  [[nodiscard]] std::string why_other_unit() const {
    const AnalyteUnit& stated = column_unit(reader_);
    const double median = numbers_[zeros_ + (numbers_.size() - zeros_) / 2];  // zeros come first
    const auto is_typical = [&](const AnalyteUnit& unit) {
      const auto& range = unit.typical ? unit.typical : unit.median;
      return range && range->contains(median);
    };
    if (is_typical(stated) || !stated.median) return {};
    for (const AnalyteUnit& unit : reader_.binding.analyte->units) {
      if (!is_typical(unit)) continue;
      return " is read in " + stated.id + ", but its median of " + text::significant(median, 4) +
             " would be usual in " + unit.id + "; if it is that, add --unit " +
             reader_.binding.analyte->id + "=" + unit.id;
    }
    return {};
  }

  // The smallest value again and again: what the laboratory, or whoever cleaned the table, wrote
  // for "below the detection limit".
  [[nodiscard]] std::string why_fill() const {
    const auto first = std::find_if(numbers_.begin(), numbers_.end(), [&](double x) {
      return column_unit(reader_).plausible.contains(x);
    });
    if (first == numbers_.end()) return {};
    const auto next = std::upper_bound(first, numbers_.end(), *first);
    if (numbers_.end() - next < next - first) return {};  // a table of few different values
    const auto after = std::upper_bound(next, numbers_.end(), *next);
    const auto fills = static_cast<double>(next - first);
    const auto others = static_cast<double>(after - next);
    if (fills < 5 || fills < kFillShare * static_cast<double>(numbers_.size()) ||
        fills < kFillExcess * others)
      return {};
    return ": its smallest value, " + text::shortest(*first) + ", stands there " +
           of(static_cast<std::uint64_t>(next - first), numbers_.size(), "times") +
           ": it may stand for values below the detection limit, which are read as censored only "
           "if they are written so (<LIMIT)";
  }

  const CellReader& reader_;
  std::vector<double> numbers_;  // sorted
  std::uint64_t zeros_ = 0, other_unit_ = 0;
};

}  // namespace

std::vector<ColumnWarning> check_columns(const Plan& plan, const std::vector<CellReader>& readers,
                                         const RecordBlock& rows, std::size_t columns) {
  std::vector<ColumnWarning> warnings;
  for (std::size_t i = 0; i < readers.size(); ++i) {
    const Analyte& analyte = *readers[i].binding.analyte;
    const bool marked = std::any_of(readers.begin(), readers.end(), [&](const CellReader& other) {
      return other.binding.analyte->marks == analyte.id;
    });
    if (!analyte.is_category() && analyte.units.size() > 1)
      ColumnCheck(plan, readers[i], rows, columns).warn(i, marked, warnings);
  }
  return warnings;
}

void OddNumbers::count(const CellReader& reader, const Value& value) {
  if (value.status != Status::implausible) return;
  if (value.number == 0) ++zeros;
  if (only_other(reader, value.number) != nullptr) ++other_unit;
}

std::vector<ColumnWarning> check_table(const std::vector<CellReader>& readers,
                                       const std::vector<OddNumbers>& odd, std::uint64_t rows) {
  std::vector<ColumnWarning> warnings;
  for (std::size_t i = 0; i < readers.size(); ++i) {
    if (readers[i].binding.analyte->is_category()) continue;
    if (many(odd[i].zeros, rows))
      warnings.push_back({i, column(readers[i]) + ": " + of(odd[i].zeros, rows, "rows have ") +
                                 zeros_text(readers[i])});
    if (many(odd[i].other_unit, rows)) {
      warnings.push_back({i, column(readers[i]) + ": " +
                                 of(odd[i].other_unit, rows, "rows have values that cannot be ") +
                                 column_unit(readers[i]).id + "; " + two_units(readers[i])});
    }
  }
  return warnings;
}

}  // namespace metindex::records
