// Tree -> checked instructions. Names are resolved and units compared here, never while evaluating.
#include <algorithm>
#include <cmath>
#include <optional>

#include "formula/asked.hpp"
#include "formula/code_writer.hpp"
#include "formula/formula.hpp"
#include "formula/functions.hpp"
#include "formula/round.hpp"
#include "formula/series.hpp"

namespace metindex::formula {

class Compiler : private CodeWriter {
 public:
  Compiler(const Symbols& symbols, Formula::Use use, const SampleMinutes& samples)
      : symbols_(symbols), use_(use), samples_(samples) {}

  Formula compile(const Node& tree) {
    const Part whole = visit(tree);
    const bool wants_number = use_ == Formula::Use::value;
    if (wants_number != (whole.kind == Part::Kind::number)) {
      throw FormulaError{tree.at, wants_number ? "this is true or false, not a number"
                                               : "this is a number, not true or false"};
    }
    refuse_unitless(tree, whole);
    return finish(whole, print(tree));
  }

 private:
  Part visit(const Node& node) {
    switch (node.op) {
      case Op::number: return literal(node.number);
      case Op::name: return name(node);
      case Op::add:
      case Op::subtract: return sum(node);
      case Op::multiply:
      case Op::divide: return product(node);
      case Op::power: return power(node);
      case Op::negate:
      case Op::abs: return keep_unit(node);
      case Op::less:
      case Op::less_equal:
      case Op::greater:
      case Op::greater_equal:
      case Op::equal:
      case Op::not_equal: return comparison(node);
      case Op::logical_and:
      case Op::logical_or:
      case Op::logical_not: return logic(node);
      case Op::ln:
      case Op::log10:
      case Op::exp: return transcendental(node);
      case Op::sqrt: return root(node);
      case Op::min:
      case Op::max: return extreme(node);
      case Op::round: return rounded(node);
      case Op::choose: return choose(node);
      case Op::count: return count(node);
      case Op::band:
        throw FormulaError{node.at, "band() is compared with a level: band(homa_ir) = high"};
      case Op::known: return question(node, Slot::Kind::known);
      case Op::censored: return question(node, Slot::Kind::censored);
      case Op::implausible: return question(node, Slot::Kind::implausible);
      case Op::call: return call(node);
      case Op::area:
      case Op::net_area:
      case Op::positive_area:
      case Op::mean: return series(node);
    }
    throw FormulaError{node.at, "not understood"};
  }

  // --- leaves ---

  Part literal(double value) {
    Part part;
    part.literal = true;
    part.value = value;
    part.operand = constant(value);
    return part;
  }

  Part name(const Node& node) {
    if (const Analyte* analyte = symbols_.analyte(node.name)) return measured(node, *analyte);
    if (const Index* index = symbols_.index(node.name)) {
      refuse_unit(node, "an index");
      if (use_ == Formula::Use::circumstance)
        throw FormulaError{node.at,
                           "index '" + node.name + "' is not known yet when this is asked"};
      Part part;
      part.unit = Dimension(index->unit);
      part.operand = input({Slot::Kind::index, index->id, ""});
      return part;
    }
    if (symbols_.is_context(node.name)) return fact(node, Slot::Kind::context, "context");
    if (symbols_.is_tag(node.name)) return fact(node, Slot::Kind::tag, "tag");
    throw FormulaError{node.at, "nothing is called '" + text::shown(node.name) + "'" +
                                    text::did_you_mean(node.name, symbols_.names())};
  }

  Part fact(const Node& node, Slot::Kind kind, const std::string& what) {
    if (use_ != Formula::Use::circumstance || kind != Slot::Kind::context)
      only_in_conditions(node, what + " '" + node.name + "'");
    refuse_unit(node, "a " + what);
    Part part;
    part.kind = Part::Kind::logical;
    part.operand = input({kind, node.name, ""});
    return part;
  }

  Part measured(const Node& node, const Analyte& analyte) {
    if (analyte.is_category()) {
      throw FormulaError{node.at, node.name + " is a category: compare it, as in " + node.name +
                                      " = " + analyte.categories.front().id};
    }
    Part part;
    if (node.unit.empty()) {
      part.unitless_analyte = true;
      part.operand = input({Slot::Kind::analyte, analyte.id, ""});
      return part;
    }
    if (analyte.find_unit(node.unit) == nullptr) {
      throw FormulaError{node.at, analyte.id + " has no unit '" + text::shown(node.unit) +
                                      "'; it has " + analyte.unit_list()};
    }
    part.unit = Dimension(node.unit);
    part.operand = input({Slot::Kind::analyte, analyte.id, node.unit});
    return part;
  }

