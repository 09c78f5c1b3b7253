#include "panel/cell_words.hpp"

#include <algorithm>

#include "panel/units.hpp"
#include "text/text.hpp"

namespace metindex::panel {
namespace {

constexpr std::size_t kLongest = 200;  // bytes; what is longer is no word

}  // namespace

CellWords::CellWords(const Declarations& all) {
  const Cells& cells = all.cells;
  words_.reserve(cells.whole.size() + cells.comparators.size() * (1 + cells.limits.size()) +
                 cells.marks.size() + cells.limits.size() + cells.months.size());
  add_comparators(cells);
  for (const auto& [text, meaning] : cells.whole) {
    CellWord& whole = word(text);
    whole.whole = meaning;
    if (meaning == Cells::Meaning::missing || meaning == Cells::Meaning::ambiguous) continue;
    whole.before = true;  // "BLQ (<2.0)"
    whole.status = meaning == Cells::Meaning::below_limit ? Status::below : Status::above;
  }
  for (const std::string& text : cells.marks) word(text).mark = true;
  for (const std::string& text : cells.limits) word(text).limit = true;
  for (const std::string& text : cells.months) word(text).month = true;
  for (const Unit& unit : all.units) {
    for (const std::string& spelling : folded_spellings(all, unit.id)) {
      std::vector<std::string>& ids = units_[spelling];
      if (std::find(ids.begin(), ids.end(), unit.id) == ids.end()) ids.push_back(unit.id);
    }
  }
}

// "<", and with the name of a limit "< LOD".
void CellWords::add_comparators(const Cells& cells) {
  std::vector<std::string> limits;  // folded: letter by letter, so that parts may be joined
  for (const std::string& limit : cells.limits) limits.push_back(text::fold_word(limit));
  for (const Cells::Comparator& comparator : cells.comparators) {
    CellWord read;
    read.status = comparator.above ? Status::above : Status::below;
    read.inclusive = comparator.inclusive;
    read.before = !comparator.behind;
    read.behind = comparator.behind;
    const std::string sign = text::fold_word(comparator.text);
    words_[sign] = read;
    if (comparator.behind) continue;
    read.whole = comparator.above ? Cells::Meaning::above_limit : Cells::Meaning::below_limit;
    for (const std::string& limit : limits) words_[sign + limit] = read;
  }
}

CellWord& CellWords::word(std::string_view written) { return words_[text::fold_word(written)]; }

const CellWord* CellWords::find(std::string_view written) const {
  if (written.size() > kLongest) return nullptr;
  const std::string folded = text::fold_word(written);
  const auto found = folded.empty() ? words_.end() : words_.find(folded);
  return found == words_.end() ? nullptr : &found->second;
}

const AnalyteUnit* CellWords::unit(const Analyte& analyte, std::string_view written) const {
  if (const AnalyteUnit* unit = analyte.find_unit(written)) return unit;
  const auto found = units_.find(text::fold_unit(written));
  if (found == units_.end()) return nullptr;
  for (const AnalyteUnit& unit : analyte.units) {
    const std::vector<std::string>& ids = found->second;
    if (std::find(ids.begin(), ids.end(), unit.id) != ids.end()) return &unit;
  }
  return nullptr;
}

}  // namespace metindex::panel
