// A panel becomes values, bands and flags: what is missing, doubtful or outside a domain.
#include <doctest/doctest.h>

#include "unit/assess_support.hpp"

using namespace metindex;
using unit::error_of;
using unit::find;
using unit::indices;
using unit::kinds;
using unit::label;
using unit::only_band;
using unit::run;
using unit::Values;

TEST_CASE("assess: a plain panel") {
  const Assessment a = run({{"insulin", "12"}, {"glucose", "95"}, {"sex", "F"}});
  REQUIRE(a.results.size() == 4);
  CHECK(a.results[0].id == "glucose");  // in the catalogue's order, not the panel's
  CHECK(a.results[1].id == "insulin");
  CHECK(a.results[2].id == "sex");
  CHECK(a.results[3].id == "homa_ir");
  CHECK(a.results[2].category == "female");
  CHECK_FALSE(a.results[2].value.has_value());
  CHECK(a.results[0].value == 95);
  CHECK(a.results[0].unit == "mg/dL");
  CHECK(a.results[3].value == 95.0 * 12 / 405);
  CHECK(a.results[3].unit == "1");
  CHECK(a.results[3].name == "HOMA-IR");
  CHECK(label(only_band(a.results[0])) == "normal");
  CHECK(label(only_band(a.results[1])) == "within reference interval");
  CHECK(label(only_band(a.results[3])) == "insulin resistance range");
  CHECK(kinds(a.flags) == "hba1c:missing");  // it has a default scheme, so it is looked for
  CHECK(a.contexts.empty());
  CHECK_FALSE(a.notes.empty());
  CHECK(a.find("homa_b") == nullptr);
}

TEST_CASE("assess: a missing input is the input's flag, repeated by the index") {
  const Assessment a = run({{"glucose", "95"}});
  const Result& homa = find(a, "homa_ir");
  CHECK_FALSE(homa.value.has_value());
  CHECK(homa.bands.empty());
  CHECK(kinds(homa.flags) == "insulin:missing");
  CHECK(homa.flags[0].text == "fasting insulin: no value");
  CHECK(kinds(a.flags) == "insulin:missing hba1c:missing");
  CHECK(find(a, "glucose").bands.size() == 1);
  CHECK(kinds(run({{"glucose", "95"}, {"insulin", "NA"}}, indices({"homa_ir"})).flags) ==
        "insulin:missing hba1c:missing");
}

TEST_CASE("assess: an input that cannot be used says why") {
  const Assessment a =
      run({{"glucose", "5.2 mg/dL"}, {"insulin", "hemolyzed"}, {"hba1c", "5.6 furlong"}});
  CHECK(kinds(a.flags) == "glucose:implausible insulin:not_a_number hba1c:unknown_unit");
  CHECK(a.flags[0].text ==
        "glucose 5.2 mg/dL is not plausible (20 to 1500); did you mean 5.2mmol/L?");
  CHECK(a.flags[1].text == "'hemolyzed' is not a number");
  CHECK_FALSE(find(a, "glucose").value.has_value());
  CHECK(find(a, "glucose").bands.empty());
  CHECK_FALSE(find(a, "homa_ir").value.has_value());
  CHECK(find(a, "homa_ir").flags.at(0).kind == "implausible");

  const Assessment unusual = run({{"glucose", "450"}, {"insulin", "12"}, {"hba1c", "5.6"}});
  CHECK(kinds(unusual.flags).substr(0, 15) == "glucose:unusual");
  CHECK(unusual.flags.at(0).text ==
        "450 mg/dL is unusual (70 to 400): is it a fasting sample, and the right unit?");
  CHECK(find(unusual, "homa_ir").value == 450.0 * 12 / 405);  // kept
}

TEST_CASE("assess: outside its domain an index has no value, and its condition is shown") {
  for (const std::string glucose : {"3.5 mmol/L", "63 mg/dL", "3.4 mmol/L"}) {
    CAPTURE(glucose);
    const Assessment a =
        run({{"glucose", glucose}, {"insulin", "10"}}, indices({"homa_b", "homa_ir"}));
    const Result& b = find(a, "homa_b");
    CHECK_FALSE(b.value.has_value());
    CHECK(b.bands.empty());
    REQUIRE(kinds(b.flags) == "homa_b:outside_domain");
    CHECK(b.flags[0].text == "needs glucose[mmol/L] > 3.5 and insulin > 0");
    CHECK(find(a, "homa_ir").value.has_value());
  }
  CHECK(find(run({{"glucose", "3.51 mmol/L"}, {"insulin", "10"}}, indices({"homa_b"})), "homa_b")
            .value.has_value());
}

