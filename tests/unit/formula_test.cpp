// The formula language: what each operator does, unknown values, and blocks against single rows.
#include <doctest/doctest.h>

#include "assess/compiled.hpp"
#include "formula/syntax.hpp"
#include "text/text.hpp"
#include "unit/support.hpp"

using namespace metindex;
using formula::Formula;
using unit::kInfinity;
using unit::kNaN;

namespace {

double compute(std::string_view text, Formula::Use use, double x, double y, double z) {
  const auto compiled = Formula::compile(unit::with_units(text), unit::small_symbols(), use);
  REQUIRE_MESSAGE(compiled, std::string(text), ": ", compiled.error());
  return unit::evaluate_once(*compiled, unit::arguments(*compiled, x, y, z));
}

double number(std::string_view text, double x = kNaN, double y = kNaN, double z = kNaN) {
  return compute(text, Formula::Use::value, x, y, z);
}

double truth(std::string_view text, double x = kNaN, double y = kNaN, double z = kNaN) {
  return compute(text, Formula::Use::domain, x, y, z);
}

}  // namespace

TEST_CASE("formula: numbers, operators and functions give what a hand computes") {
  struct Row {
    std::string text;
    double expected;
  };
  const Row rows[] = {
      {"1 + 2 * 3", 7},
      {"(1 + 2) * 3", 9},
      {"2 * 3 ^ 2", 18},
      {"(2 * 3) ^ 2", 36},
      {"2 ^ 3 ^ 2", 512},
      {"(2 ^ 3) ^ 2", 64},
      {"-2 ^ 2", -4},
      {"(-2) ^ 2", 4},
      {"2 ^ -1", 0.5},
      {"10 - 4 - 3", 3},
      {"10 - (4 - 3)", 9},
      {"100 / 10 / 5", 2},
      {"100 / (10 / 5)", 50},
      {"8 / 4 * 2", 4},
      {"7 - 2 + 1", 6},
      {"2 - -3", 5},
      {"--3", 3},
      {"-3 * -4", 12},
      {"2*-3", -6},
      {"4 ^ 0.5", 2},
      {"1e3", 1000},
      {".5", 0.5},
      {"5.", 5},
      {"2.5e-1", 0.25},
      {"1E2", 100},
      {"  1\t+\n2 ", 3},
      {"((((7))))", 7},
      {"ln(1)", 0},
      {"exp(0)", 1},
      {"exp(1)", 2.718281828459045},
      {"ln(10)", 2.302585092994046},
      {"log10(1000)", 3},
      {"log10(0.01)", -2},
      {"sqrt(2.25)", 1.5},
      {"abs(-2.5)", 2.5},
      {"abs(2.5)", 2.5},
      {"min(3, 1)", 1},
      {"min(3, 1, 2, 0.5)", 0.5},
      {"max(3, 7)", 7},
      {"max(3, 7, 2)", 7},
      {"max(-1, -2)", -1},
      {"round(2.449, 2)", 2.45},
      {"round(2.449, 1)", 2.4},
      {"round(2.5, 0)", 3},
      {"round(-2.5, 0)", -3},
      {"round(-0.25, 1)", -0.3},
      {"round(1234.5, 1 + 1)", 1234.5},
      {"round(1e300, 15)", 1e300},
      {"round(123456789012345678, 3)", 123456789012345678.0},
      {"if(1 < 2, 10, 20)", 10},
      {"if(2 < 1, 10, 20)", 20},
      {"if(1 > 2, 1, if(1 = 1, 2, 3))", 2},
      {"1 / 4 + sqrt(16) * 2 - 3 ^ 2", -0.75},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(number(row.text) == doctest::Approx(row.expected).epsilon(1e-15));
  }
  CHECK(number("x * y / 405", 100, 8.1) == 2);
  CHECK(number("x - y - z", 10, 4, 3) == 3);
  CHECK(number("x", 1.25) == 1.25);
}

