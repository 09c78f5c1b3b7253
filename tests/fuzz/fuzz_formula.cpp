// Any text as a formula: refused at a place within it, or printed so that it parses to the same
// text again, and computed as a plain walk over its tree computes it.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>

#include "formula/formula.hpp"
#include "formula/functions.hpp"
#include "fuzz/targets.hpp"

namespace fuzz {
namespace {

using metindex::formula::Bounds;
using metindex::formula::find_function;
using metindex::formula::Formula;
using metindex::formula::FormulaError;
using metindex::formula::Node;
using metindex::formula::Op;
using metindex::formula::Scratch;
using metindex::formula::Slot;
using metindex::formula::Symbols;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

const Symbols& symbols() {
  static const Symbols built_in(catalogue().declarations());
  return built_in;
}

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}
bool same_tree(const Node& a, const Node& b) {
  return a.op == b.op && a.name == b.name && a.unit == b.unit && a.number == b.number &&
         std::equal(a.args.begin(), a.args.end(), b.args.begin(), b.args.end(), same_tree);
}
bool same_number(double a, double b) { return (std::isnan(a) && std::isnan(b)) || a == b; }

// --- the plain walk ---

// One number for each input, by what is asked and of what.
using Inputs = std::map<std::pair<Slot::Kind, std::string>, double>;

class Walk {
 public:
  explicit Walk(const Inputs& inputs) : inputs_(inputs) {}

  double value(const Node& n) const {
    const auto arg = [&](std::size_t i) { return value(n.args.at(i)); };
    switch (n.op) {
      case Op::number: return n.number;
      case Op::name: return named(n);
      case Op::add: return arg(0) + arg(1);
      case Op::subtract: return arg(0) - arg(1);
      case Op::multiply: return arg(0) * arg(1);
      case Op::divide: return arg(0) / arg(1);
      case Op::power: return power(arg(0), arg(1));
      case Op::negate: return -arg(0);
      case Op::ln: return std::log(arg(0));
      case Op::log10: return std::log10(arg(0));
      case Op::exp: return std::exp(arg(0));
      case Op::sqrt: return std::sqrt(arg(0));
      case Op::abs: return std::fabs(arg(0));
      case Op::min:
      case Op::max: return extreme(n);
      case Op::round: return rounded(arg(0), arg(1));
      case Op::call: return find_function(n.name)->value(arg(0), arg(1));
      case Op::choose: return choose(n, arg(0));
      case Op::area:
      case Op::net_area:
      case Op::mean: return weighted(n, samples(n));
      case Op::positive_area: return positive_area(samples(n));
      case Op::count: return count(n);
      case Op::known: return inputs_.at({Slot::Kind::known, n.args.front().name});
      case Op::censored: return inputs_.at({Slot::Kind::censored, n.args.front().name});
      default: return truth(n);
    }
  }

 private:
  static bool known(double a, double b) { return !std::isnan(a) && !std::isnan(b); }
  static double power(double a, double b) { return known(a, b) ? std::pow(a, b) : kUnknown; }

  static double rounded(double x, double digits) {
    const double scale = std::pow(10, digits);
    return std::fabs(x * scale) < 0x1p52 ? std::round(x * scale) / scale : x;
  }

  double count(const Node& n) const {
    double met = 0;
    for (const Node& each : n.args) met += value(each);
    return met;
  }

  double choose(const Node& n, double condition) const {
    if (std::isnan(condition)) return kUnknown;
    return value(n.args[condition == 1 ? 1 : 2]);
  }

  double truth(const Node& n) const {
    if (n.op == Op::logical_not) return 1 - value(n.args[0]);
    const double a = left(n);
    const double b = right(n);
    if (n.op == Op::logical_and && (a == 0 || b == 0)) return 0;
    if (n.op == Op::logical_or && (a == 1 || b == 1)) return 1;
    if (!known(a, b)) return kUnknown;
    switch (n.op) {
      case Op::logical_and: return 1;
      case Op::logical_or: return 0;
      case Op::less: return a < b ? 1 : 0;
      case Op::less_equal: return a <= b ? 1 : 0;
      case Op::greater: return a > b ? 1 : 0;
      case Op::greater_equal: return a >= b ? 1 : 0;
      case Op::equal: return a == b ? 1 : 0;
      case Op::not_equal: return a != b ? 1 : 0;
      default: throw Finding("no such operator");
    }
  }

