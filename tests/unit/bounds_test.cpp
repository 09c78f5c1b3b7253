// Formulas over bounds: whatever lies inside the inputs lies inside the result.
#include <doctest/doctest.h>

#include <map>

#include "assess/compiled.hpp"
#include "formula/syntax.hpp"
#include "panel/units.hpp"
#include "unit/support.hpp"

using namespace metindex;
using formula::Bounds;
using formula::Formula;
using formula::Slot;
using unit::kInfinity;
using unit::kNaN;

namespace {

// By analyte, in its first unit; a category by its position.
using Box = std::map<std::string, Bounds>;
using Point = std::map<std::string, double>;

const CompiledIndex& compiled(const std::string& id) {
  const auto& all = unit::catalogue().compiled();
  return all.get(*unit::catalogue().index(id));
}

double convert(const Slot& slot, double x) {
  const Analyte& analyte = *unit::catalogue().analyte(slot.id);
  if (analyte.is_category()) return x;
  const std::string& from = analyte.units.front().id;
  return (*panel::find_converter(analyte, from, slot.unit.empty() ? from : slot.unit))(x);
}

Bounds bounds_of(const Formula& formula, const Box& box);
double value_of(const Formula& formula, const Point& point);

Bounds input(const Slot& slot, const Box& box) {
  if (slot.kind == Slot::Kind::index) return bounds_of(compiled(slot.id).value, box);
  Bounds b = box.at(slot.id);
  b.low = convert(slot, b.low);
  b.high = convert(slot, b.high);
  return b;
}

Bounds bounds_of(const Formula& formula, const Box& box) {
  std::vector<Bounds> inputs;
  for (const Slot& slot : formula.inputs()) inputs.push_back(input(slot, box));
  formula::Scratch scratch;
  return formula.evaluate(inputs, scratch);
}

double value_of(const Formula& formula, const Point& point) {
  std::vector<double> inputs;
  for (const Slot& slot : formula.inputs()) {
    inputs.push_back(slot.kind == Slot::Kind::index ? value_of(compiled(slot.id).value, point)
                                                    : convert(slot, point.at(slot.id)));
  }
  return unit::evaluate_once(formula, inputs);
}

bool inside(const Bounds& b, double x, double tolerance) {
  const auto allow = [&](double end) {
    return std::isinf(end) ? 0 : tolerance * std::max(1.0, std::fabs(end));
  };
  return x >= b.low - allow(b.low) && x <= b.high + allow(b.high);
}

bool surely(const CompiledIndex& index, const Box& box) {
  if (!index.needs) return true;
  const Bounds domain = bounds_of(*index.needs, box);
  return domain.exact() && domain.low == 1;
}

Bounds any_bounds(unit::Random& random, double least, double most) {
  double a = random.between(least, most);
  double b = random.chance(0.3) ? a * (1 + random.between(0, 0.05)) : random.between(least, most);
  if (a > b) std::swap(a, b);
  if (random.chance(0.1)) return {0, b, true, random.chance(0.5)};
  if (random.chance(0.1)) return {a, kInfinity, random.chance(0.5), true};
  return {a, b, random.chance(0.5), random.chance(0.5)};
}

double any_category(const Analyte& analyte, unit::Random& random) {
  return static_cast<double>(random.below(analyte.categories.size()));
}

// What is usual; for HOMA2, whose domain is a box, what lies in it.
Range range_of(const Index& index, const Analyte& analyte) {
  static const std::map<std::string, Range> of_homa2 = {{"glucose", {55, 445}},
                                                        {"insulin", {3.4, 66}},
                                                        {"specific_insulin", {3.4, 49}},
                                                        {"c_peptide", {0.61, 10.5}}};
  const bool homa2 = index.id.substr(0, 6) == "homa2_";
  return homa2 ? of_homa2.at(analyte.id) : analyte.units.front().usual;
}

Bounds any_bounds(const Index& index, const Analyte& analyte, unit::Random& random) {
  if (analyte.is_category()) return Bounds::point(any_category(analyte, random));
  const Range range = range_of(index, analyte);
  return any_bounds(random, range.low, range.high);
}

double any_value(const Analyte& analyte, unit::Random& random) {
  if (analyte.is_category()) return any_category(analyte, random);
  const Range& usual = analyte.units.front().usual;
  return random.between(usual.low, usual.high);
}

// A value inside, often at or just beside an end.
double sample(unit::Random& random, const Bounds& b) {
  const double high = std::isinf(b.high) ? std::max(1.0, b.low) * 100 : b.high;
  double x = random.between(b.low, high);
  const double beside = 1e-9 * (high - b.low);  // not so near to 0 that its square vanishes
  if (random.chance(0.3)) x = b.low_open ? b.low + beside : b.low;
  if (random.chance(0.3)) x = b.high_open ? high - beside : high;
  return b.low_open && x <= b.low ? high : x;
}

Result index_result(const std::string& index,
                    const std::vector<std::pair<std::string, std::string>>& values) {
  Panel panel(unit::catalogue());
  for (const auto& [analyte, text] : values) panel.set(analyte, text);
  REQUIRE_MESSAGE(panel.problems().empty(), panel.problems().front());
  return *index_of(unit::catalogue(), index, panel);
}

}  // namespace

