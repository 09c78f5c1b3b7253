// Tree -> checked instructions. Names are resolved and units compared here, never while evaluating.
// What is a number is compiled in compile.cpp, what is true or false in compile_conditions.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formula/code_writer.hpp"
#include "formula/formula.hpp"

namespace metindex::formula {

class Compiler : private CodeWriter {
 public:
  Compiler(const Symbols& symbols, Formula::Use use, const SampleMinutes& samples)
      : symbols_(symbols), use_(use), samples_(samples) {}

  Formula compile(const Node& tree);

 private:
  Part visit(const Node& node);

  // --- leaves ---

  Part literal(double value);
  Part name(const Node& node);
  Part measured(const Node& node, const Analyte& analyte);

  // --- arithmetic ---

  Part sum(const Node& node);
  Part product(const Node& node);
  Part power(const Node& node);
  Part keep_unit(const Node& node);
  Part transcendental(const Node& node);
  Part root(const Node& node);
  Part extreme(const Node& node);
  Part rounded(const Node& node);
  Part call(const Node& node);
  Part argument(const Node& node, const NamedFunction& function, std::size_t at);
  Part choose(const Node& node);

  // --- series ---

  Part series(const Node& node);

  // --- truth ---

  Part fact(const Node& node, Slot::Kind kind, const std::string& what);
  Part count(const Node& node);
  Part comparison(const Node& node);
  void compare_sign(const Node& node, const Node& analyte_node, const Part& other) const;
  std::optional<Part> categorical(const Node& node);
  Part band(const Node& node, const Node& asked, const Node& level);
  Part equals(const Node& node, const Slot& slot, const Node& word,
              const std::vector<std::string>& words, const std::string& kind);
  Part logic(const Node& node);
  Part question(const Node& node, Slot::Kind kind);

  // --- rules ---

  static bool is_term(const Part& part) { return part.literal || part.term; }
  static bool takes_any_unit(const Part& part) { return part.literal || part.regression; }
  Part number(const Node& node);
  Part truth(const Node& node);
  void refuse_unitless(const Node& node, const Part& part) const;
  static Dimension common_unit(const Node& node, const Part& a, const Part& b,
                               const std::string& verb);
  void only_in_conditions(const Node& node, const std::string& what) const;
  static Part as_truth(Part part);

  const Symbols& symbols_;
  Formula::Use use_;
  const SampleMinutes& samples_;
};

}  // namespace metindex::formula
