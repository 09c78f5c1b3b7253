// The numbers of a formula: leaves, arithmetic, functions, series.
#include <algorithm>
#include <cmath>
#include <optional>

#include "formula/asked.hpp"
#include "formula/compiler.hpp"
#include "formula/formula.hpp"
#include "formula/functions.hpp"
#include "formula/round.hpp"
#include "formula/series.hpp"

namespace metindex::formula {

Formula Compiler::compile(const Node& tree) {
  const Part whole = visit(tree);
  const bool wants_number = use_ == Formula::Use::value;
  if (wants_number != (whole.kind == Part::Kind::number)) {
    throw FormulaError{tree.at, wants_number ? "this is true or false, not a number"
                                             : "this is a number, not true or false"};
  }
  refuse_unitless(tree, whole);
  return finish(whole, print(tree));
}

Compiler::Part Compiler::visit(const Node& node) {
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

Compiler::Part Compiler::literal(double value) {
  Part part;
  part.literal = true;
  part.value = value;
  part.operand = constant(value);
  return part;
}

Compiler::Part Compiler::name(const Node& node) {
  if (const Analyte* analyte = symbols_.analyte(node.name)) return measured(node, *analyte);
  if (const Index* index = symbols_.index(node.name)) {
    refuse_unit(node, "an index");
    if (use_ == Formula::Use::circumstance)
      throw FormulaError{node.at, "index '" + node.name + "' is not known yet when this is asked"};
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

Compiler::Part Compiler::measured(const Node& node, const Analyte& analyte) {
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

Compiler::Part Compiler::sum(const Node& node) {
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

Compiler::Part Compiler::product(const Node& node) {
  const Part a = number(node.args[0]);
  const Part b = number(node.args[1]);
  Part part = emit(node.op, a, b);
  part.unit = a.unit.times(b.unit, node.op == Op::multiply ? 1 : -1);
  part.literal = a.literal && b.literal;
  part.value = node.op == Op::multiply ? a.value * b.value : a.value / b.value;
  part.term = is_term(a) || is_term(b);
  return part;
}

Compiler::Part Compiler::power(const Node& node) {
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

Compiler::Part Compiler::keep_unit(const Node& node) {
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
Compiler::Part Compiler::transcendental(const Node& node) {
  const Part a = number(node.args[0]);
  if (node.op == Op::exp && !a.unit.none() && !is_term(a))
    throw FormulaError{node.at, "exp() of a value in " + a.unit.text()};
  return emit(node.op, a, a);
}

Compiler::Part Compiler::root(const Node& node) {
  const Part a = number(node.args[0]);
  Part part = emit(node.op, a, a);
  part.unit = a.unit.to(0.5);
  return part;
}

Compiler::Part Compiler::extreme(const Node& node) {
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
Compiler::Part Compiler::rounded(const Node& node) {
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

Compiler::Part Compiler::call(const Node& node) {
  const NamedFunction& function = *find_function(node.name);
  const Part a = argument(node, function, 0);
  const Part b = argument(node, function, 1);
  Part part = emit_call(function, a, b);
  part.unit = Dimension(std::string(function.unit));
  return part;
}

// A plain number takes the unit that the function wants.
Compiler::Part Compiler::argument(const Node& node, const NamedFunction& function, std::size_t at) {
  const NamedFunction::Argument& wanted = function.arguments.at(at);
  Part part = number(node.args[at]);
  if (takes_any_unit(part) || part.unit == Dimension(std::string(wanted.unit))) return part;
  throw FormulaError{node.args[at].at,
                     std::string(function.name) + "() takes " + std::string(wanted.name) + " in " +
                         std::string(wanted.unit) + ", not " +
                         (part.unit.none() ? "a number without unit" : part.unit.text())};
}

Compiler::Part Compiler::choose(const Node& node) {
  const Part condition = truth(node.args[0]);
  const Part a = number(node.args[1]);
  const Part b = number(node.args[2]);
  Part part = emit(node.op, condition, a, b);
  part.unit = common_unit(node, a, b, "used in the same place");
  part.term = is_term(a) && is_term(b);
  return part;
}

Compiler::Part Compiler::series(const Node& node) {
  Part part = visit(expand_series(node, symbols_, samples_, all_series()));
  if (node.op != Op::mean) part.unit = part.unit.times(Dimension("min"), 1);
  part.term = false;  // its weights are no coefficients
  return part;
}

Compiler::Part Compiler::number(const Node& node) {
  const Part part = visit(node);
  if (part.kind != Part::Kind::number) throw FormulaError{node.at, "a number is expected here"};
  refuse_unitless(node, part);
  return part;
}

void Compiler::refuse_unitless(const Node& node, const Part& part) const {
  if (part.unitless_analyte)
    throw FormulaError{node.at, missing_unit(*symbols_.analyte(node.name))};
}

Dimension Compiler::common_unit(const Node& node, const Part& a, const Part& b,
                                const std::string& verb) {
  if (a.unit == b.unit || takes_any_unit(b)) return a.unit;
  if (takes_any_unit(a)) return b.unit;
  throw FormulaError{node.at, a.unit.text() + " and " + b.unit.text() + " cannot be " + verb};
}

Expected<Formula> Formula::compile(std::string_view text, const Symbols& symbols, Use use,
                                   const SampleMinutes& samples) {
  try {
    return Compiler(symbols, use, samples).compile(parse(text));
  } catch (const FormulaError& error) {
    return Error{"character " + std::to_string(error.at + 1) + ": " + error.message};
  }
}

}  // namespace metindex::formula