TEST_CASE("bounds: values inside a box of inputs lie inside the bounds of every index") {
  unit::Random random(405);
  for (const Index& declared : unit::catalogue().declarations().indices) {
    const CompiledIndex& index = unit::catalogue().compiled().get(declared);
    if (index.tolerant()) continue;  // those that count: criteria_test.cpp
    CAPTURE(index.index->id);
    int known = 0;
    for (int i = 0; i < (unit::kSanitized ? 15 : 400); ++i) {
      Box box;
      for (const Analyte* analyte : index.analytes)
        box[analyte->id] = any_bounds(*index.index, *analyte, random);
      if (!surely(index, box)) continue;
      const Bounds bounds = bounds_of(index.value, box);
      if (!bounds.known()) continue;  // where an input occurs often, nothing may be provable
      ++known;
      for (int k = 0; k < 8; ++k) {
        Point point;
        for (const auto& [analyte, b] : box) point[analyte] = sample(random, b);
        const double x = value_of(index.value, point);
        if (!inside(bounds, x, 1e-12))
          FAIL_CHECK(x, " is not in ", bounds.low, " to ", bounds.high);
      }
    }
    CHECK(known > (unit::kSanitized ? 0 : 50));
  }
}

TEST_CASE("bounds: exact inputs give the very number of the columns") {
  unit::Random random(225);
  for (const Index& declared : unit::catalogue().declarations().indices) {
    const CompiledIndex& index = unit::catalogue().compiled().get(declared);
    if (index.tolerant()) continue;  // those that count: criteria_test.cpp
    CAPTURE(index.index->id);
    for (int i = 0; i < (unit::kSanitized ? 15 : 200); ++i) {
      Point point;
      for (const Analyte* analyte : index.analytes)
        point[analyte->id] = any_value(*analyte, random);
      Box box;
      for (const auto& [analyte, x] : point) box[analyte] = Bounds::point(x);
      const Bounds bounds = bounds_of(index.value, box);
      const double x = value_of(index.value, point);
      CHECK(unit::same_number(bounds.low, x));
      CHECK(unit::same_number(bounds.high, x));
      if (index.needs) CHECK(value_of(*index.needs, point) == bounds_of(*index.needs, box).low);
    }
  }
}

