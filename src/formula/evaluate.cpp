// Formulas over columns: each instruction is one plain loop over the rows of a block.
#include <algorithm>
#include <cmath>
#include <limits>

#include "formula/formula.hpp"
#include "formula/functions.hpp"
#include "formula/loops.hpp"
#include "formula/power.hpp"
#include "formula/round.hpp"
#include "text/each_cpu.hpp"

namespace metindex::formula {
namespace {

// Without branches, so that the compiler can take several rows at a time; objects rather than
// functions, so that they become part of the loop.

// A comparison with NaN is unknown, not false.
template <typename F>
auto compare(F f) {
  return [f](double a, double b) {
    const double answer = f(a, b) ? 1.0 : 0.0;
    return std::isunordered(a, b) ? kUnknown : answer;
  };
}

constexpr auto both = [](double a, double b) {
  const double unless_false = std::isunordered(a, b) ? kUnknown : 1.0;
  const bool surely_false = (a == 0) | (b == 0);
  return surely_false ? 0.0 : unless_false;
};
constexpr auto either = [](double a, double b) {
  const double unless_true = std::isunordered(a, b) ? kUnknown : 0.0;
  const bool surely_true = (a == 1) | (b == 1);
  return surely_true ? 1.0 : unless_true;
};
constexpr auto smaller = [](double a, double b) {
  const double least = b < a ? b : a;
  return std::isunordered(a, b) ? kUnknown : least;
};
constexpr auto larger = [](double a, double b) {
  const double most = b > a ? b : a;
  return std::isunordered(a, b) ? kUnknown : most;
};
// std::pow(NaN, 0) is 1: here unknown stays unknown.
constexpr auto to_power = [](double a, double b) {
  return std::isunordered(a, b) ? kUnknown : raise(a, b);
};

void choose(Source condition, Source a, Source b, double* out, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) {
    const double c = condition.at(i);
    out[i] = c != c ? kUnknown : (c != 0 ? a.at(i) : b.at(i));
  }
}

METINDEX_EACH_CPU
void run(Op op, Source a, Source b, Source c, double* out, std::size_t n) {
  switch (op) {
    case Op::add: return loop([](double x, double y) { return x + y; }, a, b, out, n);
    case Op::subtract: return loop([](double x, double y) { return x - y; }, a, b, out, n);
    case Op::multiply: return loop([](double x, double y) { return x * y; }, a, b, out, n);
    case Op::divide: return loop([](double x, double y) { return x / y; }, a, b, out, n);
    case Op::power: return loop(to_power, a, b, out, n);
    case Op::negate: return loop([](double x) { return -x; }, a, out, n);
    case Op::abs: return loop([](double x) { return std::fabs(x); }, a, out, n);
    case Op::ln: return loop([](double x) { return std::log(x); }, a, out, n);
    case Op::log10: return loop([](double x) { return std::log10(x); }, a, out, n);
    case Op::exp: return loop([](double x) { return std::exp(x); }, a, out, n);
    case Op::sqrt: return loop([](double x) { return std::sqrt(x); }, a, out, n);
    case Op::min: return loop(smaller, a, b, out, n);
    case Op::max: return loop(larger, a, b, out, n);
    case Op::round: return loop(round_to, a, b, out, n);
    case Op::less: return loop(compare([](double x, double y) { return x < y; }), a, b, out, n);
    case Op::less_equal:
      return loop(compare([](double x, double y) { return x <= y; }), a, b, out, n);
    case Op::greater: return loop(compare([](double x, double y) { return x > y; }), a, b, out, n);
    case Op::greater_equal:
      return loop(compare([](double x, double y) { return x >= y; }), a, b, out, n);
    case Op::equal: return loop(compare([](double x, double y) { return x == y; }), a, b, out, n);
    case Op::not_equal:
      return loop(compare([](double x, double y) { return x != y; }), a, b, out, n);
    case Op::logical_and: return loop(both, a, b, out, n);
    case Op::logical_or: return loop(either, a, b, out, n);
    case Op::logical_not: return loop([](double x) { return 1 - x; }, a, out, n);
    case Op::choose: return choose(a, b, c, out, n);
    case Op::count: return loop([](double x) { return x; }, a, out, n);
    case Op::number:
    case Op::name:
    case Op::band:
    case Op::known:
    case Op::censored:
    case Op::implausible:
    case Op::call:
    case Op::area:
    case Op::net_area:
    case Op::positive_area:
    case Op::mean: return;  // never compiled to this
  }
}

}  // namespace

// A few rows go through all instructions before the next few do: so what is in between stays in the
// nearest cache.
void Formula::evaluate(std::span<const double* const> inputs, std::size_t rows, double* out,
                       Scratch& scratch) const {
  constexpr std::size_t kAtOnce = 256;
  const std::size_t needed = static_cast<std::size_t>(temporaries_) * std::min(rows, kAtOnce);
  if (scratch.temporaries.size() < needed) scratch.temporaries.resize(needed);
  for (std::size_t first = 0; first < rows; first += kAtOnce)
    run_part(inputs, first, std::min(rows - first, kAtOnce), out + first, scratch);
}

void Formula::run_part(std::span<const double* const> inputs, std::size_t first, std::size_t rows,
                       double* out, Scratch& scratch) const {
  const auto source = [&](Operand operand) -> Source {
    switch (operand.kind) {
      case Operand::Kind::input: return {inputs[operand.position] + first, false};
      case Operand::Kind::constant: return {&constants_[operand.position], true};
      case Operand::Kind::temporary: break;
    }
    return {scratch.temporaries.data() + static_cast<std::size_t>(operand.position) * rows, false};
  };
  const bool direct = result_.kind == Operand::Kind::temporary;
  for (const Instruction& step : code_) {
    double* target = scratch.temporaries.data() + static_cast<std::size_t>(step.out) * rows;
    if (direct && step.out == result_.position) target = out;
    if (step.function != nullptr) {
      step.function->columns(source(step.a), source(step.b), target, rows);
    } else {
      run(step.op, source(step.a), source(step.b), source(step.c), target, rows);
    }
  }
  if (!direct) loop([](double x) { return x; }, source(result_), out, rows);
}

}  // namespace metindex::formula
