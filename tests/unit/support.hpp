// What several unit tests share: the catalogue, seeded chance, and random formulas.
#pragma once

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formula/formula.hpp"
#include "metindex/metindex.hpp"

namespace unit {

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define METINDEX_SANITIZED
#endif
#endif
#ifdef METINDEX_SANITIZED
constexpr bool kSanitized = true;  // everything takes several times as long: fewer rounds
#else
constexpr bool kSanitized = false;
#endif

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

inline const metindex::Catalogue& catalogue() {
  static const metindex::Catalogue built_in = metindex::Catalogue::built_in();
  return built_in;
}

// The same numbers on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  double between(double low, double high) {
    return low + (high - low) * (static_cast<double>(engine_() >> 11U) * 0x1p-53);
  }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  bool chance(double p) { return between(0, 1) < p; }
  template <typename T>
  const T& of(const std::vector<T>& list) {
    return list[below(list.size())];
  }
  std::uint64_t bits() { return engine_(); }

 private:
  std::mt19937_64 engine_;
};

inline std::string random_text(std::mt19937_64& random, const std::string& letters,
                               std::size_t most) {
  std::string text(random() % (most + 1), ' ');
  for (char& c : text) c = letters[random() % letters.size()];
  return text;
}

inline bool close(double a, double b, double tolerance) {
  return a == b || std::fabs(a - b) <= tolerance * std::max({1.0, std::fabs(a), std::fabs(b)});
}

inline bool same_number(double a, double b) { return (std::isnan(a) && std::isnan(b)) || a == b; }

// --- a small world for formulas: three analytes without unit ---

inline const metindex::Declarations& small_world() {
  static const metindex::Declarations all = [] {
    metindex::Declarations made;
    for (const char* id : {"x", "y", "z"}) {
      metindex::Analyte analyte;
      analyte.id = id;
      analyte.units.push_back({"1", "", {}, {}, {}, {}, {}, {}});
      made.analytes.push_back(analyte);
    }
    return made;
  }();
  return all;
}

inline const metindex::formula::Symbols& small_symbols() {
  static const metindex::formula::Symbols symbols(small_world());
  return symbols;
}

// "x * y" -> "x[1] * y[1]"
inline std::string with_units(std::string_view text) {
  const auto letter = [&](std::size_t at) {
    return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 ||
                                text[at] == '[' || text[at] == '_');
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    const bool name = text[i] >= 'x' && text[i] <= 'z';
    if (name && !letter(i + 1) && (i == 0 || !letter(i - 1))) out += "[1]";
  }
  return out;
}

inline metindex::formula::Node leaf(std::string name, std::string in = {}) {
  metindex::formula::Node node;
  node.op = metindex::formula::Op::name;
  node.name = std::move(name);
  node.unit = std::move(in);
  return node;
}

inline metindex::formula::Node literal(double number) {
  metindex::formula::Node node;
  node.number = number;
  return node;
}

inline metindex::formula::Node branch(metindex::formula::Op op,
                                      std::vector<metindex::formula::Node> args) {
  metindex::formula::Node node;
  node.op = op;
  node.args = std::move(args);
  return node;
}

// Random trees over x, y and z that compile; every operator of the language but those about bands.
class RandomFormula {
 public:
  explicit RandomFormula(Random& random) : random_(random) {}

  metindex::formula::Node number(int depth) {
    using metindex::formula::Op;
    if (depth == 0 || random_.chance(0.15)) return end();
    static const std::vector<Op> unary = {Op::negate, Op::ln,   Op::log10,
                                          Op::exp,    Op::sqrt, Op::abs};
    static const std::vector<Op> binary = {Op::add,   Op::subtract, Op::multiply, Op::divide,
                                           Op::power, Op::min,      Op::max};
    const Op one = random_.of(unary);  // drawn first: arguments of a call have no order
    const Op two = random_.of(binary);
    switch (random_.below(8)) {
      case 0:
      case 1: return branch(one, {number(depth - 1)});
      case 2: return branch(Op::choose, {truth(depth - 1), number(depth - 1), number(depth - 1)});
      case 3: return branch(Op::power, {number(depth - 1), literal(2)});
      default: return branch(two, {number(depth - 1), number(depth - 1)});
    }
  }

  metindex::formula::Node truth(int depth) {
    using metindex::formula::Op;
    static const std::vector<Op> comparisons = {Op::less,          Op::less_equal, Op::greater,
                                                Op::greater_equal, Op::equal,      Op::not_equal};
    const Op comparison = random_.of(comparisons);
    if (depth <= 1 || random_.chance(0.5)) {
      const int left = std::max(0, depth - 1);
      return branch(comparison, {number(left), number(left)});
    }
    switch (random_.below(3)) {
      case 0: return branch(Op::logical_not, {truth(depth - 1)});
      case 1: return branch(Op::logical_and, {truth(depth - 1), truth(depth - 1)});
      default: return branch(Op::logical_or, {truth(depth - 1), truth(depth - 1)});
    }
  }

 private:
  metindex::formula::Node end() {
    static const std::vector<std::string> names = {"x", "y", "z"};
    if (random_.chance(0.7)) return leaf(random_.of(names), "1");
    static const std::vector<double> numbers = {0, 1, 2, 0.5, 3, 22.5, 1e-7, 1e21};
    return literal(random_.chance(0.5) ? random_.of(numbers) : random_.between(0, 10));
  }

  Random& random_;
};

// The columns of a compiled formula, for x, y and z in this order.
template <typename T>
std::vector<T> arguments(const metindex::formula::Formula& formula, const T& x, const T& y,
                         const T& z) {
  std::vector<T> found;
  for (const auto& slot : formula.inputs())
    found.push_back(slot.id == "x" ? x : (slot.id == "y" ? y : z));
  return found;
}

inline double evaluate_once(const metindex::formula::Formula& formula,
                            const std::vector<double>& values) {
  std::vector<const double*> columns;
  for (const double& value : values) columns.push_back(&value);
  double out = kNaN;
  metindex::formula::Scratch scratch;
  formula.evaluate(columns, 1, &out, scratch);
  return out;
}

// The same through bounds, which tell a value where an unknown input cannot change it.
inline double evaluate_in_bounds(const metindex::formula::Formula& formula,
                                 const std::vector<double>& values) {
  const double plain = evaluate_once(formula, values);
  if (!std::isnan(plain)) return plain;
  std::vector<metindex::formula::Bounds> inputs;
  for (const double value : values) {
    inputs.push_back(std::isnan(value) ? metindex::formula::Bounds{}
                                       : metindex::formula::Bounds::point(value));
  }
  metindex::formula::Scratch scratch;
  const metindex::formula::Bounds bounds = formula.evaluate(inputs, scratch);
  return bounds.exact() ? bounds.low : kNaN;
}

}  // namespace unit
