// One value as people and laboratories write it.
#include <doctest/doctest.h>

#include "unit/support.hpp"

using namespace metindex;

namespace {

Value read(std::string_view analyte, std::string_view text, const Reading& reading = {}, std::string_view written_unit = {}) {
  const Analyte* found = unit::catalogue().analyte(analyte);
  REQUIRE(found != nullptr);
  return read_value(unit::catalogue(), *found, text, written_unit, reading);
}

Reading si() { return {"si", false, false}; }
Reading comma() { return {"conventional", true, false}; }
Reading sure() { return {"conventional", false, true}; }

struct Good {
  std::string analyte, text;
  Status status;
  bool inclusive;
  double number;
  std::string in;
  bool assumed;
};

void check(const Good& row, const Reading& reading) {
  CAPTURE(row.analyte);
  CAPTURE(row.text);
  const Value value = read(row.analyte, row.text, reading);
  CHECK_MESSAGE(value.status == row.status, name_of(value.status), ": ", value.problem);
  CHECK(value.number == row.number);
  CHECK(value.inclusive == row.inclusive);
  CHECK(value.unit == row.in);
  CHECK(value.unit_assumed == row.assumed);
  CHECK(value.problem == "");
  CHECK(value.text == row.text);
  CHECK(value.has_number());
}

struct Bad {
  std::string analyte, text;
  Status status;
  std::string problem;
};

void check(const Bad& row, const Reading& reading) {
  CAPTURE(row.analyte);
  CAPTURE(row.text);
  const Value value = read(row.analyte, row.text, reading);
  CHECK_MESSAGE(value.status == row.status, name_of(value.status));
  CHECK(value.problem == row.problem);
  CHECK(value.text == row.text);
  CHECK_FALSE(value.has_number());
}

}  // namespace

TEST_CASE("value: numbers with and without unit") {
  const std::vector<Good> rows = {
      {"glucose", "95", Status::ok, false, 95, "mg/dL", true},
      {"glucose", " 95.5 ", Status::ok, false, 95.5, "mg/dL", true},
      {"glucose", "\xC2\xA0" "95\xC2\xA0", Status::ok, false, 95, "mg/dL", true},
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
      {"insulin", "<0.01", Status::below, false, 0.01, "uIU/mL", true},  // below what can be measured
      {"insulin", "> 300", Status::above, false, 300, "uIU/mL", true},
      {"insulin", "≤2", Status::below, true, 2, "uIU/mL", true},
      {"insulin", "<=2", Status::below, true, 2, "uIU/mL", true},
      {"insulin", ">=300", Status::above, true, 300, "uIU/mL", true},
      {"insulin", "≥ 300", Status::above, true, 300, "uIU/mL", true},
      {"glucose", "<70", Status::below, false, 70, "mg/dL", true},
  };
  for (const Good& row : rows) check(row, {});
  CHECK(read("glucose", "<0").status == Status::implausible);
  check(Bad{"glucose", ">5.2", Status::implausible, "glucose 5.2 mg/dL is not plausible (20 to 1500); did you mean 5.2mmol/L?"}, {});
}

TEST_CASE("value: the decimal comma is read only where it was announced") {
  check(Good{"glucose", "5,3 mmol/L", Status::ok, false, 5.3, "mmol/L", false}, comma());
  check(Good{"insulin", "12,25", Status::ok, false, 12.25, "uIU/mL", true}, comma());
  check(Good{"insulin", "12", Status::ok, false, 12, "uIU/mL", true}, comma());
  check(Bad{"glucose", "5,3", Status::not_a_number, "'5,3' has a comma; if it is the decimal mark, add --decimal-comma"}, {});
  check(Bad{"glucose", "1,234", Status::not_a_number, "'1,234' has a comma; if it is the decimal mark, add --decimal-comma"}, {});
  check(Bad{"insulin", "1.234,5", Status::not_a_number, "'1.234,5' is not a number"}, {});
  check(Bad{"insulin", "12.5", Status::not_a_number, "'12.5' has a point where commas are decimal marks"}, comma());
  check(Bad{"insulin", "1.234,5", Status::not_a_number, "'1.234,5' has a point where commas are decimal marks"}, comma());
  check(Bad{"insulin", "1,2,3", Status::not_a_number, "'1,2,3' is not a number"}, comma());
}

