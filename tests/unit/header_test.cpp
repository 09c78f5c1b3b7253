// Header cells: every alias of the catalogue, units in every place, and what must never match.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "records/field_names.hpp"
#include "unit/header_support.hpp"

namespace metindex::records {

using unit::said;

TEST_CASE("header: every header, column and code of the catalogue means its analyte") {
  for (const Analyte& analyte : unit::catalogue().declarations().analytes) {
    CAPTURE(analyte.id);
    for (const std::string& header : analyte.headers) {
      CAPTURE(header);
      CHECK(said(header) == analyte.id);
      CHECK(unit::matcher().read(header).match->analyte == &analyte);
    }
    for (const std::string& header : analyte.ambiguous) CHECK(said(header) == "problem");
    for (const KnownColumn& column : analyte.columns) {
      CAPTURE(column.name);
      CHECK(said(column.name) == analyte.id + (column.unit.empty() ? "" : "[" + column.unit + "]"));
    }
    for (const std::string& code : analyte.loinc) CHECK(said(code) == analyte.id);
  }
}

TEST_CASE("header: a name and a unit of the catalogue, in every way of writing them") {
  const Declarations& all = unit::catalogue().declarations();
  for (const Analyte& analyte : all.analytes) {
    std::vector<std::string> names = analyte.headers;
    names.insert(names.end(), analyte.ambiguous.begin(), analyte.ambiguous.end());
    for (const std::string& name : names) {
      for (const AnalyteUnit& unit : analyte.units) {
        const std::string expected = analyte.id + "[" + unit.id + "]";
        for (const std::string& header :
             {name + "[" + unit.id + "]", name + " (" + unit.id + ")", name + ", " + unit.id,
              name + " (in " + unit.id + ")", name + "（" + unit.id + "）"}) {
          CAPTURE(header);
          CHECK(said(header) == expected);
        }
        if (unit.id.size() < 2 && unit.id != "%") continue;  // too short for an ending
        for (const std::string& header :
             {name + "_" + unit.id, name + " " + unit.id, name + " in " + unit.id}) {
          CAPTURE(header);
          CHECK(said(header) == expected);
        }
      }
    }
  }
}

TEST_CASE("header: a unit in brackets, parentheses, behind a comma or as an ending") {
  for (const std::string header :
       {"glucose[mg/dL]", "Glucose [mg/dl]", "Glucose (mg/dL)", "glucose, mg/dL", "glucose_mg_dl",
        "GLUCOSE MGDL", "Fasting Glucose (mg/dl)", "fasting_glucose_mg_dl", "FPG (mg/100 mL)",
        "glucose.mg.dl", "glucose_mg_per_dl", "Glukose in mg/dl", "Glucose\n(mg/dL)",
        "空腹血糖（ｍｇ／ｄＬ）", "空腹時血糖(mg/㎗)"}) {
    CAPTURE(header);
    CHECK(said(header) == "glucose[mg/dL]");
  }
  for (const std::string header :
       {"insulin (µIU/mL)", "insulin (μU/ml)", "insulin (mcIU/mL)", "insulin[u[IU]/mL]",
        "Insulin, mIU/L", "insulin_uiu_ml", "insulin_µIU_mL", "Insulin mcU/mL",
        "Insulin (fasting) (uU/mL)", "Insulin (fasting), mU/L"}) {
    CAPTURE(header);
    CHECK(said(header) == "insulin[uIU/mL]");
  }
  CHECK(said("HbA1c (mmol/mol)") == "hba1c[mmol/mol]");
  CHECK(said("hba1c_pct") == "hba1c[%]");
  CHECK(said("HbA1c (%)") == "hba1c[%]");
  CHECK(said("HbA1c %") == "hba1c[%]");
  CHECK(said("HbA1c(JDS)") == "hba1c[%{JDS}]");
  CHECK(said("Age (years)") == "age[a]");
  CHECK(said("Alter in Jahren") == "age[a]");
  CHECK(said("Fasting (hours)") == "fasting_hours");  // and no yes or no
  CHECK(said("Fasting (yes/no)") == "fasting");
  CHECK(said("BMI (kg/m²)") == "bmi[kg/m2]");
  CHECK(said("BMI kg/m²") == "bmi[kg/m2]");
  CHECK(said("Body Mass Index (kg/m**2)") == "bmi[kg/m2]");
  CHECK(said("waist_in") == "waist[in]");
  CHECK(said("waist (\")") == "waist[in]");
  CHECK(said("LBXGLU (mg/dL)") == "glucose[mg/dL]");
  CHECK(said("insulin_pM") == "insulin[pmol/L]");
  CHECK(said("insulin_pm") == "nothing");  // of the afternoon
}

TEST_CASE("header: accents, wide letters, case and dashes make no difference") {
  CHECK(said("GLYCEMIE A JEUN") == "glucose");
  CHECK(said("Glyce\xCC\x81mie a\xCC\x80 jeun") == "glucose");  // accents behind their letters
  CHECK(said("aclik kan sekeri") == "glucose");
  CHECK(said("NÜCHTERN-GLUKOSE") == "glucose");
  CHECK(said("ＨｂＡ１ｃ") == "hba1c");
  CHECK(said("C\xE2\x80\x91peptide") == "c_peptide");  // a hyphen that does not break
  CHECK(said("Âge") == "age");
  CHECK(said("ÍNDICE DE MASA CORPORAL") == "bmi");
}

TEST_CASE("header: a unit that the analyte lacks is a question, not a match") {
  CHECK(said("glucose[mg/l]") == "problem");
  CHECK(said("Glucose (g/L)") == "problem");
  const auto word = unit::matcher().read("Glucose (Roche)").match;
  REQUIRE(word);
  CHECK(word->doubt == MatchDoubt::not_a_unit);
  CHECK(word->problem == "'Roche' is no unit of glucose");
  CHECK(said("Glucose (unit)") == "nothing");  // a column of units
}

TEST_CASE("header: what must never be taken for a fasting value") {
  for (const std::string header :
       {"ogtt_glucose", "OGTT 2h", "random", "ppg", "insulin_ab", "insulin_dose",
        "insulin units/day", "Insulin (units/day)", "on_insulin", "urine glucose", "CSF glucose",
        "estimated average glucose", "LB2GLU", "LB2INSI", "88110-5", "random (mg/dL)"}) {
    CAPTURE(header);
    CHECK(said(header) == "never");
  }
  for (const std::string header :
       {"", " ", "id", "glucometer", "insulinoma", "site", "hdl_ratio", "uric acid (mg/dL)", "()",
        "[]", ",", "_", "(mg/dL)", "30750", "48", "1558"}) {
    CAPTURE(header);
    CHECK(said(header) == "nothing");
  }
  CHECK(said("LBXGLT") == "glucose_120[mg/dL]");
  CHECK(said("LBXSGL") == "glucose_unspecified[mg/dL]");
  CHECK(said("2345-7") == "glucose_unspecified");
  CHECK(said("glucose" + std::string(1000, ' ')) == "nothing");  // no name is as long
}

TEST_CASE("header: UK Biobank's fields in all forms of their names") {
  for (const std::string header :
       {"30750-0.0", "f.30750.0.0", "F.30750.0.0", "n_30750_0_0", "x30750_0_0", "X30750.0.0",
        "p30750_i0", "participant.p30750_i0", "p30750_i0_a0", "30750-0.0 (mmol/mol)"}) {
    CAPTURE(header);
    CHECK(said(header) == "hba1c[mmol/mol]");
  }
  CHECK(said("30740-0.0") == "glucose_unspecified[mmol/L]");  // at any time of day
  CHECK(said("f.30870.0.0") == "triglycerides[mmol/L]");
  CHECK(said("n_30760_0_0") == "hdl[mmol/L]");
  CHECK(said("p21001_i0") == "bmi[kg/m2]");
  CHECK(said("p48_i0") == "waist[cm]");
  CHECK(said("p74_i0") == "fasting_hours[h]");
  CHECK(said("21003-0.0") == "age[a]");
  CHECK(said("f.31.0.0") == "sex");
  for (const std::string header : {"30750-1.0", "f.30750.2.0", "p30750_i1", "p30750_i0_a1"}) {
    CAPTURE(header);
    CHECK(said(header) == "later visit");
  }
  for (const std::string header : {"30750-0", "30750-0.0.0", "30750.0.0", "p30750", "30751-0.0",
                                   "f.30750.0.", "-0.0", "f..0.0", "p_i0", "99999999999999-0.0"}) {
    CAPTURE(header);
    CHECK(said(header) == "nothing");
  }
  const auto parsed = parse_field_name({"{field}-{visit}.{repeat}"}, "48-2.1");
  REQUIRE(parsed);
  CHECK(parsed->field == "48");
  CHECK(parsed->visit == 2);
  CHECK(parsed->repeat == 1);
}

}  // namespace metindex::records
