// One value as people and laboratories write it.
#include <doctest/doctest.h>

#include "unit/value_support.hpp"

using namespace metindex;
using unit::Bad;
using unit::check;
using unit::comma;
using unit::Good;
using unit::read;
using unit::si;
using unit::sure;

TEST_CASE("value: numbers with and without unit") {
  const std::vector<Good> rows = {
      {"glucose", "95", Status::ok, false, 95, "mg/dL", true},
      {"glucose", " 95.5 ", Status::ok, false, 95.5, "mg/dL", true},
      {"glucose",
       "\xC2\xA0"
       "95\xC2\xA0",
       Status::ok, false, 95, "mg/dL", true},
      {"glucose", "5.3 mmol/L", Status::ok, false, 5.3, "mmol/L", false},
      {"glucose", "5.3mmol/l", Status::ok, false, 5.3, "mmol/L", false},
      {"glucose", "+5.3 MMOL/L", Status::ok, false, 5.3, "mmol/L", false},
      {"glucose", "5.3\xC2\xA0mmol/L", Status::ok, false, 5.3, "mmol/L", false},
      {"glucose", "5.3 ммоль/л", Status::ok, false, 5.3, "mmol/L", false},
      {"glucose", "1e2", Status::ok, false, 100, "mg/dL", true},
      {"glucose", "1.05E2mg%", Status::ok, false, 105, "mg/dL", false},
      {"glucose", "95.", Status::ok, false, 95, "mg/dL", true},
      {"insulin", ".75", Status::ok, false, 0.75, "uIU/mL", true},
      {"insulin", "12 \xC2\xB5U/mL", Status::ok, false, 12, "uIU/mL", false},  // micro sign
      {"insulin", "12 \xCE\xBCU/mL", Status::ok, false, 12, "uIU/mL", false},  // Greek mu
      {"insulin", "12 uU/mL", Status::ok, false, 12, "uIU/mL", false},
      {"insulin", "12 mcIU/mL", Status::ok, false, 12, "uIU/mL", false},
      {"insulin", "12 mIU/L", Status::ok, false, 12, "uIU/mL", false},
      {"insulin", "12 mU/L", Status::ok, false, 12, "uIU/mL", false},
      {"insulin", "12 u[IU]/mL", Status::ok, false, 12, "uIU/mL", false},
      {"insulin", "90 uIU/mL", Status::ok, false, 90, "uIU/mL", false},
      {"insulin", "72 pmol/L", Status::ok, false, 72, "pmol/L", false},
      {"hba1c", "5.6", Status::ok, false, 5.6, "%", true},
      {"hba1c", "5.6%", Status::ok, false, 5.6, "%", false},
      {"hba1c", "48 mmol/mol", Status::ok, false, 48, "mmol/mol", false},
      {"hba1c", "6.1 % JDS", Status::ok, false, 6.1, "%{JDS}", false},
      {"bmi", "27.5 kg/m²", Status::ok, false, 27.5, "kg/m2", false},
      {"age", "54 years", Status::ok, false, 54, "a", false},
      {"fasting_weight", "0", Status::ok, false, 0, "1", true},
  };
  for (const Good& row : rows) check(row, {});
}

TEST_CASE("value: bounds") {
  const std::vector<Good> rows = {
      {"insulin", "<0.5", Status::below, false, 0.5, "uIU/mL", true},
      {"insulin", "< 0.5 uIU/mL", Status::below, false, 0.5, "uIU/mL", false},
      {"insulin", "<0.01", Status::below, false, 0.01, "uIU/mL",
       true},  // below what can be measured
      {"insulin", "> 300", Status::above, false, 300, "uIU/mL", true},
      {"insulin", "≤2", Status::below, true, 2, "uIU/mL", true},
      {"insulin", "<=2", Status::below, true, 2, "uIU/mL", true},
      {"insulin", ">=300", Status::above, true, 300, "uIU/mL", true},
      {"insulin", "≥ 300", Status::above, true, 300, "uIU/mL", true},
      {"glucose", "<70", Status::below, false, 70, "mg/dL", true},
  };
  for (const Good& row : rows) check(row, {});
  CHECK(read("glucose", "<0").status == Status::implausible);
  check(Bad{"glucose", ">5.2", Status::implausible,
            "glucose 5.2 mg/dL is not plausible (20 to 1500); did you mean 5.2mmol/L?"},
        {});
}

