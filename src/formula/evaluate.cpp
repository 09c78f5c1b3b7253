// Formulas over columns: each instruction is one plain loop over the rows of a block.
#include <cmath>
#include <limits>

#include "formula/formula.hpp"

namespace metindex::formula {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

struct Source {
  const double* data;
  bool constant;
  [[nodiscard]] double at(std::size_t row) const { return constant ? *data : data[row]; }
};

template <typename F>
void loop(F f, Source a, double* out, std::size_t rows) {
  if (a.constant) {
    const double value = f(*a.data);
    for (std::size_t i = 0; i < rows; ++i) out[i] = value;
  } else {
    for (std::size_t i = 0; i < rows; ++i) out[i] = f(a.data[i]);
  }
}

template <typename F>
void loop(F f, Source a, Source b, double* out, std::size_t rows) {
  if (a.constant && !b.constant) {
    const double left = *a.data;
    for (std::size_t i = 0; i < rows; ++i) out[i] = f(left, b.data[i]);
  } else if (!a.constant && b.constant) {
    const double right = *b.data;
    for (std::size_t i = 0; i < rows; ++i) out[i] = f(a.data[i], right);
  } else if (!a.constant) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = f(a.data[i], b.data[i]);
  } else {
    loop([&](double x) { return f(x, *b.data); }, a, out, rows);
  }
}

// A comparison with NaN is unknown, not false.
template <typename F>
auto compare(F f) {
  return [f](double a, double b) { return a != a || b != b ? kUnknown : (f(a, b) ? 1.0 : 0.0); };
}

double both(double a, double b) {
  if (a == 0 || b == 0) return 0;
  return a != a || b != b ? kUnknown : 1;
}
double either(double a, double b) {
  if (a == 1 || b == 1) return 1;
  return a != a || b != b ? kUnknown : 0;
}
// std::pow(NaN, 0) is 1: here unknown stays unknown.
double power(double a, double b) { return a != a || b != b ? kUnknown : std::pow(a, b); }
double smaller(double a, double b) { return a != a || b != b ? kUnknown : (b < a ? b : a); }
double larger(double a, double b) { return a != a || b != b ? kUnknown : (b > a ? b : a); }

void choose(Source condition, Source a, Source b, double* out, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) {
    const double c = condition.at(i);
    out[i] = c != c ? kUnknown : (c != 0 ? a.at(i) : b.at(i));
  }
}

void run(Op op, Source a, Source b, Source c, double* out, std::size_t n) {
  switch (op) {
    case Op::add: return loop([](double x, double y) { return x + y; }, a, b, out, n);
    case Op::subtract: return loop([](double x, double y) { return x - y; }, a, b, out, n);
    case Op::multiply: return loop([](double x, double y) { return x * y; }, a, b, out, n);
    case Op::divide: return loop([](double x, double y) { return x / y; }, a, b, out, n);
    case Op::power: return loop(power, a, b, out, n);
    case Op::negate: return loop([](double x) { return -x; }, a, out, n);
    case Op::abs: return loop([](double x) { return std::fabs(x); }, a, out, n);
    case Op::ln: return loop([](double x) { return std::log(x); }, a, out, n);
    case Op::log10: return loop([](double x) { return std::log10(x); }, a, out, n);
    case Op::exp: return loop([](double x) { return std::exp(x); }, a, out, n);
    case Op::sqrt: return loop([](double x) { return std::sqrt(x); }, a, out, n);
    case Op::min: return loop(smaller, a, b, out, n);
    case Op::max: return loop(larger, a, b, out, n);
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
    case Op::number:
    case Op::name:
    case Op::band:
    case Op::known:
    case Op::censored: return;  // never compiled
  }
}

}  // namespace

void Formula::evaluate(std::span<const double* const> inputs, std::size_t rows, double* out,
                       Scratch& scratch) const {
  const std::size_t needed = static_cast<std::size_t>(temporaries_) * rows;
  if (scratch.temporaries.size() < needed) scratch.temporaries.resize(needed);
  const auto source = [&](Operand operand) -> Source {
    switch (operand.kind) {
      case Operand::Kind::input: return {inputs[operand.position], false};
      case Operand::Kind::constant: return {&constants_[operand.position], true};
      case Operand::Kind::temporary: break;
    }
    return {scratch.temporaries.data() + static_cast<std::size_t>(operand.position) * rows, false};
  };
  const bool direct = result_.kind == Operand::Kind::temporary;
  for (const Instruction& step : code_) {
    double* target = scratch.temporaries.data() + static_cast<std::size_t>(step.out) * rows;
    if (direct && step.out == result_.position) target = out;
    run(step.op, source(step.a), source(step.b), source(step.c), target, rows);
  }
  if (!direct) loop([](double x) { return x; }, source(result_), out, rows);
}

}  // namespace metindex::formula