TEST_CASE("value: what is no number") {
  const std::string units_of_insulin = "it has uIU/mL, pmol/L, ng/mL";
  const std::vector<Bad> rows = {
      {"insulin", "hemolyzed", Status::not_a_number, "'hemolyzed' is not a number"},
      {"insulin", "12 13", Status::not_a_number, "'12 13' is not a number"},
      {"insulin", "<", Status::not_a_number, "'<' is not a number"},
      {"insulin", "<<2", Status::not_a_number, "'<<2' is not a number"},
      {"insulin", "uIU/mL", Status::not_a_number, "'uIU/mL' is not a number"},
      {"insulin", "inf", Status::not_a_number, "'inf' is not a number"},
      {"insulin", "1e999", Status::not_a_number, "'1e999' is not a number"},
      {"insulin", "12 mg/dL", Status::unknown_unit, "unit 'mg/dL' is not known for insulin; " + units_of_insulin},
      {"insulin", "12 mU/mL", Status::unknown_unit, "unit 'mU/mL' is not known for insulin; " + units_of_insulin},
  };
  for (const Bad& row : rows) check(row, {});
  for (const std::string text : {"12-13", "0x12", "12 or 13", "12 uIU/mL 13", "1 2 uIU/mL"}) {
    CAPTURE(text);
    CHECK_FALSE(read("insulin", text).has_number());
  }
  const Value given = read("insulin", "12", {}, "furlong");
  CHECK(given.status == Status::unknown_unit);
  CHECK(given.problem == "unit 'furlong' is not known for insulin; " + units_of_insulin);
}

TEST_CASE("value: how tables write nothing") {
  for (const std::string text : {"", "  ", "NA", "na", "N/A", ".", "-", "NULL", "NaN", "none", "k.A.", "K.a."}) {
    for (const std::string analyte : {"glucose", "sex"}) {
      CAPTURE(text);
      CHECK(read(analyte, text).status == Status::missing);
    }
  }
  CHECK(name_of(Status::missing) == "missing");
  CHECK(name_of(Status::below) == "censored");
  CHECK(name_of(Status::above) == "censored");
}

TEST_CASE("value: implausible values are refused, with the unit that would fit") {
  const std::vector<Bad> rows = {
      {"glucose", "5.2 mg/dL", Status::implausible, "glucose 5.2 mg/dL is not plausible (20 to 1500); did you mean 5.2mmol/L?"},
      {"glucose", "5.2", Status::implausible, "glucose 5.2 mg/dL is not plausible (20 to 1500); did you mean 5.2mmol/L?"},
      {"glucose", "95 mmol/L", Status::implausible, "glucose 95 mmol/L is not plausible (1 to 45); did you mean 95mg/dL?"},
      {"glucose", "-3", Status::implausible, "glucose -3 mg/dL is not plausible (20 to 1500)"},
      {"glucose", "0", Status::implausible, "glucose 0 mg/dL is not a result; leave the cell empty where there is none"},
      {"glucose", "1600", Status::implausible, "glucose 1600 mg/dL is not plausible (20 to 1500); if the unit is right, add --assume-units"},
      {"hba1c", "42", Status::implausible, "hba1c 42 % is not plausible (2 to 20); did you mean 42mmol/mol?"},
      {"hba1c", "5.6 mmol/mol", Status::implausible, "hba1c 5.6 mmol/mol is not plausible (18 to 200); did you mean 5.6%?"},
      {"insulin", "90", Status::implausible, "insulin 90 uIU/mL is unusual for a number without its unit; write 90uIU/mL or 90pmol/L"},
      {"insulin", "0.3", Status::implausible, "insulin 0.3 uIU/mL is unusual for a number without its unit; write 0.3uIU/mL"},
      {"fasting_weight", "-1", Status::implausible, "fasting_weight -1 is not plausible (0 to 1e+12)"},
  };
  for (const Bad& row : rows) check(row, {});
}

