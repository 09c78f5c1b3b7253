// Indices that count conditions: count(), band() of a named scheme, and what is told where
// something is not known.
#include <doctest/doctest.h>

#include "assess/compiled.hpp"
#include "text/text.hpp"
#include "unit/assess_support.hpp"

using namespace metindex;
using formula::Bounds;
using formula::Formula;
using unit::find;
using unit::indices;
using unit::kinds;
using unit::kNaN;
using unit::label;
using unit::only_band;
using unit::run;
using unit::Values;

namespace {

Formula small(std::string_view text) {
  const auto compiled =
      Formula::compile(unit::with_units(text), unit::small_symbols(), Formula::Use::value);
  REQUIRE_MESSAGE(compiled, compiled.error());
  return *compiled;
}

std::string error_of(std::string_view text, Formula::Use use) {
  const auto compiled = Formula::compile(text, unit::catalogue().compiled().symbols, use);
  return compiled ? "no error: " + compiled->text() : compiled.error();
}

// "2 to 4", or the number.
std::string range_of(const Result& result) {
  if (result.value) return text::shortest(*result.value);
  if (!result.low || !result.high) return "nothing";
  return text::shortest(*result.low) + " to " + text::shortest(*result.high);
}

// "waist+ hdl- bp?" for met, not met and not known.
std::string told(const Result& result) {
  std::string out;
  for (const Criterion& criterion : result.criteria) {
    out += (out.empty() ? "" : ", ") + criterion.name +
           (criterion.met ? (*criterion.met ? " met" : " not met") : " unknown");
    for (const Analyte* analyte : criterion.missing) out += " -" + analyte->id;
  }
  return out;
}

const Values kUntreated = {{"tg_treatment", "no"},
                           {"hdl_treatment", "no"},
                           {"bp_treatment", "no"},
                           {"glucose_treatment", "no"}};

Values with(Values values, const Values& more) {
  values.insert(values.end(), more.begin(), more.end());
  return values;
}

const Values kMan = {{"sex", "male"},          {"waist", "93"},
                     {"triglycerides", "149"}, {"hdl", "40"},
                     {"systolic_bp", "129"},   {"diastolic_bp", "84"},
                     {"glucose", "99"},        {"waist_population", "europid"}};

std::string verdict(const Values& values, const std::string& index = "mets_harmonised2009") {
  const Assessment assessment = run(values, indices({index}));
  const Result& result = find(assessment, index);
  return range_of(result) + "; " + (result.bands.empty() ? "no scheme" : label(only_band(result)));
}

}  // namespace

TEST_CASE("criteria: count() over numbers and over bounds") {
  const Formula formula = small("count(x > 1, y > 1, z > 1)");
  CHECK(formula.text() == "count(x[1] > 1, y[1] > 1, z[1] > 1)");
  CHECK(formula.counted() == std::vector<std::string>{"x[1] > 1", "y[1] > 1", "z[1] > 1"});
  CHECK(unit::evaluate_once(formula, {2, 0, 2}) == 2);
  CHECK(unit::evaluate_once(formula, {0, 0, 0}) == 0);
  CHECK(std::isnan(unit::evaluate_once(formula, {2, kNaN, 2})));
  const auto bounds = [&](const Formula& f, std::vector<Bounds> inputs) {
    formula::Scratch scratch;
    return f.evaluate(inputs, scratch);
  };
  const Bounds open = bounds(formula, {Bounds::point(2), {}, Bounds::point(0)});
  CHECK(open.low == 1);
  CHECK(open.high == 2);
  const Bounds censored =
      bounds(formula, {{3, unit::kInfinity, false, true}, {0, 1, true, false}, {0, 5, true, true}});
  CHECK(censored.low == 1);  // "> 3" is above 1, "<= 1" is not, "< 5" may be
  CHECK(censored.high == 2);
  const Bounds nothing = bounds(formula, {{}, {}, {}});
  CHECK(nothing.low == 0);
  CHECK(nothing.high == 3);
  // A condition that one known part decides.
  const Bounds decided = bounds(small("count(x > 1 or y > 1)"), {Bounds::point(2), {}});
  CHECK(decided.exact());
  CHECK(decided.low == 1);
}