  double left(const Node& n) const {
    const Node& asked = n.args[0];
    if (asked.op != Op::band) return value(asked);
    const std::string scheme = asked.args.size() > 1 ? asked.args[1].name : "";
    return inputs_.at({Slot::Kind::band, asked.args.front().name + scheme});
  }

  // The position of a word among those that the left side may be.
  double right(const Node& n) const {
    const Node& asked = n.args[0];
    const auto* analyte = asked.op == Op::name ? symbols().analyte(asked.name) : nullptr;
    const std::string& word = n.args[1].name;
    if (asked.op == Op::band) {
      const auto& levels = symbols().levels();
      return static_cast<double>(std::find(levels.begin(), levels.end(), word) - levels.begin());
    }
    if (analyte == nullptr || !analyte->is_category()) return value(n.args[1]);
    double position = 0;
    for (const auto& category : analyte->categories) {
      if (category.id == word) return position;
      ++position;
    }
    throw Finding("no category " + word);
  }

  double extreme(const Node& n) const {
    double best = value(n.args.front());
    for (const Node& each : n.args) {
      const double x = value(each);
      if (!known(best, x)) return kUnknown;
      if (n.op == Op::min ? x < best : x > best) best = x;
    }
    return best;
  }

  double named(const Node& n) const {
    for (const Slot::Kind kind : {Slot::Kind::analyte, Slot::Kind::index, Slot::Kind::context}) {
      const auto found = inputs_.find({kind, n.name + n.unit});
      if (found != inputs_.end()) return found->second;
    }
    throw Finding("'" + n.name + "' is computed, and is no input");
  }

  // Minutes and values; of one minute alone, 0 and that one.
  using Samples = std::vector<std::pair<double, double>>;

  Samples samples(const Node& n) const {
    Samples found;
    const auto add = [&](int minute) {
      Node sample = n.args.front();
      if (minute > 0) sample.name += "_" + std::to_string(minute);
      found.emplace_back(minute, named(sample));
    };
    if (n.args.size() == 2) add(0);
    for (std::size_t i = 1; i < n.args.size(); ++i) add(static_cast<int>(n.args[i].number));
    return found;
  }

  static double weighted(const Node& n, const Samples& samples) {
    double sum = 0;
    const double all = static_cast<double>(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const double before = i > 0 ? (samples[i].first - samples[i - 1].first) / 2 : 0;
      const double after =
          i + 1 < samples.size() ? (samples[i + 1].first - samples[i].first) / 2 : 0;
      double weight = n.op == Op::mean ? 1 / all : before + after;
      if (n.op == Op::net_area && i == 0) weight -= samples.back().first - samples.front().first;
      const double term = weight * samples[i].second;
      sum = i == 0 ? term : sum + term;
    }
    return sum;
  }

  static double positive_area(const Samples& samples) {
    const auto above = [](double x) { return std::isnan(x) ? kUnknown : (0 > x ? 0 : x); };
    double sum = 0;
    for (std::size_t i = 0; i + 1 < samples.size(); ++i) {
      const double a = samples[i].second - samples.front().second;
      const double b = samples[i + 1].second - samples.front().second;
      const double size = std::fabs(a) + std::fabs(b);
      const double least = std::numeric_limits<double>::min();
      const double span = std::isnan(size) ? kUnknown : (least > size ? least : size);
      const double both = above(a) + above(b);
      const double height = power(both, 2) / span;
      const double part = height * ((samples[i + 1].first - samples[i].first) / 2);
      sum = i == 0 ? part : sum + part;
    }
    return sum;
  }

  const Inputs& inputs_;
};

// --- inputs ---

constexpr std::array<double, 7> kNumbers = {95.25, 12.5, 5.5, 0, -3.75, kUnknown, 1e300};
constexpr std::size_t kRows = kNumbers.size();

double input(const Slot& slot, std::size_t at, std::size_t row) {
  const double x = kNumbers[(row + at) % kRows];
  const bool logical = slot.kind == Slot::Kind::context || slot.kind == Slot::Kind::known ||
                       slot.kind == Slot::Kind::censored;
  if (logical) return x > 6 ? 1 : 0;
  const auto* analyte = slot.kind == Slot::Kind::analyte ? symbols().analyte(slot.id) : nullptr;
  const bool word = slot.kind == Slot::Kind::band || (analyte != nullptr && analyte->is_category());
  if (word && !std::isnan(x)) return x > 6 ? 1 : 0;
  return x;
}

std::vector<double> evaluate(const Formula& formula) {
  const auto slots = formula.inputs();
  std::vector<std::vector<double>> columns(slots.size(), std::vector<double>(kRows));
  std::vector<const double*> pointers;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    for (std::size_t row = 0; row < kRows; ++row) columns[i][row] = input(slots[i], i, row);
    pointers.push_back(columns[i].data());
  }
  std::vector<double> out(kRows);
  Scratch scratch;
  formula.evaluate(pointers, kRows, out.data(), scratch);
  return out;
}