TEST_CASE("formula: comparisons and logic") {
  struct Row {
    std::string text;
    double expected;
  };
  const Row rows[] = {
      {"1 < 2", 1},
      {"2 < 1", 0},
      {"2 < 2", 0},
      {"1 <= 2", 1},
      {"2 <= 2", 1},
      {"3 <= 2", 0},
      {"2 > 1", 1},
      {"1 > 2", 0},
      {"2 > 2", 0},
      {"2 >= 1", 1},
      {"2 >= 2", 1},
      {"1 >= 2", 0},
      {"2 = 2", 1},
      {"2 == 2", 1},
      {"1 = 2", 0},
      {"1 != 2", 1},
      {"2 != 2", 0},
      {"1 + 1 = 4 / 2", 1},
      {"1 < 2 or 1 > 2 and 1 > 2", 1},
      {"(1 < 2 or 1 > 2) and 1 > 2", 0},
      {"not 1 < 2 or 1 < 2", 1},
      {"not (1 < 2 or 1 < 2)", 0},
      {"not not 1 < 2", 1},
      {"not 1 > 2 and 1 < 2", 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(truth(row.text) == row.expected);
  }
}

TEST_CASE("formula: unknown spreads, except where the other side decides") {
  const double values[] = {0, 1, kNaN};
  const double both[3][3] = {{0, 0, 0}, {0, 1, kNaN}, {0, kNaN, kNaN}};
  const double either[3][3] = {{0, 1, kNaN}, {1, 1, 1}, {kNaN, 1, kNaN}};
  for (std::size_t a = 0; a < 3; ++a) {
    for (std::size_t b = 0; b < 3; ++b) {
      CAPTURE(values[a]);
      CAPTURE(values[b]);
      CHECK(unit::same_number(truth("x[1] > 0 and y[1] > 0", values[a], values[b]), both[a][b]));
      CHECK(unit::same_number(truth("x[1] > 0 or y[1] > 0", values[a], values[b]), either[a][b]));
    }
  }
  for (const std::string text :
       {"not x > 0", "x < 1", "x <= 1", "x > 1", "x >= 1", "x = x", "x != x", "1 < x"}) {
    CAPTURE(text);
    CHECK(std::isnan(truth(text, kNaN)));
  }
  for (const std::string text :
       {"x + 1",     "1 - x",        "0 * x",       "x / x",           "x ^ 2",
        "2 ^ x",     "-x",           "abs(x)",      "ln(x)",           "log10(x)",
        "exp(x)",    "sqrt(x)",      "min(x, 1)",   "min(1, x)",       "max(x, 1)",
        "max(1, x)", "max(1, 2, x)", "round(x, 1)", "if(x > 1, 1, 2)", "if(1 < 2, x, 1)"}) {
    CAPTURE(text);
    CHECK(std::isnan(number(text, kNaN)));
  }
  CHECK(number("if(1 < 2, 5, x)", kNaN) == 5);
  CHECK(number("if(1 > 2, x, 5)", kNaN) == 5);
}

TEST_CASE("formula: a power of an unknown value is unknown, whatever the other side") {
  CHECK(std::isnan(number("x ^ 0", kNaN)));
  CHECK(std::isnan(number("1 ^ x", kNaN)));
}

TEST_CASE("formula: each input stands once, in the order of the text") {
  const auto& symbols = unit::catalogue().compiled().symbols;
  const auto compiled =
      Formula::compile("insulin[uIU/mL] * glucose[mg/dL] + insulin[uIU/mL] * glucose[mg/dL]",
                       symbols, Formula::Use::value);
  REQUIRE(compiled);
  REQUIRE(compiled->inputs().size() == 2);
  CHECK(compiled->inputs()[0].same({formula::Slot::Kind::analyte, "insulin", "uIU/mL"}));
  CHECK(compiled->inputs()[1].same({formula::Slot::Kind::analyte, "glucose", "mg/dL"}));

  const auto condition = Formula::compile(
      "pregnant and band(hba1c) = high and known(insulin) and censored(homa_ir)"
      " and sex = male and homa_ir > 2",
      symbols, Formula::Use::condition);
  REQUIRE_MESSAGE(condition, condition.error());
  using Kind = formula::Slot::Kind;
  const std::vector<formula::Slot> expected = {
      {Kind::context, "pregnant", ""}, {Kind::band, "hba1c", ""},  {Kind::known, "insulin", ""},
      {Kind::censored, "homa_ir", ""}, {Kind::analyte, "sex", ""}, {Kind::index, "homa_ir", ""}};
  CHECK(std::equal(condition->inputs().begin(), condition->inputs().end(), expected.begin(),
                   expected.end(),
                   [](const formula::Slot& a, const formula::Slot& b) { return a.same(b); }));
}

TEST_CASE("formula: a block of rows and single rows give the same bits") {
  const std::vector<double> special = {kNaN, kInfinity, -kInfinity, 0,      -0.0, 1,
                                       -1,   1e308,     -1e308,     5e-324, 63,   405};
  unit::Random random(7);
  constexpr std::size_t kRows = unit::kSanitized ? 200 : 1000;
  const auto column = [&] {
    std::vector<double> made(kRows);
    for (double& x : made) x = random.chance(0.25) ? random.of(special) : random.between(-50, 500);
    return made;
  };
  const auto compare = [&](const Formula& formula) {
    std::vector<std::vector<double>> columns;
    std::vector<const double*> pointers;
    for (std::size_t i = 0; i < formula.inputs().size(); ++i) columns.push_back(column());
    for (const auto& c : columns) pointers.push_back(c.data());
    std::vector<double> whole(kRows);
    formula::Scratch scratch;
    formula.evaluate(pointers, kRows, whole.data(), scratch);
    std::size_t different = 0;
    for (std::size_t row = 0; row < kRows; ++row) {
      std::vector<double> values;
      for (const auto& c : columns) values.push_back(c[row]);
      const double one = unit::evaluate_once(formula, values);
      const bool same = unit::same_number(one, whole[row]) &&
                        (std::isnan(one) || std::signbit(one) == std::signbit(whole[row]));
      if (!same) ++different;
    }
    CHECK_MESSAGE(different == 0, formula.text());
  };
  for (const Index& declared : unit::catalogue().declarations().indices) {
    const CompiledIndex& index = unit::catalogue().compiled().get(declared);
    compare(index.value);
    if (index.needs) compare(*index.needs);
  }
  unit::RandomFormula make(random);
  for (int i = 0; i < 150; ++i) {
    const bool logical = i % 3 == 0;
    const auto compiled = Formula::compile(formula::print(logical ? make.truth(4) : make.number(4)),
                                           unit::small_symbols(),
                                           logical ? Formula::Use::domain : Formula::Use::value);
    REQUIRE_MESSAGE(compiled, compiled.error());
    compare(*compiled);
  }
}