TEST_CASE("bounds: random formulas never promise too much") {
  unit::Random random(20240607);
  unit::RandomFormula make(random);
  int known = 0;
  int unknown = 0;
  for (int i = 0; i < 4000; ++i) {
    const bool logical = i % 4 == 0;
    const std::string text = formula::print(logical ? make.truth(3) : make.number(3));
    const auto formula = Formula::compile(text, unit::small_symbols(),
                                          logical ? Formula::Use::domain : Formula::Use::value);
    REQUIRE(formula);
    const auto box = [&] {
      const double a = random.chance(0.2) ? 0 : random.between(-4, 8);
      const double b = random.chance(0.15) ? a : a + random.between(0, 4);
      return a == b ? Bounds::point(a) : Bounds{a, b, random.chance(0.5), random.chance(0.5)};
    };
    const Bounds x = box();
    const Bounds y = box();
    const Bounds z = box();
    formula::Scratch scratch;
    const Bounds bounds = formula->evaluate(unit::arguments(*formula, x, y, z), scratch);
    bounds.known() ? ++known : ++unknown;
    for (int k = 0; k < 25 && bounds.known(); ++k) {
      const auto inner = [&](const Bounds& b) { return b.exact() ? b.low : sample(random, b); };
      const double at_x = inner(x);
      const double at_y = inner(y);
      const double at_z = inner(z);
      const double value =
          unit::evaluate_once(*formula, unit::arguments(*formula, at_x, at_y, at_z));
      if (inside(bounds, value, 1e-9)) continue;
      FAIL_CHECK(text, " is ", value, " at ", at_x, ", ", at_y, ", ", at_z, ": not in ", bounds.low,
                 " to ", bounds.high);
      break;
    }
  }
  CHECK(known > 1000);
  CHECK(unknown > 200);
}

TEST_CASE("bounds: which ends are open") {
  const auto of = [](std::string_view text, const Bounds& x, const Bounds& y = Bounds::point(1)) {
    const auto formula =
        Formula::compile(unit::with_units(text), unit::small_symbols(), Formula::Use::value);
    REQUIRE_MESSAGE(formula, formula.error());
    formula::Scratch scratch;
    return formula->evaluate(unit::arguments(*formula, x, y, Bounds::point(1)), scratch);
  };
  const auto check = [](const Bounds& b, double low, bool low_open, double high, bool high_open) {
    CHECK(b.low == low);
    CHECK(b.low_open == low_open);
    CHECK(b.high == high);
    CHECK(b.high_open == high_open);
  };
  const Bounds below_two{0, 2, true, true};
  check(of("x * 3", below_two), 0, true, 6, true);
  check(of("x * -3", below_two), -6, true, 0, true);
  check(of("x * y", below_two, {0, 3, false, false}), 0, false, 6, true);
  check(of("4 / x", below_two), 2, true, kInfinity, true);
  check(of("1 - x", below_two), -1, true, 1, true);
  check(of("x + y", {1, 2, false, true}, {1, 2, true, false}), 2, true, 4, true);
  check(of("ln(x)", {1, kInfinity, false, true}), 0, false, kInfinity, true);
  check(of("abs(x)", {-3, 2, true, false}), 0, false, 3, true);
  check(of("x ^ 2", {-3, 2, false, false}), 0, false, 9, false);
  check(of("max(x, 1)", {0, 2, true, true}), 1, false, 2, true);
  check(of("round(x, 1)", {1, 2.04, true, true}), 1, false, 2, false);
  check(of("if(x > 1, 10, 20)", {2, 3, false, false}), 10, false, 10, false);
  check(of("if(x > 1, 10, 20)", {0, 3, false, false}), 10, false, 20, false);
  CHECK_FALSE(of("1 / x", {-1, 1, false, false}).known());
  CHECK_FALSE(of("1 / x", {0, 1, false, false}).known());
  CHECK_FALSE(of("x / (0 / x)", {1, 2, true, true}).known());
  CHECK_FALSE(of("sqrt(x)", {-1, 4, false, false}).known());
  CHECK_FALSE(of("ln(x)", {0, 4, false, false}).known());
  CHECK_FALSE(of("x + 1", Bounds{}).known());
}

TEST_CASE("bounds: a censored input on the card") {
  const Result low = index_result("homa_ir", {{"glucose", "90 mg/dL"}, {"insulin", "<2.0"}});
  CHECK_FALSE(low.value.has_value());
  REQUIRE(low.low.has_value());
  REQUIRE(low.high.has_value());
  CHECK(*low.low == 0);
  CHECK(*low.high == 0.4444444444444444);
  CHECK(low.high_open);
  CHECK(index_result("homa_ir", {{"glucose", "90"}, {"insulin", "<=2.0"}}).high_open == false);

  const Result high = index_result("homa_ir", {{"glucose", "90"}, {"insulin", "> 300"}});
  CHECK_FALSE(high.value.has_value());
  CHECK(high.low.value_or(-1) == doctest::Approx(90 * 300 / 405.0).epsilon(1e-15));
  CHECK(high.low_open);
  CHECK_FALSE(high.high.has_value());
}

