// Where an index keeps its value and is called doubtful, with the reason: the edges of each doubt.
#include <doctest/doctest.h>

#include "unit/assess_support.hpp"

using namespace metindex;
using unit::find;
using unit::Values;

namespace {

// What is said against the value of an index; empty where nothing is.
std::string doubt(const std::string& id, const Values& values) {
  const Assessment assessment = unit::run(values, unit::indices({id}));
  const Result& result = find(assessment, id);
  CHECK_MESSAGE(result.value.has_value(), id);
  if (result.flags.empty()) return "";
  CHECK(unit::kinds(result.flags) == id + ":doubtful");
  const std::string& text = result.flags.front().text;
  return text.substr(text.find("): ") + 3);
}

bool doubted(const std::string& id, const Values& values, const std::string& reason) {
  CAPTURE(id);
  const std::string told = doubt(id, values);
  if (!told.empty()) CHECK_MESSAGE(told.find(reason) != std::string::npos, told);
  return !told.empty();
}

Values changed(Values values, const Values& more) {
  for (const auto& [analyte, text] : more) {
    std::erase_if(values, [&](const auto& value) { return value.first == analyte; });
    values.emplace_back(analyte, text);
  }
  return values;
}

const Values kDrink = {{"sex", "male"},
                       {"bmi", "25"},
                       {"glucose", "90"},
                       {"glucose_30", "140"},
                       {"glucose_60", "130"},
                       {"glucose_90", "120"},
                       {"glucose_120", "110"},
                       {"insulin", "6"},
                       {"insulin_30", "45"},
                       {"insulin_60", "40"},
                       {"insulin_90", "30"},
                       {"insulin_120", "20"},
                       {"c_peptide", "1.5 ng/mL"},
                       {"c_peptide_30", "4 ng/mL"}};

}  // namespace

TEST_CASE("doubt: no index tells a reader to check units for a doubt that is not about units") {
  for (const Index& index : unit::catalogue().declarations().indices) {
    if (index.doubt.empty() || !index.doubt_reason.empty()) continue;
    // of its own size alone: a unit mixed up
    CHECK_MESSAGE(index.doubt.find(index.id) != std::string::npos, index.id);
  }
}

TEST_CASE("doubt: BIGTT outside normal glucose tolerance") {
  for (const std::string id :
       {"bigtt_si_0_30_120", "bigtt_si_0_60_120", "bigtt_air_0_30_120", "bigtt_air_0_60_120"}) {
    const auto outside = [&](const Values& more) {
      return doubted(id, changed(kDrink, more), "normal glucose tolerance alone");
    };
    CHECK_FALSE(outside({}));
    CHECK_FALSE(outside({{"glucose", "6.99 mmol/L"}, {"glucose_120", "7.79 mmol/L"}}));
    CHECK(outside({{"glucose", "7 mmol/L"}}));
    CHECK(outside({{"glucose_120", "7.8 mmol/L"}}));
  }
}

TEST_CASE("doubt: near a pole") {
  CHECK(doubted("corrected_insulin_response_30", changed(kDrink, {{"glucose_30", "77.9"}}),
                "70 mg/dL"));
  CHECK_FALSE(
      doubted("corrected_insulin_response_30", changed(kDrink, {{"glucose_30", "78"}}), ""));
  CHECK(
      doubted("corrected_insulin_response_120", changed(kDrink, {{"glucose_120", "77.9"}}), "70"));
  CHECK_FALSE(
      doubted("corrected_insulin_response_120", changed(kDrink, {{"glucose_120", "78"}}), ""));
  CHECK(doubted("aigr_mg_dl", {{"glucose", "33"}, {"insulin", "6"}}, "30 mg/dL"));
  CHECK_FALSE(doubted("aigr_mg_dl", {{"glucose", "33.2"}, {"insulin", "6"}}, ""));
  CHECK(doubted("aigr_molar", {{"glucose", "1.87 mmol/L"}, {"insulin", "6"}}, "1.7 mmol/L"));
  CHECK_FALSE(doubted("aigr_molar", {{"glucose", "1.88 mmol/L"}, {"insulin", "6"}}, ""));
}

