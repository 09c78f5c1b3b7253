// What is true or false in a formula: comparisons, categories, bands, and what conditions ask.
#include <algorithm>
#include <optional>

#include "formula/asked.hpp"
#include "formula/compiler.hpp"
#include "text/text.hpp"

namespace metindex::formula {

Compiler::Part Compiler::fact(const Node& node, Slot::Kind kind, const std::string& what) {
  if (use_ != Formula::Use::circumstance || kind != Slot::Kind::context)
    only_in_conditions(node, what + " '" + node.name + "'");
  refuse_unit(node, "a " + what);
  Part part;
  part.kind = Part::Kind::logical;
  part.operand = input({kind, node.name, ""});
  return part;
}

// Each condition becomes 0 or 1; what is unknown of it may be either.
Compiler::Part Compiler::count(const Node& node) {
  const bool before = set_counting(true);
  std::optional<Part> sum;
  for (const Node& condition : node.args) {
    add_counted(print(condition));
    const Part met = truth(condition);
    const Part one = emit(Op::count, met, met);
    sum = sum ? emit(Op::add, *sum, one) : one;
  }
  set_counting(before);
  return *sum;
}

Compiler::Part Compiler::comparison(const Node& node) {
  const bool equality = node.op == Op::equal || node.op == Op::not_equal;
  if (const auto word = categorical(node)) {
    if (!equality) throw FormulaError{node.at, "categories are compared with = or !="};
    return *word;
  }
  const Part a = visit(node.args[0]);
  const Part b = visit(node.args[1]);
  if (a.kind != Part::Kind::number || b.kind != Part::Kind::number) {
    throw FormulaError{node.at, "only numbers and categories are compared"};
  }
  if (a.unitless_analyte || b.unitless_analyte) {
    compare_sign(node, a.unitless_analyte ? node.args[0] : node.args[1],
                 a.unitless_analyte ? b : a);
  } else {
    common_unit(node, a, b, "compared");
  }
  return as_truth(emit(node.op, a, b));
}

// Zero is the same in every unit that is a multiple of the others.
void Compiler::compare_sign(const Node& node, const Node& analyte_node, const Part& other) const {
  const Analyte& analyte = *symbols_.analyte(analyte_node.name);
  const bool proportional = std::all_of(
      analyte.conversions.begin(), analyte.conversions.end(),
      [](const Conversion& c) { return c.steps.size() == 1 && c.steps[0].offset == 0; });
  if (other.literal && other.value == 0 && proportional) return;
  throw FormulaError{analyte_node.at == node.at ? node.at : analyte_node.at, missing_unit(analyte)};
}

// sex = female, band(homa_ir) = high
std::optional<Compiler::Part> Compiler::categorical(const Node& node) {
  const Node& left = node.args[0];
  const Node& right = node.args[1];
  if (left.op == Op::band) return band(node, left, right);
  const Analyte* analyte = left.op == Op::name ? symbols_.analyte(left.name) : nullptr;
  if (analyte == nullptr || !analyte->is_category()) return std::nullopt;
  refuse_unit(left, "a category");
  std::vector<std::string> words;
  for (const Category& category : analyte->categories) words.push_back(category.id);
  return equals(node, {Slot::Kind::analyte, analyte->id, ""}, right, words, analyte->id);
}

Compiler::Part Compiler::band(const Node& node, const Node& asked, const Node& level) {
  if (asked.args.size() == 1) {
    only_in_conditions(asked, "band() without a scheme");
    const Slot slot{Slot::Kind::band, asked_quantity(asked, symbols_), ""};
    return equals(node, slot, level, symbols_.levels(), "level");
  }
  if (use_ != Formula::Use::value && use_ != Formula::Use::criterion)
    throw FormulaError{asked.at, "band() of a named scheme belongs in the formula of an index"};
  const Scheme& scheme = asked_scheme(asked, level, symbols_);
  const Slot slot{Slot::Kind::band, scheme.quantity, scheme.id};
  return equals(node, slot, level, symbols_.levels(), "level");
}

Compiler::Part Compiler::equals(const Node& node, const Slot& slot, const Node& word,
                                const std::vector<std::string>& words, const std::string& kind) {
  const auto found = std::find(words.begin(), words.end(), word.name);
  if (word.op != Op::name || found == words.end()) {
    const std::string written = word.op == Op::name ? word.name : print(word);
    throw FormulaError{word.at, "'" + text::shown(written) + "' is not a " + kind +
                                    text::did_you_mean(written, words)};
  }
  refuse_unit(word, "a word");
  Part a;
  a.operand = input(slot);
  const Part b = literal(static_cast<double>(found - words.begin()));
  return as_truth(emit(node.op, a, b));
}

Compiler::Part Compiler::logic(const Node& node) {
  const Part a = truth(node.args[0]);
  const Part b = node.op == Op::logical_not ? a : truth(node.args[1]);
  return as_truth(emit(node.op, a, b));
}

Compiler::Part Compiler::question(const Node& node, Slot::Kind kind) {
  only_in_conditions(node, std::string(function_name(node.op)) + "()");
  Part part;
  part.kind = Part::Kind::logical;
  part.operand = input({kind, asked_quantity(node, symbols_), ""});
  return part;
}

Compiler::Part Compiler::truth(const Node& node) {
  const Part part = visit(node);
  if (part.kind != Part::Kind::logical)
    throw FormulaError{node.at, "true or false is expected here"};
  return part;
}

void Compiler::only_in_conditions(const Node& node, const std::string& what) const {
  if (use_ == Formula::Use::condition) return;
  throw FormulaError{node.at, what + " belongs in a condition, not in an index"};
}

Compiler::Part Compiler::as_truth(Part part) {
  part.kind = Part::Kind::logical;
  return part;
}

}  // namespace metindex::formula
