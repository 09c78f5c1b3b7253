// The same formulas over bounds: interval arithmetic, with ends that may be open.
#include <algorithm>
#include <cmath>

#include "formula/formula.hpp"
#include "formula/functions.hpp"
#include "formula/power.hpp"
#include "formula/round.hpp"

namespace metindex::formula {
namespace {

End low(const Bounds& b) { return {b.low, b.low_open}; }
End high(const Bounds& b) { return {b.high, b.high_open}; }
Bounds between(End lowest, End highest) {
  return {lowest.value, highest.value, lowest.open, highest.open};
}

// Of two equal ends the closed one counts: the value itself is reached.
End lower_of(End a, End b) {
  if (a.value != b.value) return a.value < b.value ? a : b;
  return {a.value, a.open && b.open};
}
End upper_of(End a, End b) {
  if (a.value != b.value) return a.value > b.value ? a : b;
  return {a.value, a.open && b.open};
}

// An end that both must reach: open if either is.
End tighter_high(const Bounds& a, const Bounds& b) {
  if (a.high != b.high) return a.high < b.high ? high(a) : high(b);
  return {a.high, a.high_open || b.high_open};
}
End tighter_low(const Bounds& a, const Bounds& b) {
  if (a.low != b.low) return a.low > b.low ? low(a) : low(b);
  return {a.low, a.low_open || b.low_open};
}

// Zero times anything is zero, and is reached if the zero is.
End times(End a, End b) {
  if (a.value == 0 || b.value == 0) {
    const bool reached = (a.value == 0 && !a.open) || (b.value == 0 && !b.open);
    return {0, !reached};
  }
  return {a.value * b.value, a.open || b.open};
}

Bounds multiply(const Bounds& a, const Bounds& b) {
  const End ends[] = {times(low(a), low(b)), times(low(a), high(b)), times(high(a), low(b)),
                      times(high(a), high(b))};
  End lowest = ends[0];
  End highest = ends[0];
  for (const End& end : ends) {
    lowest = lower_of(lowest, end);
    highest = upper_of(highest, end);
  }
  return between(lowest, highest);
}

Bounds negate(const Bounds& a) { return {-a.high, -a.low, a.high_open, a.low_open}; }

// Unknown where zero lies inside; an open zero at one end gives infinity there.
Bounds reciprocal(const Bounds& a) {
  const bool positive = a.low > 0 || (a.low == 0 && a.low_open);
  const bool negative = a.high < 0 || (a.high == 0 && a.high_open);
  if ((!positive && !negative) || (a.low == 0 && a.high == 0)) return {};
  const double at_low = a.low == 0 ? kInfinity : 1 / a.low;
  const double at_high = a.high == 0 ? -kInfinity : 1 / a.high;
  return {at_high, at_low, a.high_open, a.low_open};
}

template <typename F>
Bounds rising(F f, const Bounds& a) {
  return {f(a.low), f(a.high), a.low_open, a.high_open};
}

// log of [0, x]: an end at zero must be open.
template <typename F>
Bounds logarithm(F f, const Bounds& a) {
  if (a.low < 0 || (a.low == 0 && !a.low_open)) return {};
  return rising(f, a);
}

Bounds absolute(const Bounds& a) {
  if (a.low >= 0) return a;
  if (a.high <= 0) return negate(a);
  return between({0, false}, upper_of(high(negate(a)), high(a)));
}

Bounds power(const Bounds& base, const Bounds& exponent) {
  const auto raised = [&](double x) { return raise(x, exponent.low); };
  if (base.exact() && exponent.exact()) return Bounds::point(raised(base.low));
  if (exponent.exact() && exponent.low == 2) return rising(raised, absolute(base));
  const bool odd = exponent.exact() && exponent.low > 0 && std::fmod(exponent.low, 2) == 1;
  if (odd) return rising(raised, base);
  if (base.low < 0 || (base.low == 0 && !base.low_open)) return {};
  // Over positive bases, x^y = exp(y ln x).
  const Bounds ln = rising([](double x) { return std::log(x); }, base);
  return rising([](double x) { return std::exp(x); }, multiply(exponent, ln));
}

Bounds truth(bool surely, bool never) {
  if (surely) return Bounds::point(1);
  return never ? Bounds::point(0) : Bounds{0, 1, false, false};
}

bool surely_below(const Bounds& a, const Bounds& b) {
  return a.high < b.low || (a.high == b.low && (a.high_open || b.low_open));
}
bool surely_at_most(const Bounds& a, const Bounds& b) { return a.high <= b.low; }

Bounds compare(Op op, const Bounds& a, const Bounds& b) {
  const bool same = a.exact() && b.exact() && a.low == b.low;
  const bool apart = surely_below(a, b) || surely_below(b, a);
  switch (op) {
    case Op::less: return truth(surely_below(a, b), surely_at_most(b, a));
    case Op::less_equal: return truth(surely_at_most(a, b), surely_below(b, a));
    case Op::greater: return truth(surely_below(b, a), surely_at_most(a, b));
    case Op::greater_equal: return truth(surely_at_most(b, a), surely_below(a, b));
    case Op::equal: return truth(same, apart);
    default: return truth(apart, same);
  }
}

Bounds hull(const Bounds& a, const Bounds& b) {
  return between(lower_of(low(a), low(b)), upper_of(high(a), high(b)));
}

// Truth values: unknown inputs may still decide `and` and `or`.
Bounds logic(Op op, const Bounds& a, const Bounds& b) {
  const auto is = [](const Bounds& x, double value) { return x.low == value && x.high == value; };
  const double deciding = op == Op::logical_and ? 0 : 1;
  if (is(a, deciding) || is(b, deciding)) return Bounds::point(deciding);
  if (!a.known() || !b.known()) return {};
  return op == Op::logical_and
             ? Bounds{std::min(a.low, b.low), std::min(a.high, b.high), false, false}
             : Bounds{std::max(a.low, b.low), std::max(a.high, b.high), false, false};
}

Bounds run(Op op, const Bounds& a, const Bounds& b, const Bounds& c) {
  if (op == Op::logical_and || op == Op::logical_or) return logic(op, a, b);
  if (op == Op::choose) {
    if (!a.known()) return {};
    if (a.exact()) return a.low != 0 ? b : c;
    return b.known() && c.known() ? hull(b, c) : Bounds{};
  }
  if (op == Op::count) return a.known() ? a : truth(false, false);  // true or not: at most one
  if (!a.known() || !b.known()) return {};
  switch (op) {
    case Op::add:
      return {a.low + b.low, a.high + b.high, a.low_open || b.low_open, a.high_open || b.high_open};
    case Op::subtract: return run(Op::add, a, negate(b), c);
    case Op::multiply: return multiply(a, b);
    case Op::divide: {
      if (a.exact() && b.exact()) return Bounds::point(a.low / b.low);
      const Bounds inverse = reciprocal(b);
      if (!inverse.known()) return {};
      if (a.exact() && a.low >= 0 &&
          inverse.low >= 0) {  // divide once, so that ends match the numbers
        return {a.low / b.high, b.low == 0 ? kInfinity : a.low / b.low, b.high_open, b.low_open};
      }
      if (b.exact()) {
        const Bounds scaled = b.low > 0 ? a : negate(a);
        return rising([&](double x) { return x / std::fabs(b.low); }, scaled);
      }
      return multiply(a, inverse);
    }
    case Op::power: return power(a, b);
    case Op::negate: return negate(a);
    case Op::abs: return absolute(a);
    case Op::ln: return logarithm([](double x) { return std::log(x); }, a);
    case Op::log10: return logarithm([](double x) { return std::log10(x); }, a);
    case Op::exp: return rising([](double x) { return std::exp(x); }, a);
    case Op::sqrt: return a.low < 0 ? Bounds{} : rising([](double x) { return std::sqrt(x); }, a);
    case Op::min: return between(lower_of(low(a), low(b)), tighter_high(a, b));
    case Op::max: return between(tighter_low(a, b), upper_of(high(a), high(b)));
    case Op::round:  // of an open end the value beside it may be rounded to it
      return {round_to(a.low, b.low), round_to(a.high, b.low), false, false};
    case Op::logical_not: return {1 - a.high, 1 - a.low, false, false};
    default: return compare(op, a, b);
  }
}

}  // namespace

Bounds Formula::evaluate(std::span<const Bounds> inputs, Scratch& scratch) const {
  if (scratch.bounds.size() < temporaries_) scratch.bounds.resize(temporaries_);
  const auto source = [&](Operand operand) {
    switch (operand.kind) {
      case Operand::Kind::input: return inputs[operand.position];
      case Operand::Kind::constant: return Bounds::point(constants_[operand.position]);
      case Operand::Kind::temporary: break;
    }
    return scratch.bounds[operand.position];
  };
  for (const Instruction& step : code_) {
    const Bounds a = source(step.a);
    const Bounds b = source(step.b);
    Bounds value =
        step.function != nullptr ? step.function->bounds(a, b) : run(step.op, a, b, source(step.c));
    if (std::isnan(value.low) || std::isnan(value.high)) value = {};
    scratch.bounds[step.out] = value;
  }
  return source(result_);
}

}  // namespace metindex::formula
