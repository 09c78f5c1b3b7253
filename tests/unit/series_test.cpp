// Areas and means after a glucose load: what they compute, and over which samples.
#include <doctest/doctest.h>

#include "assess/plan.hpp"
#include "unit/loader_support.hpp"

using namespace metindex;
using formula::Formula;
using unit::kNaN;

namespace {

const formula::Symbols& symbols() { return unit::catalogue().compiled().symbols; }

std::string error_of(const std::string& text) {
  const auto compiled = Formula::compile(text, symbols(), Formula::Use::value);
  return compiled ? "no error" : compiled.error();
}

// Of glucose at the minutes that the formula reads, in mg/dL.
double compute(const std::string& text, const std::vector<double>& glucose,
               const std::vector<int>& samples = {}) {
  const auto compiled = Formula::compile(text, symbols(), Formula::Use::value,
                                         [&](const Analyte& /*fasting*/) { return samples; });
  REQUIRE_MESSAGE(compiled, compiled.error());
  REQUIRE(compiled->inputs().size() == glucose.size());
  std::vector<const double*> columns;
  for (const double& x : glucose) columns.push_back(&x);
  double out = 0;
  formula::Scratch scratch;
  compiled->evaluate(columns, 1, &out, scratch);
  return out;
}

std::string inputs(const std::string& text, const std::vector<int>& samples) {
  const auto compiled = Formula::compile(text, symbols(), Formula::Use::value,
                                         [&](const Analyte& /*fasting*/) { return samples; });
  REQUIRE(compiled);
  std::string ids;
  for (const formula::Slot& slot : compiled->inputs()) ids += (ids.empty() ? "" : " ") + slot.id;
  return ids;
}

Catalogue with_index(const std::string& formula) {
  return unit::load(unit::index("own_area", formula, "needs = \"glucose > 0\"\n"));
}

}  // namespace

TEST_CASE("series: trapezoids, what lies above the start, means") {
  const std::vector<double> rising = {90, 150, 120};
  CHECK(compute("area(glucose[mg/dL], 0, 30, 120)", rising) == 30 * 120.0 + 90 * 135.0);
  CHECK(compute("net_area(glucose[mg/dL], 0, 30, 120)", rising) == 15750 - 90 * 120.0);
  CHECK(compute("positive_area(glucose[mg/dL], 0, 30, 120)", rising) == 15750 - 90 * 120.0);
  CHECK(compute("mean(glucose[mg/dL], 0, 30, 120)", rising) == doctest::Approx(120));
  // 60 above at 30 min and 30 below at 120: the line crosses after 60 of the 90 minutes.
  const std::vector<double> dips = {90, 150, 60};
  CHECK(compute("positive_area(glucose[mg/dL], 0, 30, 120)", dips) ==
        doctest::Approx(30 * 30 + 60 * 30));
  CHECK(compute("net_area(glucose[mg/dL], 0, 30, 120)", dips) == doctest::Approx(900 + 1350));
  CHECK(compute("positive_area(glucose[mg/dL], 0, 30, 120)", {90, 80, 70}) == 0);
  CHECK(compute("positive_area(glucose[mg/dL], 0, 30, 120)", {90, 90, 90}) == 0);
  CHECK(std::isnan(compute("positive_area(glucose[mg/dL], 0, 30, 120)", {90, kNaN, 70})));
  CHECK(std::isnan(compute("area(glucose[mg/dL], 0, 30, 120)", {90, kNaN, 70})));
}

TEST_CASE("series: one minute means all the samples there are up to it") {
  CHECK(inputs("area(glucose[mg/dL], 120)", {30, 60, 180}) ==
        "glucose glucose_30 glucose_60 glucose_120");
  CHECK(inputs("area(glucose[mg/dL], 120)", {}) == "glucose glucose_120");
  CHECK(inputs("area(glucose[mg/dL], 0, 120)", {30, 60}) == "glucose glucose_120");
  CHECK(compute("area(glucose[mg/dL], 120)", {90, 150, 120}, {30, 180}) == 15750);
  const auto compiled =
      Formula::compile("area(glucose[mg/dL], 120)", symbols(), Formula::Use::value);
  REQUIRE(compiled);
  CHECK(compiled->has_open_series());
  CHECK(compiled->text() == "area(glucose[mg/dL], 120)");
}