  // --- arithmetic ---

  Part sum(const Node& node) {
    const Part a = number(node.args[0]);
    const Part b = number(node.args[1]);
    Part part = emit(node.op, a, b);
    part.literal = a.literal && b.literal;
    part.term = !part.literal && is_term(a) && is_term(b);
    part.regression = part.term && (a.unit != b.unit || takes_any_unit(a) || takes_any_unit(b));
    if (!part.regression)
      part.unit = common_unit(node, a, b, node.op == Op::add ? "added" : "subtracted");
    part.value = node.op == Op::add ? a.value + b.value : a.value - b.value;
    return part;
  }

  Part product(const Node& node) {
    const Part a = number(node.args[0]);
    const Part b = number(node.args[1]);
    Part part = emit(node.op, a, b);
    part.unit = a.unit.times(b.unit, node.op == Op::multiply ? 1 : -1);
    part.literal = a.literal && b.literal;
    part.value = node.op == Op::multiply ? a.value * b.value : a.value / b.value;
    part.term = is_term(a) || is_term(b);
    return part;
  }

  Part power(const Node& node) {
    const Part base = number(node.args[0]);
    const Part exponent = number(node.args[1]);
    if (!exponent.unit.none()) throw FormulaError{node.args[1].at, "an exponent has no unit"};
    if (!base.unit.none() && !exponent.literal) {
      throw FormulaError{node.at, "a value with a unit takes a plain number as its exponent"};
    }
    Part part = emit(node.op, base, exponent);
    part.unit = base.unit.to(exponent.value);
    return part;
  }

  Part keep_unit(const Node& node) {
    const Part a = number(node.args[0]);
    Part part = emit(node.op, a, a);
    part.unit = a.unit;
    part.term = a.term;
    part.regression = a.regression;
    if (a.literal) {
      part.literal = true;
      part.value = node.op == Op::negate ? -a.value : std::fabs(a.value);
    }
    return part;
  }

  // The papers take logarithms of plain numbers in a stated unit, so ln and log10 accept any unit.
  Part transcendental(const Node& node) {
    const Part a = number(node.args[0]);
    if (node.op == Op::exp && !a.unit.none() && !is_term(a))
      throw FormulaError{node.at, "exp() of a value in " + a.unit.text()};
    return emit(node.op, a, a);
  }

  Part root(const Node& node) {
    const Part a = number(node.args[0]);
    Part part = emit(node.op, a, a);
    part.unit = a.unit.to(0.5);
    return part;
  }

  Part extreme(const Node& node) {
    Part part = number(node.args[0]);
    for (std::size_t i = 1; i < node.args.size(); ++i) {
      const Part next = number(node.args[i]);
      Part both = emit(node.op, part, next);
      both.unit = common_unit(node, part, next, "compared");
      both.literal = part.literal && next.literal;
      both.value =
          node.op == Op::min ? std::min(part.value, next.value) : std::max(part.value, next.value);
      part = std::move(both);
    }
    return part;
  }

  // What is emitted has 10^digits in the place of the digits.
  Part rounded(const Node& node) {
    const Part a = number(node.args[0]);
    const Part digits = number(node.args[1]);
    const bool whole = digits.literal && digits.value == std::floor(digits.value);
    if (!whole || digits.value < 0 || digits.value > kMostDigits) {
      throw FormulaError{node.args[1].at, "round() takes a whole number of digits, 0 to " +
                                              text::shortest(kMostDigits)};
    }
    const double scale = std::pow(10, digits.value);
    Part part = a;
    part.value = round_to(a.value, scale);
    part.operand = emit(node.op, a, literal(scale)).operand;
    return part;
  }

  Part call(const Node& node) {
    const NamedFunction& function = *find_function(node.name);
    const Part a = argument(node, function, 0);
    const Part b = argument(node, function, 1);
    Part part = emit_call(function, a, b);
    part.unit = Dimension(std::string(function.unit));
    return part;
  }

