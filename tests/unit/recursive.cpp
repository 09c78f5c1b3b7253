#include "unit/recursive.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "unit/plain_homa2.hpp"

using metindex::Analyte;
using metindex::Index;
using metindex::formula::Node;
using metindex::formula::Op;

namespace unit {
namespace {

struct Trees {
  Node value;
  std::optional<Node> needs;
  bool counts = false;
  bool drug_free = false;  // reads for how long no drug was taken
};

bool counts(const Node& n) {
  return n.op == Op::count || std::any_of(n.args.begin(), n.args.end(), counts);
}

const Trees& trees_of(const std::string& id) {
  static std::map<std::string, Trees> parsed;
  const auto found = parsed.find(id);
  if (found != parsed.end()) return found->second;
  const Index* index = catalogue().index(id);
  REQUIRE_MESSAGE(index != nullptr, id);
  Trees trees{metindex::formula::parse(index->formula), {}};
  trees.drug_free = index->formula.find("drug_free_months") != std::string::npos;
  trees.counts = counts(trees.value);
  if (!index->needs.empty()) trees.needs = metindex::formula::parse(index->needs);
  return parsed.emplace(id, std::move(trees)).first->second;
}

double called(const std::string& name, double a, double b) {
  for (const plain::Twin& twin : plain::homa2_twins()) {
    if (twin.name == name) return twin.plain(a, b);
  }
  FAIL("the function ", name, " has no twin");
  return kNaN;
}

double compared(double a, double b, bool (*compare)(double, double)) {
  return std::isnan(a) || std::isnan(b) ? kNaN : (compare(a, b) ? 1 : 0);
}

}  // namespace

double Recursive::index(const std::string& id) const {
  const Trees& trees = trees_of(id);
  if (trees.drug_free && person_.is("glucose_treatment", "yes")) return kNaN;  // a contradiction
  const double domain = trees.needs ? value(*trees.needs) : 1;
  if (!trees.counts) return domain == 1 ? value(trees.value) : kNaN;
  if (domain == 0) return kNaN;
  const double before = unknown_counts_;  // of an index that reads this one
  unknown_counts_ = 0;
  const double least = value(trees.value);
  unknown_counts_ = 1;
  const double most = value(trees.value);
  unknown_counts_ = before;
  return least == most ? least : kNaN;
}

double Recursive::value(const Node& n) const {
  const auto arg = [&](std::size_t i) { return value(n.args.at(i)); };
  switch (n.op) {
    case Op::number: return n.number;
    case Op::name: return named(n.name, n.unit);
    case Op::add: return arg(0) + arg(1);
    case Op::subtract: return arg(0) - arg(1);
    case Op::multiply: return arg(0) * arg(1);
    case Op::divide: return arg(0) / arg(1);
    case Op::power: return std::pow(arg(0), arg(1));
    case Op::negate: return -arg(0);
    case Op::less: return compared(arg(0), arg(1), [](double a, double b) { return a < b; });
    case Op::less_equal: return compared(arg(0), arg(1), [](double a, double b) { return a <= b; });
    case Op::greater: return compared(arg(0), arg(1), [](double a, double b) { return a > b; });
    case Op::greater_equal:
      return compared(arg(0), arg(1), [](double a, double b) { return a >= b; });
    case Op::equal: return equality(n);
    case Op::count: return count(n);
    case Op::not_equal: return 1 - equality(n);
    case Op::logical_not: return 1 - arg(0);
    case Op::logical_and: return arg(0) == 0 || arg(1) == 0 ? 0 : arg(0) + arg(1) - 1;
    case Op::logical_or: return arg(0) == 1 || arg(1) == 1 ? 1 : arg(0) + arg(1);
    case Op::ln: return std::log(arg(0));
    case Op::log10: return std::log10(arg(0));
    case Op::exp: return std::exp(arg(0));
    case Op::sqrt: return std::sqrt(arg(0));
    case Op::abs: return std::fabs(arg(0));
    case Op::min:
    case Op::max: return extreme(n);
    case Op::round: return std::round(arg(0) * std::pow(10, arg(1))) / std::pow(10, arg(1));
    case Op::call: return called(n.name, arg(0), arg(1));
    case Op::choose: return std::isnan(arg(0)) ? kNaN : (arg(0) == 1 ? arg(1) : arg(2));
    case Op::area:
    case Op::net_area:
    case Op::positive_area:
    case Op::mean: return series(n);
    case Op::band:
    case Op::known:
    case Op::censored:
    case Op::implausible: break;
  }
  FAIL("no operator of an index: ", metindex::formula::print(n));
  return kNaN;
}

// sex = male, or of two numbers.
double Recursive::equality(const Node& n) const {
  const Node& left = n.args.at(0);
  if (left.op == Op::band) return level(left, n.args.at(1));
  const Analyte* analyte = left.op == Op::name ? catalogue().analyte(left.name) : nullptr;
  if (analyte == nullptr || !analyte->is_category()) {
    return compared(value(left), value(n.args.at(1)), [](double a, double b) { return a == b; });
  }
  if (!person_.knows(left.name)) return kNaN;
  return person_.is(left.name, n.args.at(1).name) ? 1 : 0;
}

// band(hdl, NAME) = met: does the value lie in a band of that level, in the unit reported? Where
// the sex is not known it must be so for either.
double Recursive::level(const Node& band, const Node& word) const {
  const std::string& analyte = band.args.at(0).name;
  if (!person_.knows(analyte)) return kNaN;
  std::set<std::string> levels;
  for (const auto* scheme : catalogue().scheme(analyte, band.args.at(1).name)) {
    if (!scheme->sex.empty() && person_.knows("sex") && !person_.is("sex", scheme->sex)) continue;
    levels.insert(level_in(*scheme, analyte));
  }
  if (levels.size() != 1) return kNaN;
  return *levels.begin() == word.name ? 1 : 0;
}

std::string Recursive::level_in(const metindex::Scheme& scheme, const std::string& analyte) const {
  const auto units = scheme.units();
  const bool own =
      std::find(units.begin(), units.end(), person_.reported_in(analyte)) != units.end();
  const std::string in = own ? person_.reported_in(analyte) : units.front();
  const double x = person_(analyte, in);
  for (const auto& each : scheme.bands) {
    const auto& [lower, upper] = *each.in(in);
    const bool above = !lower || (lower->inclusive ? x >= lower->value : x > lower->value);
    const bool below = !upper || (upper->inclusive ? x <= upper->value : x < upper->value);
    if (above && below) return each.level;
  }
  return {};
}

double Recursive::count(const Node& n) const {
  double sum = 0;
  for (const Node& condition : n.args) {
    const double met = value(condition);
    sum += std::isnan(met) ? unknown_counts_ : met;
  }
  return sum;
}

double Recursive::extreme(const Node& n) const {
  double best = value(n.args.front());
  for (const Node& each : n.args) {
    const double x = value(each);
    if (std::isnan(x) || std::isnan(best)) return kNaN;
    best = n.op == Op::min ? std::min(best, x) : std::max(best, x);
  }
  return best;
}

// Step by step along the samples, whereas the library writes out one sum.
double Recursive::series(const Node& n) const {
  const std::string& fasting = n.args.at(0).name;
  std::vector<int> minutes;
  for (std::size_t i = 1; i < n.args.size(); ++i)
    minutes.push_back(static_cast<int>(n.args[i].number));
  if (minutes.size() == 1) minutes = person_.minutes(fasting, minutes[0]);
  const auto at = [&](int minute) {
    return person_(minute == 0 ? fasting : fasting + "_" + std::to_string(minute), n.args[0].unit);
  };
  double sum = 0;
  if (n.op == Op::mean) {
    for (const int minute : minutes) sum += at(minute);
    return sum / static_cast<double>(minutes.size());
  }
  const double start = n.op == Op::area ? 0 : at(minutes[0]);
  for (std::size_t i = 1; i < minutes.size(); ++i) {
    const double a = at(minutes[i - 1]) - start, b = at(minutes[i]) - start;
    const double span = minutes[i] - minutes[i - 1];
    const bool crosses = n.op == Op::positive_area && a * b < 0;
    const bool below = n.op == Op::positive_area && a <= 0 && b <= 0;
    const double up = std::max(a, b), down = std::min(a, b);
    if (std::isnan(a) || std::isnan(b)) return kNaN;
    if (crosses) {
      sum += span * up / (up - down) * up / 2;
    } else if (!below) {
      sum += span * (a + b) / 2;
    }
  }
  return sum;
}

// An analyte written without a unit is asked for its sign alone, which is the same in each.
double Recursive::named(const std::string& name, const std::string& in) const {
  const Analyte* analyte = catalogue().analyte(name);
  if (analyte == nullptr) return index(name);
  return person_(name, in.empty() ? analyte->units.front().id : in);
}

}  // namespace unit