TEST_CASE("value: names of states") {
  CHECK(name_of(Status::missing) == "missing");
  CHECK(name_of(Status::below) == "censored");
  CHECK(name_of(Status::above) == "censored");
}

TEST_CASE("value: bare numbers in SI units") {
  const std::vector<Good> rows = {
      {"glucose", "5.3", Status::ok, false, 5.3, "mmol/L", true},
      {"insulin", "60", Status::ok, false, 60, "pmol/L", true},
      {"hba1c", "48", Status::ok, false, 48, "mmol/mol", true},
      {"c_peptide", "0.7", Status::ok, false, 0.7, "nmol/L", true},
      {"bmi", "27", Status::ok, false, 27, "kg/m2", true},
      {"glucose", "95 mg/dL", Status::ok, false, 95, "mg/dL", false},
      {"triglycerides", "<0.5", Status::below, false, 0.5, "mmol/L", true},
  };
  for (const Good& row : rows) check(row, si());
  check(Bad{"glucose", "95", Status::implausible,
            "glucose 95 mmol/L is not plausible (1 to 45); did you mean 95mg/dL?"},
        si());
  check(
      Bad{"insulin", "12", Status::implausible,
          "insulin 12 pmol/L is unusual for a number without its unit; write 12pmol/L or 12uIU/mL"},
      si());
}

TEST_CASE("value: a unit given beside the text") {
  const Value beside = read("glucose", "5.3", {}, "mmol/L");
  CHECK(beside.status == Status::ok);
  CHECK(beside.unit == "mmol/L");
  CHECK_FALSE(beside.unit_assumed);
  const Value written = read("glucose", "95 mg/dL", {}, "mmol/L");  // the cell's own unit wins
  CHECK(written.status == Status::ok);
  CHECK(written.unit == "mg/dL");
  CHECK(read("insulin", "90", {}, "uIU/mL").status == Status::ok);  // not bare, so not ambiguous
}

TEST_CASE("value: categories") {
  struct Row {
    std::string analyte, text;
    double position;
  };
  const std::vector<Row> rows = {
      {"sex", "female", 0},     {"sex", "F", 0},        {"sex", " Weiblich ", 0},
      {"sex", "Woman", 0},      {"sex", "w", 0},        {"sex", "male", 1},
      {"sex", "M", 1},          {"sex", "MÄNNLICH", 1}, {"pregnancy", "No", 0},
      {"pregnancy", "TRUE", 1}, {"fasting", "y", 1},    {"insulin_detection", "Below", 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Value value = read(row.analyte, row.text);
    CHECK(value.status == Status::ok);
    CHECK(value.number == row.position);
    CHECK(value.unit == "");
  }
  check(Bad{"sex", "x", Status::not_a_number, "'x' is not one of female, male"}, {});
  check(Bad{"sex", "1", Status::not_a_number, "'1' is not one of female, male"}, {});
}

TEST_CASE("value: every category is read in every spelling, and no spelling means two") {
  for (const Analyte& analyte : unit::catalogue().declarations().analytes) {
    for (std::size_t i = 0; i < analyte.categories.size(); ++i) {
      std::vector<std::string> spellings = analyte.categories[i].spellings;
      spellings.push_back(analyte.categories[i].id);
      for (const std::string& spelling : spellings) {
        CAPTURE(analyte.id);
        CAPTURE(spelling);
        const Value value = read(analyte.id, spelling);
        CHECK_MESSAGE(value.status == Status::ok, name_of(value.status));
        CHECK(value.number == static_cast<double>(i));
      }
    }
  }
}
