// The functions of the HOMA2-compatible map: against their plain twins, at and beyond their ranges,
// in the directions they declare.
#include <doctest/doctest.h>

#include <string>

#include "formula/homa2.hpp"
#include "unit/plain_homa2.hpp"
#include "unit/support.hpp"

using namespace metindex;
using formula::Bounds;
using formula::find_function;
using formula::NamedFunction;
using formula::Source;
using unit::kNaN;

namespace {

const NamedFunction& function(const std::string& name) {
  const NamedFunction* found = find_function(name);
  REQUIRE_MESSAGE(found != nullptr, name);
  return *found;
}

double value(const std::string& name, double a, double b) { return function(name).value(a, b); }

// `steps` + 1 values from end to end, on a scale of ratios.
std::vector<double> grid(const NamedFunction::Argument& argument, int steps) {
  std::vector<double> values;
  for (int i = 0; i < steps; ++i)
    values.push_back(argument.low * std::pow(argument.high / argument.low, 1.0 * i / steps));
  values.push_back(argument.high);
  return values;
}

double any(unit::Random& random, const NamedFunction::Argument& argument) {
  return std::exp(random.between(std::log(argument.low), std::log(argument.high)));
}

bool agree(double a, double b) { return std::fabs(a - b) <= 1e-12 * std::fabs(b); }

}  // namespace

TEST_CASE("homa2: every function has a plain twin, and is its equal on a grid and by chance") {
  CHECK(formula::homa2_functions().size() == unit::plain::homa2_twins().size());
  unit::Random random(1998);
  for (const unit::plain::Twin& twin : unit::plain::homa2_twins()) {
    CAPTURE(twin.name);
    const auto& [first, second] = function(twin.name).arguments;
    int different = 0;
    for (const double a : grid(first, 44)) {
      for (const double b : grid(second, 40))
        different += agree(value(twin.name, a, b), twin.plain(a, b)) ? 0 : 1;
    }
    for (int i = 0; i < 2000; ++i) {
      const double a = any(random, first);
      const double b = any(random, second);
      different += agree(value(twin.name, a, b), twin.plain(a, b)) ? 0 : 1;
    }
    CHECK(different == 0);
  }
}

TEST_CASE("homa2: no value outside the ranges of the arguments") {
  for (const NamedFunction& f : formula::homa2_functions()) {
    CAPTURE(f.name);
    const auto& [first, second] = f.arguments;
    for (const double a : {first.low, first.high}) {
      for (const double b : {second.low, second.high}) CHECK(std::isfinite(f.value(a, b)));
    }
    for (const double a : {std::nextafter(first.low, 0), std::nextafter(first.high, 100), 0.0,
                           -first.low, kNaN, unit::kInfinity, 1e300, 5e-324})
      CHECK(std::isnan(f.value(a, second.high)));
    for (const double b : {std::nextafter(second.low, 0), std::nextafter(second.high, 1e9), 0.0,
                           -second.low, kNaN, unit::kInfinity, 1e300, 5e-324})
      CHECK(std::isnan(f.value(first.low, b)));
  }
}

TEST_CASE("homa2: each function rises or falls with each argument as declared") {
  for (const NamedFunction& f : formula::homa2_functions()) {
    CAPTURE(f.name);
    const auto& [first, second] = f.arguments;
    const auto as = [](const NamedFunction::Argument& argument, double before, double after) {
      return argument.rises ? before < after : before > after;
    };
    const auto of_first = grid(first, 500);
    const auto of_second = grid(second, 100);
    int against = 0;
    for (std::size_t i = 0; i < of_first.size(); ++i) {
      for (std::size_t k = 0; k < of_second.size(); ++k) {
        const double here = f.value(of_first[i], of_second[k]);
        if (i > 0) against += as(first, f.value(of_first[i - 1], of_second[k]), here) ? 0 : 1;
        if (k > 0) against += as(second, f.value(of_first[i], of_second[k - 1]), here) ? 0 : 1;
      }
    }
    CHECK(against == 0);
  }
}

TEST_CASE("homa2: what leads back to C-peptide stays within the range of what follows") {
  for (const std::string name : {"homa2_c_peptide", "homa2_c_peptide_specific"}) {
    const auto& [glucose, insulin] = function(name).arguments;
    const auto& c_peptide = function("homa2_percent_b").arguments[1];
    CHECK(value(name, glucose.high, insulin.low) >= c_peptide.low);
    CHECK(value(name, glucose.low, insulin.high) <= c_peptide.high);
  }
}