TEST_CASE("doubt: a small rise of glucose under insulin's") {
  for (const Index& index : unit::catalogue().declarations().indices) {
    const bool divides = index.id.rfind("insulinogenic_index_", 0) == 0 ||
                         index.id.rfind("disposition_", 0) == 0 || index.id == "c_peptide_index_30";
    if (!divides) continue;
    const bool late = index.id.find("_120_") != std::string::npos;
    const std::string after = late ? "glucose_120" : "glucose_30";
    CHECK(doubted(index.id, changed(kDrink, {{after, "103.4"}}), "less than 15 %"));
    CHECK_FALSE(doubted(index.id, changed(kDrink, {{after, "103.6"}}), ""));
  }
}

TEST_CASE("doubt: SPINA where the model has no positive solution") {
  for (const std::string id : {"spina_gr", "spina_di"}) {
    const auto unsolved = [&](const std::string& glucose) {
      return doubted(id, {{"glucose", glucose}, {"insulin", "60 pmol/L"}}, "no positive solution");
    };
    CHECK(unsolved("25 mmol/L"));
    CHECK_FALSE(unsolved("22 mmol/L"));
  }
}

TEST_CASE("doubt: out of what was meant") {
  const auto lap = [](const std::string& waist, const std::string& sex) {
    return doubted("lap", {{"waist", waist}, {"triglycerides", "100"}, {"sex", sex}}, "smallest");
  };
  CHECK(lap("65 cm", "male"));
  CHECK_FALSE(lap("65 cm", "female"));
  CHECK(lap("58 cm", "female"));
  CHECK(doubted("egdr_wc", {{"waist", "150 cm"}, {"hba1c", "9"}, {"hypertension", "yes"}},
                "above zero"));
  CHECK_FALSE(
      doubted("egdr_wc", {{"waist", "90 cm"}, {"hba1c", "7"}, {"hypertension", "yes"}}, ""));
  const auto ratio = [](const std::string& insulin) {
    return doubted("insulin_c_peptide_molar", {{"insulin", insulin}, {"c_peptide", "100 pmol/L"}},
                   "antibodies");
  };
  CHECK(ratio("101 pmol/L"));
  CHECK_FALSE(ratio("100 pmol/L"));
}

TEST_CASE("doubt: the equation of Li 2004 for the other people") {
  const auto told = [](const std::string& id, const std::string& type) {
    Values values = {{"glucose", "100"}, {"c_peptide", "2"}};
    if (!type.empty()) values.emplace_back("diabetes_type", type);
    return doubt(id, values);
  };
  CHECK(told("homa_islet_cp_dm", "none").find("homa_islet_cp_normal") != std::string::npos);
  CHECK(told("homa_islet_cp_dm", "type_2").empty());
  CHECK(told("homa_islet_cp_dm", "").empty());
  CHECK(told("homa_islet_cp_normal", "none").empty());
  CHECK(told("homa_islet_cp_normal", "type_2").find("homa_islet_cp_dm") != std::string::npos);
  CHECK(told("homa_islet_cp_normal", "").empty());
}

TEST_CASE("doubt: indices made for adults") {
  const Values body = {
      {"sex", "female"}, {"waist", "80 cm"}, {"height", "160 cm"}, {"triglycerides", "90"},
      {"hdl", "50"},     {"glucose", "90"},  {"bmi", "24"}};
  for (const std::string id : {"lap", "vai", "mets_vf", "spise"}) {
    const auto flags = [&](const std::string& age) {
      const Assessment assessment = unit::run(changed(body, {{"age", age}}), unit::indices({id}));
      CHECK(find(assessment, id).value.has_value());
      return unit::kinds(find(assessment, id).flags);
    };
    CHECK(flags("12") == (id == "spise" ? "" : id + ":under_18"));  // SPISE was fitted to the young
    CHECK(flags("18") == "");
  }
}
