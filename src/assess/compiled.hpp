// The catalogue with its formulas compiled.
#pragma once

#include <algorithm>
#include <memory>
#include <mutex>
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
  std::vector<const Index*> indices;       // those it reads, also through others

  // Is there a value, or bounds, though some inputs are missing?
  [[nodiscard]] bool tolerant() const {
    return std::find(optional.begin(), optional.end(), true) != optional.end();
  }
};

struct CompiledCondition {
  formula::Formula when;
  const Context* context = nullptr;  // one of the four
  const Tag* tag = nullptr;
  const Note* note = nullptr;
  const Scheme* scheme = nullptr;
};

// Formulas are compiled when they are first asked for: who shows three indices does not wait for
// all the others.
class CompiledCatalogue {
 public:
  // Throws LoadError.
  explicit CompiledCatalogue(Declarations all);
  CompiledCatalogue(const CompiledCatalogue&) = delete;
  CompiledCatalogue& operator=(const CompiledCatalogue&) = delete;
  ~CompiledCatalogue() = default;

  const Declarations declarations;
  const formula::Symbols symbols;  // refers to declarations
  const panel::CellWords cell_words;
  std::vector<CompiledCondition> contexts;  // those with a condition
  std::vector<CompiledCondition> schemes;   // those with `applies`

  // These throw LoadError if a formula is wrong, which compile_all() finds for all of them.
  [[nodiscard]] const CompiledIndex& get(const Index& index) const;
  [[nodiscard]] const std::vector<CompiledCondition>& tags() const;   // each after those it names
  [[nodiscard]] const std::vector<CompiledCondition>& notes() const;  // those with a condition
  void compile_all() const;

  // Is it a band by a scheme that differs by sex?
  [[nodiscard]] bool by_sex(const formula::Slot& slot) const;

 private:
  mutable std::recursive_mutex compiling_;
  mutable std::vector<std::unique_ptr<const CompiledIndex>> indices_;  // as declared
  mutable std::vector<const Index*> open_;                             // being compiled
  mutable std::optional<std::vector<CompiledCondition>> tags_, notes_;
};

}  // namespace metindex