TEST_CASE("criteria: only what count() alone reads may be missing") {
  const auto optional = [](std::string_view text) {
    std::string out;
    const Formula formula = small(text);
    for (const formula::Slot& slot : formula.inputs()) out += slot.optional ? slot.id : "";
    return out;
  };
  CHECK(optional("count(x > 1, y > 1)") == "xy");
  CHECK(optional("x + count(x > 1, y > 1)") == "y");
  CHECK(optional("count(x > 1, y > 1) * x") == "y");
  CHECK(optional("x * y").empty());
}

TEST_CASE("criteria: what the language refuses") {
  constexpr auto kValue = Formula::Use::value;
  constexpr auto kCondition = Formula::Use::condition;
  CHECK(error_of("count(1, 2)", kValue) == "character 7: true or false is expected here");
  CHECK(error_of("count()", kValue).substr(0, 9) == "character");
  CHECK(error_of("count(glucose > 0) > 1", kValue) ==
        "character 20: this is true or false, not a number");
  CHECK(error_of("count(band(hba1c, ada) = diabetes)", kValue) ==
        "no error: count(band(hba1c, ada) = diabetes)");
  CHECK(error_of("count(band(hba1c, adda) = diabetes)", kValue) ==
        "character 19: no scheme of hba1c is called 'adda'");
  CHECK(error_of("count(band(hba1c, ada) = diabetic)", kValue).find("is not a level of ada") !=
        std::string::npos);
  CHECK(error_of("count(band(homa_ir, brams) = high)", kValue) ==
        "character 12: band() of a named scheme takes an analyte, not an index");
  CHECK(error_of("count(band(hba1c) = diabetes)", kValue) ==
        "character 7: band() without a scheme belongs in a condition, not in an index");
  CHECK(error_of("band(hba1c, ada) = diabetes", kCondition) ==
        "character 1: band() of a named scheme belongs in the formula of an index");
  CHECK(error_of("band(hba1c, ada, x) = diabetes", kValue) ==
        "character 1: band() takes 1 or 2 values");
  CHECK(error_of("count(band(hba1c, ada))", kValue) ==
        "character 7: band() is compared with a level: band(homa_ir) = high");
}

TEST_CASE("criteria: a limit belongs to the unit in which the value was reported") {
  // 1.29 mmol/L is 49.9 mg/dL: below 50 mg/dL, and below the 1.3 mmol/L of the same table; 1.31
  // mmol/L is 50.7 mg/dL.
  const auto hdl = [](const std::string& value) {
    return find(run(with(kUntreated, {{"sex", "female"}, {"hdl", value}}),
                    indices({"mets_harmonised2009"})),
                "mets_harmonised2009")
        .criteria.at(2)
        .met;
  };
  CHECK(hdl("1.29 mmol/L") == true);
  CHECK(hdl("1.3 mmol/L") == false);
  CHECK(hdl("49 mg/dL") == true);
  CHECK(hdl("50 mg/dL") == false);
  const auto men = [](const std::string& value) {
    return find(run(with(kUntreated, {{"sex", "male"}, {"hdl", value}}),
                    indices({"mets_harmonised2009"})),
                "mets_harmonised2009")
        .criteria.at(2)
        .met;
  };
  CHECK(men("39.5 mg/dL") == true);    // below 40
  CHECK(men("1.02 mmol/L") == false);  // the same amount, and not below 1.0
  CHECK(men("< 1.0 mmol/L") == true);  // a bound is enough
  CHECK_FALSE(men("< 2 mmol/L"));      // and this one is not
}

TEST_CASE("criteria: the metabolic syndrome, decided and not") {
  CHECK(verdict(with(kMan, kUntreated)) == "0; does not meet the harmonised 2009 definition");
  // Treatment that is not stated leaves four criteria open.
  CHECK(verdict(kMan).substr(0, 25) == "0 to 4; between_bands: wh");
  // Three that are met by their measurements decide, whatever the rest.
  const Values three = {
      {"triglycerides", "180"}, {"hdl", "35"}, {"glucose", "110"}, {"sex", "male"}};
  CHECK(verdict(three) == "3 to 5; meets the harmonised 2009 definition");
  // Three that are not met decide too.
  CHECK(verdict(
            with(kUntreated,
                 {{"triglycerides", "100"}, {"hdl", "60"}, {"glucose", "90"}, {"sex", "male"}})) ==
        "0 to 2; does not meet the harmonised 2009 definition");
  CHECK(verdict(with(kUntreated, {{"sex", "male"}})) == "nothing; no scheme");
}

