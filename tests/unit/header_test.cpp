// Header cells: every alias of the catalogue, units in every place, and what must never match.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "records/header.hpp"

namespace metindex::records {
namespace {

const Catalogue& c() {
  static const Catalogue catalogue = Catalogue::built_in();
  return catalogue;
}

std::string said(const std::string& header) {
  const auto match = match_header(c(), header);
  if (!match) return "nothing";
  if (!match->problem.empty()) return "problem";
  return match->analyte->id + (match->unit.empty() ? "" : "[" + match->unit + "]");
}

}  // namespace

TEST_CASE("header: every header, column and code of the catalogue means its analyte") {
  for (const Analyte& analyte : c().declarations().analytes) {
    CAPTURE(analyte.id);
    for (const std::string& header : analyte.headers) {
      CAPTURE(header);
      CHECK(said(header) == analyte.id);
    }
    for (const KnownColumn& column : analyte.columns) {
      CAPTURE(column.name);
      CHECK(said(column.name) == analyte.id + (column.unit.empty() ? "" : "[" + column.unit + "]"));
    }
    for (const std::string& code : analyte.loinc) CHECK(said(code) == analyte.id);
  }
}

TEST_CASE("header: a unit in brackets, parentheses, behind a comma or as an ending") {
  for (const std::string header :
       {"glucose[mg/dL]", "Glucose [mg/dl]", "Glucose (mg/dL)", "glucose, mg/dL", "glucose_mg_dl",
        "GLUCOSE MGDL", "Fasting Glucose (mg/dl)", "fasting_glucose_mg_dl", "FPG (mg/100 mL)"}) {
    CAPTURE(header);
    CHECK(said(header) == "glucose[mg/dL]");
  }
  for (const std::string header : {"insulin (µIU/mL)", "insulin (μU/ml)", "insulin (mcIU/mL)",
                                   "insulin[u[IU]/mL]", "Insulin, mIU/L", "insulin_uiu_ml"}) {
    CAPTURE(header);
    CHECK(said(header) == "insulin[uIU/mL]");
  }
  CHECK(said("HbA1c (mmol/mol)") == "hba1c[mmol/mol]");
  CHECK(said("hba1c_pct") == "hba1c[%]");
  CHECK(said("HbA1c (%)") == "hba1c[%]");
  CHECK(said("HbA1c(JDS)") == "hba1c[%{JDS}]");
  CHECK(said("Age (years)") == "age");  // an alias of its own; age has one unit
  CHECK(said("BMI (kg/m²)") == "bmi[kg/m2]");
}

TEST_CASE("header: a unit that the analyte lacks is a question, not a match") {
  CHECK(said("glucose[mg/l]") == "problem");
  CHECK(said("Glucose (g/L)") == "problem");
  const auto word = match_header(c(), "Glucose (Roche)");
  REQUIRE(word);
  CHECK_FALSE(word->sure);
}

TEST_CASE("header: what must never be taken for a fasting value") {
  for (const std::string header :
       {"ogtt_glucose_000", "OGTT 2h", "random", "ppg", "proinsulin", "insulin_dose",
        "insulin units/day", "on_insulin", "urine glucose", "CSF glucose",
        "estimated average glucose", "LB2GLU", "LB2INSI", "88110-5"}) {
    CAPTURE(header);
    CHECK(never_matches(c(), header));
    CHECK(said(header) == "nothing");
  }
  for (const std::string header :
       {"", " ", "id", "glucometer", "insulinoma", "site", "hdl_ratio", "uric acid (mg/dL)"}) {
    CAPTURE(header);
    CHECK(said(header) == "nothing");
  }
  CHECK(said("LBXGLT") == "glucose_120[mg/dL]");
  CHECK(said("LBXSGL") == "glucose_unspecified[mg/dL]");
  CHECK(said("2345-7") == "glucose_unspecified");
}

TEST_CASE("header: no name is claimed by two analytes") {
  std::vector<std::pair<std::string, std::string>> seen;
  for (const Analyte& analyte : c().declarations().analytes) {
    for (const std::string& header : analyte.headers) {
      const auto match = match_header(c(), header);
      REQUIRE(match);
      CHECK(match->analyte == &analyte);
    }
  }
}

TEST_CASE("header: a converted column steps back, two others are a question, an option decides") {
  BatchOptions options;
  const auto nhanes = map_header(c(), {"SEQN", "LBDGLUSI", "LBXGLU", "LBXIN"}, options);
  REQUIRE(nhanes);
  REQUIRE(nhanes->bindings.size() == 2);
  CHECK(nhanes->bindings[0].header == "LBXGLU");
  CHECK(nhanes->doubts.empty());

  const std::vector<std::string> two = {"glucose", "Glucose", "insulin"};
  const auto asked = map_header(c(), two, options);
  REQUIRE(asked);
  REQUIRE(asked->doubts.size() == 1);
  CHECK(asked->doubts[0].question ==
        "columns 'glucose' (column 1) and 'Glucose' (column 2) both say glucose; choose with "
        "--column glucose=glucose");
  options.columns = {{"glucose", "Glucose"}};
  const auto chosen = map_header(c(), two, options);
  REQUIRE(chosen);
  CHECK(chosen->doubts.empty());
  CHECK(chosen->bindings[0].column == 1);
  options.columns = {{"glucose", "1"}};
  CHECK(map_header(c(), two, options)->bindings[0].column == 0);
  options.columns = {{"glucose", "gluocse"}};
  CHECK(map_header(c(), two, options).error() ==
        "no column is called 'gluocse'; did you mean 'glucose'?");
}

}  // namespace metindex::records