// Whether bounds are computed by the same rounding operations as numbers, so that no dust parts
// them.
bool is_exact(const Node& n) {
  const bool rounds_otherwise = n.op == Op::positive_area || n.op == Op::divide ||
                                n.op == Op::power || n.op == Op::ln || n.op == Op::log10 ||
                                n.op == Op::exp || n.op == Op::call;
  return !rounds_otherwise && std::all_of(n.args.begin(), n.args.end(), is_exact);
}

// Whatever is proved of all inputs between those of two rows holds of the values of both.
void check_bounds(const Formula& formula, const std::vector<double>& values, std::size_t row,
                  std::size_t other) {
  const auto slots = formula.inputs();
  std::vector<Bounds> inputs;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const double a = input(slots[i], i, row);
    const double b = input(slots[i], i, other);
    inputs.push_back({std::min(a, b), std::max(a, b), false, false});
    if (std::isnan(a) || std::isnan(b)) inputs.back() = {};
  }
  Scratch scratch;
  const Bounds bounds = formula.evaluate(inputs, scratch);
  if (!bounds.known()) return;
  for (const double x : {values[row], values[other]}) {
    require(std::isnan(x) || (x >= bounds.low && x <= bounds.high), formula.text(), ": rows ", row,
            " and ", other, " have ", x, ", not within ", bounds.low, " to ", bounds.high);
  }
}

void check_values(const Formula& formula, const Formula& again, const Node& tree) {
  const std::vector<double> values = evaluate(formula);
  const std::vector<double> second = evaluate(again);
  for (std::size_t row = 0; row < kRows; ++row) {
    Inputs inputs;
    for (std::size_t i = 0; i < formula.inputs().size(); ++i) {
      const Slot& slot = formula.inputs()[i];
      inputs[{slot.kind, slot.id + slot.unit}] = input(slot, i, row);
    }
    const double walked = Walk(inputs).value(tree);
    require(same_bits(values[row], second[row]), formula.text(), ": ", values[row],
            ", printed and parsed ", second[row]);
    require(same_number(values[row], walked), formula.text(), ": ", values[row], ", walked ",
            walked);
  }
  for (std::size_t row = 0; row < kRows; ++row) {
    check_bounds(formula, values, row, row);
    if (is_exact(tree)) check_bounds(formula, values, row, (row + 1) % kRows);
  }
}

void check_compiled(std::string_view text, const Node& tree, Formula::Use use) {
  const auto formula = Formula::compile(text, symbols(), use);
  if (!formula) return require_sentence(formula.error());
  const auto again = Formula::compile(formula->text(), symbols(), use);
  require(static_cast<bool>(again), formula->text(), ": ", again.error());
  require(again->text() == formula->text(), formula->text(), " prints as ", again->text());
  const auto same = [](const Slot& a, const Slot& b) {
    return a.same(b) && a.optional == b.optional;
  };
  require(std::equal(formula->inputs().begin(), formula->inputs().end(), again->inputs().begin(),
                     again->inputs().end(), same),
          formula->text(), ": other inputs");
  check_values(*formula, *again, tree);
}

}  // namespace

void formula(std::string_view bytes) {
  Node tree;
  try {
    tree = metindex::formula::parse(bytes);
  } catch (const FormulaError& error) {
    require(error.at <= bytes.size(), "error at ", error.at, " of ", bytes.size());
    return require_sentence(error.message);
  }
  const std::string text = print(tree);
  try {
    const Node again = metindex::formula::parse(text);
    require(same_tree(again, tree) && print(again) == text, "'", text, "' is parsed as '",
            print(again), "'");
  } catch (const FormulaError& error) {
    require(false, "'", text, "' is printed and not parsed: ", error.message);
  }
  for (const Formula::Use use : {Formula::Use::value, Formula::Use::domain, Formula::Use::criterion,
                                 Formula::Use::condition})
    check_compiled(bytes, tree, use);
}

}  // namespace fuzz