TEST_CASE("criteria: each is told, with what would decide it") {
  const Assessment some = run({{"sex", "male"},
                               {"waist", "95"},
                               {"triglycerides", "180"},
                               {"hdl", "50"},
                               {"hdl_treatment", "no"},
                               {"systolic_bp", "120"}},
                              indices({"mets_harmonised2009"}));
  CHECK(
      told(find(some, "mets_harmonised2009")) ==
      "waist unknown -waist_population, triglycerides met, HDL cholesterol not met, blood pressure "
      "unknown -diastolic_bp -bp_treatment, fasting glucose unknown -glucose -glucose_treatment");
  CHECK(kinds(find(some, "mets_harmonised2009").flags) == "mets_harmonised2009:incomplete");
  const Assessment nobody =
      run({{"hdl", "45"}, {"hdl_treatment", "no"}}, indices({"mets_harmonised2009"}));
  CHECK(find(nobody, "mets_harmonised2009").criteria.at(2).missing.at(0)->id == "sex");
}

TEST_CASE("criteria: the waist and its population") {
  const auto waist = [](const std::string& sex, const std::string& cm, const std::string& of) {
    Values values = {{"waist", cm}};
    if (!sex.empty()) values.emplace_back("sex", sex);
    if (!of.empty()) values.emplace_back("waist_population", of);
    return range_of(find(run(values, indices({"central_obesity"})), "central_obesity"));
  };
  struct Limit {
    const char* population;
    int men, women;
  };
  for (const Limit& limit : {Limit{"europid", 94, 80}, Limit{"middle_east_mediterranean", 94, 80},
                             Limit{"sub_saharan_african", 94, 80}, Limit{"asian", 90, 80},
                             Limit{"central_south_american", 90, 80}, Limit{"japanese", 85, 90},
                             Limit{"united_states", 102, 88}}) {
    CAPTURE(limit.population);
    CHECK(waist("male", std::to_string(limit.men), limit.population) == "1");
    CHECK(waist("male", std::to_string(limit.men - 1) + ".9", limit.population) == "0");
    CHECK(waist("female", std::to_string(limit.women), limit.population) == "1");
    CHECK(waist("female", std::to_string(limit.women - 1) + ".9", limit.population) == "0");
  }
  // Without the population only what every limit agrees on.
  CHECK(waist("male", "102", "") == "1");
  CHECK(waist("male", "101.9", "") == "0 to 1");
  CHECK(waist("male", "85", "") == "0 to 1");
  CHECK(waist("male", "84.9", "") == "0");
  CHECK(waist("female", "90", "") == "1");
  CHECK(waist("female", "89.9", "") == "0 to 1");
  CHECK(waist("female", "79.9", "") == "0");
  CHECK(waist("", "90", "europid") == "0 to 1");  // limits differ by sex
  CHECK(waist("", "94", "europid") == "1");       // beyond both
  CHECK(waist("", "79.9", "europid") == "0");
  CHECK(waist("male", "37 in", "europid") == "0");  // 93.98 cm
}

TEST_CASE("criteria: IDF asks for central obesity first") {
  const Values others = {{"triglycerides", "180"}, {"hdl", "35"},
                         {"systolic_bp", "140"},   {"glucose", "110"},
                         {"sex", "male"},          {"waist_population", "europid"}};
  CHECK(verdict(with(others, {{"waist", "90"}, {"bmi", "25"}}), "mets_idf2005") ==
        "0; does not meet the IDF 2005 definition");
  CHECK(verdict(with(others, {{"waist", "94"}, {"bmi", "25"}}), "mets_idf2005") ==
        "5; meets the IDF 2005 definition");
  CHECK(verdict(with(others, {{"waist", "90"}, {"bmi", "30.1"}}), "mets_idf2005") ==
        "5; meets the IDF 2005 definition");
  CHECK(verdict(others, "mets_idf2005").substr(0, 21) == "0 to 5; between_bands");
  const Assessment american = run({{"waist", "110"},
                                   {"sex", "male"},
                                   {"waist_population", "usa"},
                                   {"bmi", "31"},
                                   {"glucose", "110"}},
                                  indices({"mets_idf2005"}));
  CHECK(kinds(find(american, "mets_idf2005").flags) == "mets_idf2005:outside_domain");
}