TEST_CASE("bounds: a scale with an offset begins at its offset") {
  const Result result = index_result("eag_mg_dl", {{"hba1c", "<48 mmol/mol"}});
  CHECK(result.low.value_or(-1) == doctest::Approx(28.7 * 2.152 - 46.7).epsilon(1e-13));
  CHECK(result.high.value_or(-1) == doctest::Approx(28.7 * 6.54304 - 46.7).epsilon(1e-13));
  CHECK(result.low_open);
  CHECK(result.high_open);
}

TEST_CASE("bounds: QUICKI and McAuley fall where insulin rises") {
  const Result quicki = index_result("quicki", {{"glucose", "90"}, {"insulin", ">100"}});
  CHECK(quicki.low.value_or(-1) == 0);
  CHECK(quicki.high.value_or(-1) == doctest::Approx(1 / std::log10(9000.0)).epsilon(1e-14));
  CHECK(quicki.high_open);

  const Result mcauley =
      index_result("mcauley", {{"insulin", "<2.0"}, {"triglycerides", "1.5 mmol/L"}});
  CHECK(
      mcauley.low.value_or(-1) ==
      doctest::Approx(std::exp(2.63 - 0.28 * std::log(2.0) - 0.31 * std::log(1.5))).epsilon(1e-12));
  CHECK(mcauley.low_open);
  CHECK_FALSE(mcauley.high.has_value());

  const Result small = index_result(
      "quicki", {{"glucose", "90"}, {"insulin", "<2.0"}});  // insulin near 0 leaves its domain
  CHECK_FALSE(small.value.has_value());
  CHECK_FALSE(small.low.has_value());
  CHECK_FALSE(small.high.has_value());
}

TEST_CASE(
    "bounds: HOMA2 needs both within its ranges, so that a value with one end has no bounds") {
  for (const std::string id : {"homa2_b", "homa2_s", "homa2_ir"}) {
    const Result low = index_result(id, {{"glucose", "90 mg/dL"}, {"insulin", "<2.0"}});
    REQUIRE(low.flags.size() == 1);
    CHECK(low.flags[0].kind == "outside_domain");
    const Result perhaps = index_result(id, {{"glucose", "90 mg/dL"}, {"insulin", "<8"}});
    REQUIRE(perhaps.flags.size() == 1);
    CHECK(perhaps.flags[0].kind == "censored");
    CHECK_FALSE(perhaps.low.has_value());
    CHECK_FALSE(perhaps.high.has_value());
    CHECK_FALSE(index_result(id, {{"glucose", "90 mg/dL"}, {"insulin", ">50"}}).high.has_value());
  }
}

TEST_CASE("bounds: HOMA-%B where glucose straddles 3.5 mmol/L") {
  const Result straddling = index_result("homa_b", {{"glucose", "<70"}, {"insulin", "10"}});
  CHECK_FALSE(straddling.value.has_value());
  CHECK_FALSE(straddling.low.has_value());
  CHECK_FALSE(straddling.high.has_value());
  REQUIRE(straddling.flags.size() == 2);
  CHECK(straddling.flags[0].kind == "censored");
  CHECK(straddling.flags[1].kind == "doubtful");  // below 70 mg/dL for certain

  const Result outside = index_result("homa_b", {{"glucose", "<60"}, {"insulin", "10"}});
  REQUIRE(outside.flags.size() == 1);
  CHECK(outside.flags[0].kind == "outside_domain");

  const Result inside_domain = index_result("homa_b", {{"glucose", ">90"}, {"insulin", "10"}});
  CHECK(inside_domain.low.value_or(-1) == 0);
  CHECK(inside_domain.high.value_or(-1) == doctest::Approx(200 / 1.5).epsilon(1e-14));
}
