// The catalogue with its formulas compiled.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "formula/formula.hpp"
#include "metindex/catalogue.hpp"
#include "panel/cell_words.hpp"

namespace metindex {

struct CompiledIndex {
  const Index* index;
  formula::Formula value;
  std::optional<formula::Formula> needs, doubt;
  std::vector<const Analyte*> analytes;  // all it depends on, also through other indices
  std::vector<bool> optional;            // by analytes: read by count() alone, so it may be missing
  std::vector<formula::Formula> criteria;  // what count() counts

  // Is there a value, or bounds, though some inputs are missing?
  [[nodiscard]] bool tolerant() const {
    return std::find(optional.begin(), optional.end(), true) != optional.end();
  }
};

struct CompiledCondition {
  const Context* context = nullptr;  // one of the three
  const Note* note = nullptr;
  const Scheme* scheme = nullptr;
  formula::Formula when;
};

struct CompiledCatalogue {
  explicit CompiledCatalogue(Declarations all)
      : declarations(std::move(all)), symbols(declarations), cell_words(declarations) {}
  CompiledCatalogue(const CompiledCatalogue&) = delete;
  CompiledCatalogue& operator=(const CompiledCatalogue&) = delete;
  ~CompiledCatalogue() = default;

  Declarations declarations;
  formula::Symbols symbols;  // refers to declarations
  panel::CellWords cell_words;
  std::vector<CompiledIndex> indices;       // each after those it refers to
  std::vector<CompiledCondition> contexts;  // those with a condition
  std::vector<CompiledCondition> notes;
  std::vector<CompiledCondition> schemes;  // those with `applies`

  [[nodiscard]] const CompiledIndex* find(const Index& index) const;
};

}  // namespace metindex