TEST_CASE("criteria: remission, and which condition is missing") {
  const auto remission = [](const Values& values) {
    const Assessment assessment = run(values, indices({"remission2021"}));
    return verdict(values, "remission2021") + "; " + told(find(assessment, "remission2021"));
  };
  CHECK(remission({{"diabetes_type", "type_2"}, {"drug_free_months", "3"}, {"hba1c", "6.4"}}) ==
        "3; meets the 2021 definition of remission; type 2 diabetes diagnosed before met, 3 months "
        "or "
        "more without glucose-lowering drugs met, HbA1c below the limit met");
  CHECK(remission({{"diabetes_type", "type_2"}, {"drug_free_months", "2"}, {"hba1c", "6.4"}})
            .find("drugs not met") != std::string::npos);
  CHECK(remission({{"hba1c", "6.4"}}).substr(0, 21) == "1 to 3; between_bands");
  // One that is not met decides, whatever is not known.
  CHECK(remission({{"hba1c", "6.5"}}).substr(0, 52) ==
        "0 to 2; not every condition of remission is met; typ");
  CHECK(verdict({{"diabetes_type", "type_2"}, {"drug_free_months", "14"}, {"hba1c", "5.9"}},
                "remission2009") == "1; partial remission of 2009 by HbA1c");
}

TEST_CASE("criteria: no remission on a drug that lowers glucose, however it is stated") {
  const Values values = {{"diabetes_type", "type_2"}, {"drug_free_months", "6"}, {"hba1c", "6.4"}};
  const auto withheld = [&](const Values& more, const std::vector<std::string>& contexts) {
    Options options = indices({"remission2021"});
    options.contexts = contexts;
    return kinds(find(run(with(values, more), options), "remission2021").flags);
  };
  const std::string expected = "remission2021:glucose_lowering_drug";
  for (const std::string drug : {"metformin", "sulfonylurea", "glp1", "sglt2", "injected_insulin"})
    CHECK_MESSAGE(withheld({}, {drug}) == expected, drug);
  CHECK(withheld({{"glucose_treatment", "yes"}}, {}) == expected);
  CHECK(withheld({{"insulin_treatment", "yes"}}, {}) == expected);
  CHECK(withheld({{"glucose_treatment", "no"}}, {"biotin"}).empty());
}

TEST_CASE("criteria: glucose tells of remission only where HbA1c is unreliable") {
  const Values values = {
      {"diabetes_type", "type_2"}, {"drug_free_months", "6"}, {"hba1c", "7.5"}, {"glucose", "110"}};
  const Assessment assessment = run(values, indices({"remission2021_glucose"}));
  CHECK(label(only_band(find(assessment, "remission2021_glucose"))) ==
        "does_not_apply: the scheme riddle2021 applies only while hba1c_unreliable");
}

TEST_CASE("criteria: a context that withholds a value or a band is respected") {
  Options options = indices({"remission2021", "remission2021_glucose"});
  options.contexts = {"hba1c_unreliable"};
  const Assessment assessment = run(
      {{"diabetes_type", "type_2"}, {"drug_free_months", "5"}, {"hba1c", "6"}, {"glucose", "110"}},
      options);
  CHECK(kinds(find(assessment, "remission2021").flags) == "remission2021:hba1c_unreliable");
  CHECK(label(only_band(find(assessment, "remission2021_glucose"))) ==
        "meets the 2021 definition of remission");
  CHECK(verdict(with(with(kMan, kUntreated), {{"age", "15"}})).find("under_18") !=
        std::string::npos);
  CHECK(verdict(with(with(kMan, kUntreated), {{"pregnancy", "yes"}})).find("pregnant") !=
        std::string::npos);
}
