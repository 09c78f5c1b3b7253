// For whom a scheme is: ages, sex, and the condition under which it applies.
#include <doctest/doctest.h>

#include "unit/assess_support.hpp"

using namespace metindex;
using unit::find;
using unit::indices;
using unit::label;
using unit::only_band;
using unit::run;
using unit::Values;

TEST_CASE("assess: a scheme says for which ages it is") {
  const auto with_age = [](const std::string& age, const std::string& quantity,
                           const std::string& scheme) {
    Values values = {{"glucose", "95"}, {"insulin", "9"}, {"hba1c", "5.2"}};
    if (!age.empty()) values.emplace_back("age", age);
    return label(
        only_band(find(run(values, indices({"homa_ir"}, {{quantity, scheme}})), quantity)));
  };
  CHECK(with_age("17", "glucose", "ada") ==
        "under_18: under 18 years: the scheme's limits, or the index itself, are for adults");
  CHECK(with_age("17.9", "glucose", "ada").substr(0, 8) == "under_18");
  CHECK(with_age("18", "glucose", "ada") == "normal");
  CHECK(with_age("", "glucose", "ada") == "normal");
  CHECK(with_age("NA", "glucose", "ada") == "normal");

  CHECK(with_age("23", "insulin", "tlgs") ==
        "outside_population: the scheme tlgs is for 24 to 83 years");
  CHECK(with_age("24", "insulin", "tlgs") == "within reference interval");
  CHECK(with_age("83.9", "insulin", "tlgs") == "within reference interval");  // completed years
  CHECK(with_age("84", "insulin", "tlgs") ==
        "outside_population: the scheme tlgs is for 24 to 83 years");
  CHECK(with_age("19", "homa_ir", "knhanes2008_second") ==
        "outside_population: the scheme knhanes2008_second is for 20 years and over");

  CHECK(with_age("12", "homa_ir", "china_children_p95") == "below cut-off");
  CHECK(with_age("18", "homa_ir", "china_children_p95") == "below cut-off");
  CHECK(with_age("19", "homa_ir", "china_children_p95").substr(0, 18) == "outside_population");
  CHECK(with_age("5", "homa_ir", "china_children_p95").substr(0, 18) == "outside_population");
  CHECK(with_age("15", "homa_ir", "india_adolescents2013") == "not above cut-off");
  CHECK(with_age("40", "homa_ir", "india_adolescents2013") ==
        "outside_population: the scheme india_adolescents2013 is for 10 to 19 years");
}

TEST_CASE("assess: a scheme whose ages include minors is used for them") {
  const auto band = [](const std::string& age, const Options& options,
                       const std::string& quantity) {
    return label(only_band(find(run({{"insulin", "9"},
                                     {"age", age},
                                     {"sex", "female"},
                                     {"triglycerides", "90"},
                                     {"hdl", "50"}},
                                    options),
                                quantity)));
  };
  CHECK(band("15", indices({}, {{"insulin", "nhanes_pct_2011"}}), "insulin") ==
        "25th to 50th percentile");  // aged 12 and over
  CHECK(band("11", indices({}, {{"insulin", "nhanes_pct_2011"}}), "insulin").find("percentile") ==
        std::string::npos);
  CHECK(band("17", indices({"tg_hdl"}, {{"tg_hdl_mass", "mexico_students"}}), "tg_hdl_mass") ==
        "not above cut-off");  // 17 to 24
}

TEST_CASE("assess: a scheme that differs by sex needs it") {
  const auto insulin = [](const std::string& sex, const std::string& value) {
    Values values = {{"insulin", value}};
    if (!sex.empty()) values.emplace_back("sex", sex);
    return label(
        only_band(find(run(values, indices({}, {{"insulin", "tlgs_by_sex"}})), "insulin")));
  };
  CHECK(insulin("", "11.5") == "sex_unknown: the scheme tlgs_by_sex differs by sex; give --sex");
  CHECK(insulin("x", "11.5").substr(0, 11) == "sex_unknown");
  CHECK(insulin("male", "11.5") == "above reference interval");
  CHECK(insulin("female", "11.5") == "within reference interval");
  const Assessment a =
      run({{"insulin", "2"}, {"sex", "m"}}, indices({}, {{"insulin", "tlgs_by_sex"}}));
  CHECK(only_band(find(a, "insulin")).scheme->sex == "male");
}

TEST_CASE("assess: a scheme for one sex is outside the population of the other") {
  const auto band = [](const std::string& sex, const std::string& scheme) {
    return label(only_band(find(run({{"glucose", "95"}, {"insulin", "9"}, {"sex", sex}},
                                    indices({"homa_ir"}, {{"homa_ir", scheme}})),
                                "homa_ir")));
  };
  CHECK(band("male", "knhanes2008_men") == "below cut-off");
  CHECK(band("female", "knhanes2008_men").substr(0, 18) ==
        "outside_population");  // her sex is known
  CHECK(band("male", "knhanes2008_premenopausal").substr(0, 18) == "outside_population");
}

TEST_CASE("assess: a scheme applies only where its condition holds") {
  const auto homa = [](const std::string& glucose) {
    return label(only_band(find(run({{"glucose", glucose}, {"insulin", "12"}}), "homa_ir")));
  };
  CHECK(homa("140") == "insulin resistance range");
  CHECK(homa("141") ==
        "does_not_apply: the scheme jds_practice applies only while glucose[mg/dL] < 141");
  CHECK(homa("7.8 mmol/L") == "insulin resistance range");  // 140.4: about 140
  CHECK(homa("7.9 mmol/L").substr(0, 14) == "does_not_apply");
}

TEST_CASE("assess: a scheme for people without diabetes is not for those who have it") {
  const auto band = [](const std::string& type, const std::string& scheme) {
    Values values = {{"glucose", "81"}, {"insulin", "15"}, {"age", "50"}};
    if (!type.empty()) values.emplace_back("diabetes_type", type);
    return label(
        only_band(find(run(values, indices({"homa_ir"}, {{"homa_ir", scheme}})), "homa_ir")));
  };
  CHECK(band("none", "iran2010_nondiabetic") == "metabolic syndrome likelier");
  CHECK(band("", "iran2010_nondiabetic") == "metabolic syndrome likelier");  // not known
  CHECK(band("type_2", "iran2010_nondiabetic") ==
        "does_not_apply: the scheme iran2010_nondiabetic applies only while diabetes_type = none");
  CHECK(band("none", "iran2010_diabetic_atp3").substr(0, 14) == "does_not_apply");
  CHECK(band("type_2", "iran2010_diabetic_atp3") == "below cut-off");
}

TEST_CASE("assess: a condition sees censored values too") {
  const Assessment high = run({{"glucose", ">200"}, {"insulin", "12"}});  // surely above 140
  CHECK(label(only_band(find(high, "homa_ir"))).substr(0, 14) == "does_not_apply");
  const Assessment fed = run({{"glucose", "95"}, {"insulin", "12"}, {"fasting_hours", "<8"}});
  CHECK(fed.contexts == std::vector<std::string>{"not_fasting"});
  const Assessment child = run({{"glucose", "95"}, {"insulin", "12"}, {"age", "<12"}});
  CHECK(child.contexts == std::vector<std::string>{"under_18"});
  const Assessment old = run({{"insulin", "9"}, {"age", ">=90"}});  // tlgs ends at 83
  CHECK(label(only_band(find(old, "insulin"))).substr(0, 18) == "outside_population");
}
