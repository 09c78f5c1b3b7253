// Units of one analyte: spelling -> unit, and the way from one to another.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "metindex/declarations.hpp"

namespace metindex::panel {

// The unit of `analyte` that is meant by `written`, in any accepted spelling; null if it has none
// such.
const AnalyteUnit* resolve_unit(const Declarations& all, const Analyte& analyte,
                                std::string_view written);

// All accepted spellings of a unit, folded (text::fold_unit).
std::vector<std::string> folded_spellings(const Declarations& all, std::string_view unit);

// Command-line option -> factor that replaces the catalogue's, as in {"insulin-factor", 6.945}.
using Factors = std::vector<std::pair<std::string, double>>;

// The way from one unit to another: at most two declared conversions, forwards or backwards.
class Converter {
 public:
  [[nodiscard]] double operator()(double x) const;
  // The same for each of `rows` numbers; `out` may not overlap them.
  void apply(const double* numbers, std::size_t rows, double* out) const;
  [[nodiscard]] bool identity() const { return stages_.empty(); }
  [[nodiscard]] std::string authority() const;

  struct Stage {
    const Conversion* conversion;
    bool backwards;
    double scale;  // replaces the declared one
  };
  std::vector<Stage> stages_;
};

// Absent where no declared way leads there. Steps are not undone: from % to old JDS percentages the
// way leads through mmol/mol.
std::optional<Converter> find_converter(const Analyte& analyte, std::string_view from,
                                        std::string_view to, const Factors& factors = {});

}  // namespace metindex::panel
