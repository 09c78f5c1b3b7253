#include "records/header_units.hpp"

#include <algorithm>
#include <optional>

#include "text/text.hpp"

namespace metindex::records {
namespace {

constexpr std::size_t kLongestUnit = 64;  // bytes

bool says_missing(const Declarations& all, std::string_view cell) {
  return std::any_of(all.cells.whole.begin(), all.cells.whole.end(), [&](const auto& word) {
    return word.second == Cells::Meaning::missing && text::equal_folded(word.first, cell);
  });
}

// "5.3", "<0,5": what no row of units has.
bool is_number(std::string_view cell) {
  const std::size_t begin = cell.find_first_not_of("<>= ");
  if (begin == std::string_view::npos || cell.size() > kLongestUnit) return false;
  return text::to_number(text::with_point(cell.substr(begin))).has_value();
}

bool unit_given(const BatchOptions& options, const Analyte& analyte) {
  return std::any_of(options.units.begin(), options.units.end(),
                     [&](const auto& u) { return u.first == analyte.id; });
}

class UnitsRow {
 public:
  UnitsRow(const Catalogue& catalogue, const std::vector<std::string>& cells,
           const BatchOptions& options, HeaderMap& map)
      : all_(catalogue.declarations()), cells_(cells), options_(options), map_(map) {}

  bool read() {
    const bool numbers = std::any_of(cells_.begin(), cells_.end(), [](const std::string& cell) {
      return is_number(text::trim(cell));
    });
    const bool units = std::any_of(map_.bindings.begin(), map_.bindings.end(),
                                   [&](const Binding& b) { return unit_below(b) != nullptr; });
    if (numbers || !units) return false;
    std::vector<std::string> taken;
    for (Binding& binding : map_.bindings) take(binding, taken);
    map_.remarks.push_back("the row below the header holds units and is not scored" +
                           (taken.empty() ? "" : ": " + text::join(taken, ", ")));
    return true;
  }

 private:
  std::string_view cell_below(const Binding& binding) const {
    if (binding.column >= cells_.size() || binding.analyte->is_category()) return {};
    if (cells_[binding.column].size() > kLongestUnit) return {};
    const std::string_view cell = text::trim(cells_[binding.column]);
    return says_missing(all_, cell) ? std::string_view() : cell;
  }

  const AnalyteUnit* unit_below(const Binding& binding) const {
    const std::string_view cell = cell_below(binding);
    return cell.empty() ? nullptr : stated_unit(all_, *binding.analyte, cell);
  }

  void take(Binding& binding, std::vector<std::string>& taken) {
    const Analyte& analyte = *binding.analyte;
    const std::string_view cell = cell_below(binding);
    if (cell.empty() || unit_given(options_, analyte)) return;
    const AnalyteUnit* unit = unit_below(binding);
    const std::string column = "column '" + text::shown(binding.header) + "'";
    if (unit == nullptr) {
      map_.doubts.push_back({&analyte, column + ": unit '" + text::shown(cell) +
                                           "' in the row below the header is not known for " +
                                           analyte.id + "; it has " + analyte.unit_list() +
                                           "; say which with --unit " + analyte.id + "=UNIT"});
    } else if (!binding.unit.empty() && binding.unit != unit->id) {
      map_.doubts.push_back(
          {&analyte, column + " is in " + binding.unit + " by its header, and in " + unit->id +
                         " by the row below; say which with --unit " + analyte.id + "=" +
                         binding.unit + " or --unit " + analyte.id + "=" + unit->id});
    } else if (binding.unit.empty()) {
      binding.unit = unit->id;
      taken.push_back(analyte.id + "[" + unit->id + "]");
    }
  }