TEST_CASE("homa2: columns and constants give the numbers of single values, bit for bit") {
  unit::Random random(2004);
  for (const NamedFunction& f : formula::homa2_functions()) {
    CAPTURE(f.name);
    const auto& [first, second] = f.arguments;
    std::vector<double> a, b, out(777);
    for (std::size_t i = 0; i < out.size(); ++i) {
      a.push_back(random.chance(0.1) ? kNaN : any(random, first) * random.between(0.9, 1.1));
      b.push_back(random.chance(0.1) ? -1 : any(random, second) * random.between(0.9, 1.1));
    }
    for (int constants = 0; constants < 4; ++constants) {
      const bool a_once = (constants & 1) != 0;
      const bool b_once = (constants & 2) != 0;
      f.columns(Source{a.data(), a_once}, Source{b.data(), b_once}, out.data(), out.size());
      int different = 0;
      for (std::size_t i = 0; i < out.size(); ++i) {
        const double alone = f.value(a[a_once ? 0 : i], b[b_once ? 0 : i]);
        different += unit::same_number(out[i], alone) ? 0 : 1;
      }
      CHECK(different == 0);
    }
  }
}

TEST_CASE("homa2: bounds are those of the ends, and none where an end is out of range") {
  const NamedFunction& s = function("homa2_percent_s");  // falls with both
  const NamedFunction& b = function("homa2_percent_b");  // falls with glucose, rises with C-peptide
  const Bounds glucose = {5, 6, false, true};
  const Bounds c_peptide = {0.4, 0.8, true, false};
  const Bounds of_s = s.bounds(glucose, c_peptide);
  CHECK(of_s.low == s.value(6, 0.8));
  CHECK(of_s.high == s.value(5, 0.4));
  CHECK(of_s.low_open);
  CHECK(of_s.high_open);
  const Bounds of_b = b.bounds(glucose, c_peptide);
  CHECK(of_b.low == b.value(6, 0.4));
  CHECK(of_b.high == b.value(5, 0.8));
  CHECK(of_b.low_open);
  CHECK_FALSE(of_b.high_open);
  CHECK_FALSE(s.bounds({2.9, 6, false, false}, c_peptide).known());
  CHECK_FALSE(s.bounds(glucose, {0, 0.8, true, false}).known());
  CHECK_FALSE(s.bounds(glucose, {0.4, unit::kInfinity, false, true}).known());
  CHECK_FALSE(s.bounds({}, c_peptide).known());
}

TEST_CASE("homa2: the series in glucose as printed beside their coefficients") {
  // A and D of %S = A / C + D, at 3.0, 4.1, ... 25.0 mmol/L.
  const double expected[] = {54.493, 48.558, 44.766, 42.086, 40.001, 38.270, 36.762,
                             35.382, 33.983, 32.362, 30.349, 27.921, 25.193, 22.312,
                             19.378, 16.429, 13.464, 10.455, 7.373,  4.142,  0.659};
  double glucose = 3;
  for (const double a : expected) {
    const double g = std::min(glucose, 25.0);
    // Two values of C give two equations.
    const double at_1 = value("homa2_percent_s", g, 1);
    const double at_half = value("homa2_percent_s", g, 0.5);
    CHECK(std::fabs(at_half - at_1 - a) < 0.0006);
    glucose += 1.1;
  }
  const auto d = [](double g) {
    return 2 * value("homa2_percent_s", g, 1) - value("homa2_percent_s", g, 0.5);
  };
  CHECK(std::fabs(d(3) - 0.127) < 0.0006);
  CHECK(std::fabs(d(13) - 0.226) < 0.0006);
  CHECK(std::fabs(d(25) - 0.022) < 0.0006);
}

TEST_CASE("homa2: the reference person has 100 % of both") {
  // Its values to 3 or 4 digits.
  CHECK(std::fabs(value("homa2_percent_b", 4.887, 0.458) - 100) < 0.1);
  CHECK(std::fabs(value("homa2_percent_s", 4.887, 0.458) - 100) < 0.1);
  CHECK(std::fabs(value("homa2_c_peptide", 4.887, 53.8) - 0.458) < 0.0006);
  CHECK(std::fabs(value("homa2_c_peptide_specific", 4.887, 46.9) - 0.458) < 0.0006);
}

TEST_CASE("homa2: insulin, specific insulin and C-peptide of one person lead to the same") {
  unit::Random random(2013);
  for (int i = 0; i < 2000; ++i) {
    const double g = random.between(3, 25);
    const double c = random.between(0.2, 3.5);
    const double from_insulin = value("homa2_c_peptide", g, unit::plain::homa2_insulin(c, g));
    const double from_specific =
        value("homa2_c_peptide_specific", g, unit::plain::homa2_specific_insulin(c, g));
    CHECK(agree(from_insulin, c));
    CHECK(agree(from_specific, c));
    CHECK(agree(unit::plain::homa2_secretion(value("homa2_percent_b", g, c), g), c));
  }
}