  // A plain number takes the unit that the function wants.
  Part argument(const Node& node, const NamedFunction& function, std::size_t at) {
    const NamedFunction::Argument& wanted = function.arguments.at(at);
    Part part = number(node.args[at]);
    if (takes_any_unit(part) || part.unit == Dimension(std::string(wanted.unit))) return part;
    throw FormulaError{node.args[at].at,
                       std::string(function.name) + "() takes " + std::string(wanted.name) +
                           " in " + std::string(wanted.unit) + ", not " +
                           (part.unit.none() ? "a number without unit" : part.unit.text())};
  }

  Part choose(const Node& node) {
    const Part condition = truth(node.args[0]);
    const Part a = number(node.args[1]);
    const Part b = number(node.args[2]);
    Part part = emit(node.op, condition, a, b);
    part.unit = common_unit(node, a, b, "used in the same place");
    part.term = is_term(a) && is_term(b);
    return part;
  }

  // --- series ---

  Part series(const Node& node) {
    Part part = visit(expand_series(node, symbols_, samples_, all_series()));
    if (node.op != Op::mean) part.unit = part.unit.times(Dimension("min"), 1);
    part.term = false;  // its weights are no coefficients
    return part;
  }

  // Each condition becomes 0 or 1; what is unknown of it may be either.
  Part count(const Node& node) {
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

  // --- truth ---

  Part comparison(const Node& node) {
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
  void compare_sign(const Node& node, const Node& analyte_node, const Part& other) const {
    const Analyte& analyte = *symbols_.analyte(analyte_node.name);
    const bool proportional = std::all_of(
        analyte.conversions.begin(), analyte.conversions.end(),
        [](const Conversion& c) { return c.steps.size() == 1 && c.steps[0].offset == 0; });
    if (other.literal && other.value == 0 && proportional) return;
    throw FormulaError{analyte_node.at == node.at ? node.at : analyte_node.at,
                       missing_unit(analyte)};
  }

  // sex = female, band(homa_ir) = high
  std::optional<Part> categorical(const Node& node) {
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

  Part band(const Node& node, const Node& asked, const Node& level) {
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

  Part equals(const Node& node, const Slot& slot, const Node& word,
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

  Part logic(const Node& node) {
    const Part a = truth(node.args[0]);
    const Part b = node.op == Op::logical_not ? a : truth(node.args[1]);
    return as_truth(emit(node.op, a, b));
  }

  Part question(const Node& node, Slot::Kind kind) {
    only_in_conditions(node, std::string(function_name(node.op)) + "()");
    Part part;
    part.kind = Part::Kind::logical;
    part.operand = input({kind, asked_quantity(node, symbols_), ""});
    return part;
  }

  // --- rules ---

  static bool is_term(const Part& part) { return part.literal || part.term; }
  static bool takes_any_unit(const Part& part) { return part.literal || part.regression; }

  Part number(const Node& node) {
    const Part part = visit(node);
    if (part.kind != Part::Kind::number) throw FormulaError{node.at, "a number is expected here"};
    refuse_unitless(node, part);
    return part;
  }

  Part truth(const Node& node) {
    const Part part = visit(node);
    if (part.kind != Part::Kind::logical)
      throw FormulaError{node.at, "true or false is expected here"};
    return part;
  }

  void refuse_unitless(const Node& node, const Part& part) const {
    if (part.unitless_analyte)
      throw FormulaError{node.at, missing_unit(*symbols_.analyte(node.name))};
  }

  static Dimension common_unit(const Node& node, const Part& a, const Part& b,
                               const std::string& verb) {
    if (a.unit == b.unit || takes_any_unit(b)) return a.unit;
    if (takes_any_unit(a)) return b.unit;
    throw FormulaError{node.at, a.unit.text() + " and " + b.unit.text() + " cannot be " + verb};
  }

  void only_in_conditions(const Node& node, const std::string& what) const {
    if (use_ == Formula::Use::condition) return;
    throw FormulaError{node.at, what + " belongs in a condition, not in an index"};
  }

  static Part as_truth(Part part) {
    part.kind = Part::Kind::logical;
    return part;
  }

  const Symbols& symbols_;
  Formula::Use use_;
  const SampleMinutes& samples_;
};

Expected<Formula> Formula::compile(std::string_view text, const Symbols& symbols, Use use,
                                   const SampleMinutes& samples) {
  try {
    return Compiler(symbols, use, samples).compile(parse(text));
  } catch (const FormulaError& error) {
    return Error{"character " + std::to_string(error.at + 1) + ": " + error.message};
  }
}

}  // namespace metindex::formula