TEST_CASE("value: ends of the ranges belong to them") {
  for (const std::string text : {"20", "1500", "1 mmol/L", "45 mmol/L"}) CHECK(read("glucose", text).status == Status::ok);
  for (const std::string text : {"19.999", "1500.001", "0.999 mmol/L", "45.001 mmol/L"}) {
    CHECK(read("glucose", text).status == Status::implausible);
  }
  for (const std::string text : {"0.5", "60", "0.05 uIU/mL"}) CHECK(read("insulin", text).status == Status::ok);
  for (const std::string text : {"0.49", "60.1"}) CHECK(read("insulin", text).status == Status::implausible);
}

TEST_CASE("value: a confirmed unit is believed as far as values are possible") {
  check(Good{"glucose", "1600", Status::ok, false, 1600, "mg/dL", true}, sure());
  check(Good{"insulin", "90", Status::ok, false, 90, "uIU/mL", true}, sure());
  check(Bad{"glucose", "2001", Status::implausible, "glucose 2001 mg/dL is not plausible (10 to 2000)"}, sure());
  check(Bad{"glucose", "5.2", Status::implausible, "glucose 5.2 mg/dL is not plausible (10 to 2000); did you mean 5.2mmol/L?"}, sure());
}

TEST_CASE("value: bare numbers in SI units") {
  const std::vector<Good> rows = {
      {"glucose", "5.3", Status::ok, false, 5.3, "mmol/L", true},   {"insulin", "60", Status::ok, false, 60, "pmol/L", true},
      {"hba1c", "48", Status::ok, false, 48, "mmol/mol", true},     {"c_peptide", "0.7", Status::ok, false, 0.7, "nmol/L", true},
      {"bmi", "27", Status::ok, false, 27, "kg/m2", true},          {"glucose", "95 mg/dL", Status::ok, false, 95, "mg/dL", false},
      {"triglycerides", "<0.5", Status::below, false, 0.5, "mmol/L", true},
  };
  for (const Good& row : rows) check(row, si());
  check(Bad{"glucose", "95", Status::implausible, "glucose 95 mmol/L is not plausible (1 to 45); did you mean 95mg/dL?"}, si());
  check(Bad{"insulin", "12", Status::implausible, "insulin 12 pmol/L is unusual for a number without its unit; write 12pmol/L or 12uIU/mL"}, si());
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
  struct Row { std::string analyte, text; double position; };
  const std::vector<Row> rows = {
      {"sex", "female", 0}, {"sex", "F", 0}, {"sex", " Weiblich ", 0}, {"sex", "Woman", 0}, {"sex", "w", 0},
      {"sex", "male", 1}, {"sex", "M", 1}, {"sex", "MÄNNLICH", 1}, {"pregnancy", "No", 0}, {"pregnancy", "TRUE", 1},
      {"fasting", "y", 1}, {"insulin_detection", "Below", 1},
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

TEST_CASE("panel: entries, replacement and problems") {
  Panel panel(unit::catalogue());
  panel.set("glucose", "95").set("insulin", 72, "pmol/L").set("glucose", "5.5 mmol/L").declare("pregnant");
  CHECK(panel.problems().empty());
  REQUIRE(panel.entries().size() == 2);
  CHECK(panel.find("glucose")->number == 5.5);
  CHECK(panel.find("insulin")->unit == "pmol/L");
  CHECK(panel.find("hba1c") == nullptr);
  CHECK(panel.contexts() == std::vector<std::string>{"pregnant"});

  panel.set("glucos", "95").set("insulin", "hemolyzed").declare("pregnent").set("hba1c", 5.6, "furlong").set("hdl", "NA");
  const std::vector<std::string> expected = {
      "no analyte is called 'glucos'; did you mean 'glucose'?", "insulin: 'hemolyzed' is not a number",
      "no context is called 'pregnent'; did you mean 'pregnant'?",
      "hba1c: unit 'furlong' is not known for hba1c; it has %, mmol/mol, %{JDS}"};
  CHECK(panel.problems() == expected);
  CHECK(panel.contexts() == std::vector<std::string>{"pregnant"});
  CHECK(Panel(unit::catalogue()).set("glucose", unit::kNaN, "mg/dL").find("glucose")->has_number() == false);
}