TEST_CASE("assess: a censored value has a band only where all of it lies in one") {
  const auto glucose = [](const std::string& value) {
    return label(only_band(find(run({{"glucose", value}}), "glucose")));
  };
  CHECK(glucose("<100") == "normal");
  CHECK(glucose("<=100") == "between_bands: what is known of the value spans more than one band");
  CHECK(glucose("<110") == "between_bands: what is known of the value spans more than one band");
  CHECK(glucose(">=126") == "diabetes range");
  CHECK(glucose(">126") == "diabetes range");
  CHECK(glucose(">125.9") == "between_bands: what is known of the value spans more than one band");
  CHECK(glucose("<5.6 mmol/L") == "normal");

  const Assessment a = run({{"glucose", "90"}, {"insulin", "<2.0"}});
  CHECK(label(only_band(find(a, "homa_ir"))) == "normal");
  CHECK(label(only_band(find(a, "insulin"))) == "below reference interval");
  CHECK(kinds(find(a, "insulin").flags) == "insulin:censored");
  CHECK(find(a, "insulin").flags[0].text == "known only as '<2.0'");
  CHECK(kinds(find(a, "homa_ir").flags).substr(0, 16) == "homa_ir:censored");
  CHECK(label(only_band(find(run({{"glucose", "90"}, {"insulin", ">10"}}), "homa_ir")))
            .substr(0, 13) == "between_bands");
}

TEST_CASE("assess: the scheme is the user's choice, and there may be several") {
  const Assessment a =
      run({{"hba1c", "6.2"}}, indices({}, {{"hba1c", "who2011"}, {"hba1c", "iec2009"}}));
  const Result& result = find(a, "hba1c");
  REQUIRE(result.bands.size() == 2);
  CHECK(result.bands[0].scheme->id == "who2011");
  CHECK(label(result.bands[0]) == "below the diabetes range (diabetes by glucose not excluded)");
  CHECK(result.bands[1].scheme->id == "iec2009");
  CHECK(label(result.bands[1]) == "highest risk");
  const Assessment low = run({{"hba1c", "5"}}, indices({}, {{"hba1c", "nice_ph38_priority"}}));
  const BandResult& partial = only_band(find(low, "hba1c"));
  CHECK(partial.band == nullptr);  // it says nothing here, and that is no fault
  CHECK_FALSE(partial.flag.has_value());
}

TEST_CASE(
    "assess: an index is named by id or alias in any letter case, also when its scheme is chosen") {
  CHECK(run({}, indices({"HOMA-IR", "homa", "homa_ir"})).results.size() == 1);
  CHECK(run({}, indices({"eAG"})).results.at(0).id == "eag_mg_dl");
  const Values values = {{"glucose", "95"}, {"insulin", "9"}};
  CHECK(error_of(indices({"homa"}, {{"homa", "brams"}})) == "no error");
  CHECK(error_of(indices({"homa"}, {{"HOMA_IR", "brams"}})) == "no error");
  CHECK(only_band(find(run(values, indices({"homa"}, {{"homa_ir", "brams"}})), "homa_ir"))
            .scheme->id == "brams");
}

TEST_CASE("assess: unknown names are refused, with the nearest one") {
  CHECK(error_of(indices({"homa_ri"})) == "no index is called 'homa_ri'; did you mean 'homa_ir'?");
  CHECK(error_of(indices({"zzzzzzzzzz"})) ==
        "no index is called 'zzzzzzzzzz'; 'metindex list indices' names them all");
  CHECK(error_of(indices({}, {{"hba1", "ada"}})) ==
        "no analyte or index is called 'hba1'; did you mean 'hba1c'?");
  const std::string scheme = error_of(indices({}, {{"hba1c", "who2010"}}));
  CHECK(scheme.substr(0, 40) == "no scheme of hba1c is called 'who2010'; ");
  CHECK(scheme.find("who2011") != std::string::npos);
  CHECK(error_of(indices({}, {{"bmi", "ada"}})) == "no scheme of bmi is called 'ada'; it has none");
  Options options;
  options.contexts = {"pregnent"};
  CHECK(error_of(options) == "no context is called 'pregnent'; did you mean 'pregnant'?");
}

TEST_CASE("assess: the insulin factor reaches the index") {
  Options options;
  options.factors = {{"insulin-factor", 6.945}};
  const Values values = {{"glucose", "100"}, {"insulin", "83.34 pmol/L"}};
  CHECK(find(run(values, options), "homa_ir").value.value_or(-1) ==
        doctest::Approx(1200 / 405.0).epsilon(1e-14));
  CHECK(find(run(values), "homa_ir").value.value_or(-1) ==
        doctest::Approx(1389 / 405.0).epsilon(1e-14));
}

TEST_CASE("assess: groups of indices") {
  CHECK(run({}, indices({})).results.empty());
  const auto all = run({}, indices({"all"}));
  CHECK(all.find("homa_ir") != nullptr);
  CHECK(all.find("mets_ir") != nullptr);
  CHECK(all.find("bennett_ln_mg_dl") == nullptr);  // experimental
  CHECK(run({}, indices({"bennett_ln_mg_dl"})).find("bennett_ln_mg_dl") != nullptr);
  CHECK(run({}, indices({"core", "core"})).results.size() == 1);
}
