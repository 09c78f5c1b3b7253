// Writes the instructions of a formula, for its compiler.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "formula/dimension.hpp"
#include "formula/formula.hpp"

namespace metindex::formula {

class CodeWriter {
 protected:
  using Operand = Formula::Operand;

  // What is known of a part of the formula while it is compiled.
  struct Part {
    enum class Kind : unsigned char { number, logical };
    Kind kind = Kind::number;
    Dimension unit;
    bool literal =
        false;         // a plain number: it takes the unit of what it is added to or compared with
    double value = 0;  // of a literal
    // A term of a regression, such as 0.09 * waist[cm]: its coefficient takes the unit away, so
    // that it may be added to terms in other units. Their sum, or one with a plain number, is a
    // regression: like a plain number it takes the unit of what it is added to or compared with.
    bool term = false, regression = false;
    bool unitless_analyte =
        false;  // an analyte written without its unit: only its sign may be asked for
    Operand operand;
  };

  std::vector<Series>& all_series() { return formula_.series_; }

  Operand constant(double value) {
    formula_.constants_.push_back(value);
    return {Operand::Kind::constant, position(formula_.constants_.size() - 1)};
  }

  Operand input(const Slot& slot) {
    auto& inputs = formula_.inputs_;
    const auto found = std::find_if(inputs.begin(), inputs.end(),
                                    [&](const Slot& other) { return other.same(slot); });
    const auto at = static_cast<std::size_t>(found - inputs.begin());
    if (found == inputs.end()) {
      inputs.push_back(slot);
      inputs.back().optional = true;
    }
    inputs[at].optional = inputs[at].optional && counting_;
    return {Operand::Kind::input, position(at)};
  }

  // What is read from here on, as long as `counting`, may be missing.
  bool set_counting(bool counting) { return std::exchange(counting_, counting); }
  void add_counted(std::string condition) { formula_.counted_.push_back(std::move(condition)); }

  Part emit(Op op, const Part& a, const Part& b) { return emit(op, a, b, b); }
  Part emit(Op op, const Part& a, const Part& b, const Part& c) {
    return append({op, 0, a.operand, b.operand, c.operand, nullptr});
  }
  Part emit_call(const NamedFunction& function, const Part& a, const Part& b) {
    return append({Op::call, 0, a.operand, b.operand, b.operand, &function});
  }

  Formula finish(const Part& whole, std::string text) {
    formula_.result_ = whole.operand;
    formula_.text_ = std::move(text);
    return std::move(formula_);
  }

 private:
  Part append(Formula::Instruction step) {
    step.out = position(formula_.temporaries_);
    formula_.temporaries_ = position(formula_.temporaries_ + std::size_t{1});
    formula_.code_.push_back(step);
    Part part;
    part.operand = {Operand::Kind::temporary, step.out};
    return part;
  }

  static std::uint16_t position(std::size_t at) {
    if (at > 10000) throw FormulaError{0, "the formula is too long"};
    return static_cast<std::uint16_t>(at);
  }

  Formula formula_;
  bool counting_ = false;
};

}  // namespace metindex::formula