  const Declarations& all_;
  const std::vector<std::string>& cells_;
  const BatchOptions& options_;
  HeaderMap& map_;
};

// A column that may hold the unit of a value.
struct UnitColumn {
  std::size_t column;
  std::string stem;  // folded: "glucose" of "Glucose unit"; empty: nothing but a word for unit
};

class UnitColumnFinder {
 public:
  UnitColumnFinder(const Catalogue& catalogue, const std::vector<std::string>& header,
                   const BatchOptions& options, HeaderMap& map)
      : matcher_(catalogue), header_(header), options_(options), map_(map) {
    for (const std::string& word : catalogue.declarations().unit_words)
      words_.push_back(text::fold_name(word));
    // The longest first: "units" before "unit".
    std::sort(words_.begin(), words_.end(),
              [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  }

  void run() {
    for (std::size_t i = 0; i < header_.size(); ++i) collect(i);
    if (columns_.empty()) return;
    for (Binding& binding : map_.bindings) {
      if (!binding.analyte->is_category()) settle(binding);
    }
  }

 private:
  void collect(std::size_t column) {
    if (header_[column].size() > kLongestHeader) return;
    const std::string folded = text::fold_name(header_[column]);
    for (const std::string& word : words_) {
      if (folded.size() < word.size()) continue;
      if (folded.compare(0, word.size(), word) == 0) {
        std::string stem = folded.substr(word.size());
        if (stem.rfind("of", 0) == 0) columns_.push_back({column, stem.substr(2)});
        columns_.push_back({column, std::move(stem)});
        return;
      }
      if (folded.compare(folded.size() - word.size(), word.size(), word) == 0) {
        columns_.push_back({column, folded.substr(0, folded.size() - word.size())});
        return;
      }
    }
  }

  void settle(Binding& binding) {
    const std::string own = text::fold_name(binding.header);
    std::vector<std::size_t> found;
    for (const UnitColumn& unit : columns_) {
      if (unit.column == binding.column || unit.stem.empty()) continue;
      if (unit.stem == own || matcher_.named(unit.stem) == binding.analyte)
        found.push_back(unit.column);
    }
    if (found.size() > 1) found = nearest(binding, found);
    if (found.empty()) {
      for (const UnitColumn& unit : columns_) {
        if (unit.stem.empty() && unit.column == binding.column + 1) found.push_back(unit.column);
      }
    }
    if (found.size() == 1) binding.unit_column = found.front();
    if (found.size() > 1 && !unit_given(options_, *binding.analyte)) ask(binding, found);
  }

  // Of several, the one directly to the right.
  static std::vector<std::size_t> nearest(const Binding& binding,
                                          const std::vector<std::size_t>& found) {
    const bool beside = std::find(found.begin(), found.end(), binding.column + 1) != found.end();
    return beside ? std::vector<std::size_t>{binding.column + 1} : found;
  }

  void ask(const Binding& binding, const std::vector<std::size_t>& found) {
    const std::string& id = binding.analyte->id;
    map_.doubts.push_back(
        {binding.analyte, "columns " + named_column(header_[found[0]], found[0]) + " and " +
                              named_column(header_[found[1]], found[1]) + " both say the unit of " +
                              id + "; rename one of them, or say the unit with --unit " + id +
                              "=UNIT"});
  }

  HeaderMatcher matcher_;
  const std::vector<std::string>& header_;
  const BatchOptions& options_;
  HeaderMap& map_;
  std::vector<std::string> words_;  // folded
  std::vector<UnitColumn> columns_;
};

}  // namespace

bool read_units_row(const Catalogue& catalogue, const std::vector<std::string>& cells,
                    const BatchOptions& options, HeaderMap& map) {
  return UnitsRow(catalogue, cells, options, map).read();
}

void find_unit_columns(const Catalogue& catalogue, const std::vector<std::string>& header,
                       const BatchOptions& options, HeaderMap& map) {
  UnitColumnFinder(catalogue, header, options, map).run();
}

UnitCells::UnitCells(const Declarations& all, const Analyte& analyte)
    : all_(&all), analyte_(&analyte) {}

std::uint8_t UnitCells::position(std::string_view cell) {
  if (cell == last_) return last_position_;
  if (cell.size() > kLongestUnit) return kUnknown;
  constexpr std::size_t kMostSpellings = 1000;  // of a column that holds anything but units
  const std::string key(cell);
  auto found = seen_.find(key);
  if (found == seen_.end()) {
    if (seen_.size() >= kMostSpellings) seen_.clear();
    found = seen_.emplace(key, look_up(cell)).first;
  }
  last_ = key;
  last_position_ = found->second;
  return last_position_;
}

std::uint8_t UnitCells::look_up(std::string_view cell) const {
  const std::string_view written = text::trim(cell);
  if (written.empty() || says_missing(*all_, written)) return kEmpty;
  const AnalyteUnit* unit = stated_unit(*all_, *analyte_, written);
  return unit == nullptr ? kUnknown : static_cast<std::uint8_t>(unit - analyte_->units.data());
}

}  // namespace metindex::records