TEST_CASE("series: what cannot be one is told") {
  CHECK(error_of("area(glucose[mg/dL], 31)") ==
        "character 6: nothing is called 'glucose_31'; did you mean 'glucose_30'?");
  CHECK(error_of("area(hba1c[%], 120)") ==
        "character 6: area() is of an analyte with samples after a glucose load and a unit, as in "
        "area(glucose[mg/dL], 120)");
  CHECK(error_of("mean(glucose, 0, 30)").find("character 6: mean() is of an analyte") == 0);
  CHECK(error_of("area(glucose[mg/dL], 0)") == "character 22: from minute 0 to 0 there is nothing");
  CHECK(error_of("area(glucose[mg/dL], 30, 30)") ==
        "character 26: minutes are whole numbers that ascend");
  CHECK(error_of("area(glucose[mg/dL], 1.5)") ==
        "character 22: minutes are whole numbers that ascend");
  CHECK(error_of("area(glucose[mg/dL])") == "character 1: area() takes 2 or more values");
  CHECK(error_of("area(glucose[mg/dL], 0, 120) + glucose[mg/dL]") ==
        "character 30: mg/dL x min and mg/dL cannot be added");
}

TEST_CASE("series: a table's columns decide, and its rows must have them all") {
  const Catalogue own = with_index("area(glucose[mg/dL], 120)");
  const std::vector<const Analyte*> available = {own.analyte("glucose"), own.analyte("glucose_45"),
                                                 own.analyte("glucose_120")};
  Options options;
  options.indices = {"own_area"};
  const auto plan = Plan::make(own, options, &available);
  REQUIRE_MESSAGE(plan, plan.error());
  REQUIRE(plan->indices.size() == 1);
  CHECK(plan->indices[0].columns.size() == 3);
  REQUIRE(plan->indices[0].series.size() == 1);
  CHECK(plan->indices[0].series[0].minutes == std::vector<int>{0, 45, 120});
  const std::vector<const Analyte*> without_end = {own.analyte("glucose"),
                                                   own.analyte("glucose_45")};
  CHECK_FALSE(Plan::make(own, options, &without_end));
}

TEST_CASE("series: of one person, the samples that there are") {
  const Catalogue own = with_index("area(glucose[mg/dL], 120)");
  Options options;
  options.indices = {"own_area"};
  const auto assessor = Assessor::make(own, options);
  REQUIRE(assessor);
  const auto area = [&](const Panel& panel) { return *assessor->assess(panel).find("own_area"); };
  const Panel two = Panel(own).set("glucose", "90").set("glucose_120", "110");
  CHECK(area(two).value == 12000);
  CHECK(area(two).minutes[0].second == std::vector<int>{0, 120});
  const Panel three = Panel(two).set("glucose_30", "150");
  CHECK(area(three).value == 30 * 120.0 + 90 * 130.0);
  CHECK(area(three).minutes[0] == std::pair(std::string("glucose"), std::vector<int>{0, 30, 120}));
  // A sample that cannot be read is one that there is: no value, not another area.
  const Result unread = area(Panel(two).set("glucose_30", "haemolysed"));
  CHECK_FALSE(unread.value);
  REQUIRE(unread.flags.size() == 1);
  CHECK(unread.flags[0].quantity == "glucose_30");
  CHECK_FALSE(area(Panel(own).set("glucose", "90").set("glucose_30", "150")).value);
  // Bounds: 110 or less at the end.
  const Result bounds = area(Panel(own).set("glucose", "90").set("glucose_120", "<110"));
  CHECK(bounds.high == 12000);
  CHECK(bounds.high_open);
}
