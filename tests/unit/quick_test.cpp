// The one-line calls of an embedder, and what they say when they cannot answer.
#include <doctest/doctest.h>

#include "unit/support.hpp"

using namespace metindex;

namespace {

const Catalogue& c() { return unit::catalogue(); }

std::string said(const Expected<BandResult>& result) {
  if (!result) return "error: " + result.error();
  return result->band == nullptr ? "no band" : result->band->label;
}

}  // namespace

TEST_CASE("quick: HOMA-IR with its band") {
  const Result result = homa_ir(c(), "95", "12 uIU/mL");
  CHECK(result.value == 95.0 * 12 / 405);
  CHECK(result.index == c().index("homa_ir"));
  REQUIRE(result.bands.size() == 1);
  CHECK(result.bands[0].scheme->id == "jds_practice");
  CHECK(homa_ir(c(), "5.3 mmol/L", "72 pmol/L").value.value_or(-1) ==
        doctest::Approx(5.3 * 12 / 22.5).epsilon(1e-14));
  const Result none = homa_ir(c(), "95", "");
  CHECK_FALSE(none.value.has_value());
  CHECK(none.flags.at(0).kind == "missing");
}

TEST_CASE("quick: any index by id or alias, or an error that names the nearest") {
  const Panel panel = Panel(c()).set("glucose", "100").set("triglycerides", "150");
  const auto tyg = index_of(c(), "TyG", panel);
  REQUIRE(tyg);
  CHECK(tyg->value.value_or(-1) == doctest::Approx(std::log(7500.0)).epsilon(1e-15));
  CHECK(tyg->id == "tyg");
  const auto unknown = index_of(c(), "tyq", panel);
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error() == "no index is called 'tyq'; did you mean 'tyg'?");
}

TEST_CASE("quick: the band of a value") {
  CHECK(said(classify_hba1c(c(), "6.5")) == "diabetes range");
  CHECK(said(classify_hba1c(c(), "6.0", "iec2009")) == "highest risk");
  CHECK(said(classify_fasting_glucose(c(), "99")) == "normal");
  CHECK(said(classify_fasting_insulin(c(), "13")) == "above reference interval");
  CHECK(said(classify(c(), "glucose", "<100")) == "normal");
  CHECK(said(classify_hba1c(c(), "5", "nice_ph38_priority")) == "no band");
}

TEST_CASE("quick: why there is no band") {
  CHECK(said(classify_hba1c(c(), "42")) ==
        "error: hba1c 42 % is not plausible (2 to 20); did you mean 42mmol/mol?");
  CHECK(said(classify(c(), "glucos", "95")) ==
        "error: no analyte is called 'glucos'; did you mean 'glucose'?");
  CHECK(said(classify(c(), "bmi", "25")) == "error: bmi has no default scheme; name one");
  CHECK(said(classify_hba1c(c(), "6", "who2010")).substr(0, 41) ==
        "error: no scheme of hba1c is called 'who2");
}

TEST_CASE("quick: a missing value is called missing") {
  CHECK(said(classify_fasting_glucose(c(), "NA")) == "error: glucose: no value");
  CHECK(said(classify_fasting_glucose(c(), "")) == "error: glucose: no value");
}

TEST_CASE("quick: a panel of another copy of the catalogue") {
  const Panel panel = Panel(Catalogue::built_in()).set("glucose", "90").set("insulin", "9");
  const Assessment assessment = assess(c(), panel);
  CHECK(assessment.find("homa_ir")->value == 2);
}

TEST_CASE("quick: bounds wholly outside of what a partial scheme states") {
  const auto low = classify_hba1c(c(), "<5", "nice_ph38_priority");  // it speaks of 6.2 to 6.5
  REQUIRE(low);
  CHECK(low->band == nullptr);
  CHECK_FALSE(low->flag.has_value());
  const auto across = classify_hba1c(c(), "<6.3", "nice_ph38_priority");
  REQUIRE(across);
  REQUIRE(across->flag.has_value());
  CHECK(across->flag->kind == "between_bands");
}

TEST_CASE("quick: what an index needs, with its units") {
  const auto inputs = c().inputs(*c().index("mcauley"));
  REQUIRE(inputs.size() == 2);
  CHECK(inputs[0].analyte->id == "insulin");
  CHECK(inputs[0].unit == "uIU/mL");
  CHECK(inputs[1].unit == "mmol/L");
  const auto through = c().inputs(*c().index("homa_s"));
  REQUIRE(through.size() == 2);
  CHECK(through[0].analyte->id == "glucose");
  CHECK(through[0].unit == "mg/dL");
}

TEST_CASE("quick: checks of an index by id or alias, and no silence where there is no such index") {
  const auto tyg = run_checks(c(), {"TyG"});
  REQUIRE(tyg);
  CHECK_FALSE(tyg->empty());
  CHECK(std::all_of(tyg->begin(), tyg->end(),
                    [](const CheckResult& r) { return r.passed && r.index->id == "tyg"; }));
  const auto unknown = run_checks(c(), {"homa_ir", "tyq"});
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error() == "no index is called 'tyq'; did you mean 'tyg'?");
}
