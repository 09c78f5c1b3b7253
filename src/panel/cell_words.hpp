// The catalogue's words for cells, and the spellings of units, folded and hashed once.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "metindex/panel.hpp"

namespace metindex::panel {

// What one word can mean, by where it stands.
struct CellWord {
  std::optional<Cells::Meaning> whole;  // as the whole cell
  bool before = false;                  // before a number: a comparator, or the limit's name
  bool behind = false;                  // behind a number: a comparator
  Status status = Status::ok;           // for these, and for a limit not said: below or above
  bool inclusive = false;
  bool mark = false;   // "H"
  bool limit = false;  // "LOD"
  bool month = false;  // "Jan"
};

class CellWords {
 public:
  explicit CellWords(const Declarations& all);

  // Null where no word is written so. Letter case, blanks and underscores do not count.
  [[nodiscard]] const CellWord* find(std::string_view written) const;

  // As resolve_unit.
  [[nodiscard]] const AnalyteUnit* unit(const Analyte& analyte, std::string_view written) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  template <typename T>
  using Map = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

  CellWord& word(std::string_view written);
  void add_comparators(const Cells& cells);

  Map<CellWord> words_;
  Map<std::vector<std::string>> units_;  // folded spelling -> ids
};

}  // namespace metindex::panel
