// Text that is no value, and values that are refused.
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

TEST_CASE("value: what is no number") {
  const std::string units_of_insulin = "it has uIU/mL, pmol/L, ng/mL";
  const std::vector<Bad> rows = {
      {"insulin", "hemolyzed", Status::not_a_number, "'hemolyzed' is not a number"},
      {"insulin", "12 13", Status::not_a_number,
       "'12 13' has more than one number; one is expected"},
      {"insulin", "<", Status::not_a_number, "'<' is not a number"},
      {"insulin", "<<2", Status::not_a_number, "'<<2' is not a number"},
      {"insulin", "uIU/mL", Status::not_a_number, "'uIU/mL' is not a number"},
      {"insulin", "inf", Status::not_a_number, "'inf' is not a number"},
      {"insulin", "1e999", Status::not_a_number, "'1e999' is not a number"},
      {"insulin", "12e", Status::unknown_unit,
       "unit 'e' is not known for insulin; " + units_of_insulin},
      {"insulin", "12 mg/dL", Status::unknown_unit,
       "unit 'mg/dL' is not known for insulin; " + units_of_insulin},
      {"insulin", "12 mU/mL", Status::unknown_unit,
       "unit 'mU/mL' is not known for insulin; " + units_of_insulin},
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

TEST_CASE("value: implausible values are refused, with the unit that would fit") {
  const std::vector<Bad> rows = {
      {"glucose", "5.2 mg/dL", Status::implausible,
       "glucose 5.2 mg/dL is not plausible (20 to 1500); did you mean 5.2mmol/L?"},
      {"glucose", "5.2", Status::implausible,
       "glucose 5.2 mg/dL is not plausible (20 to 1500); did you mean 5.2mmol/L?"},
      {"glucose", "95 mmol/L", Status::implausible,
       "glucose 95 mmol/L is not plausible (1 to 45); did you mean 95mg/dL?"},
      {"glucose", "-3", Status::implausible,
       "glucose -3 mg/dL is not plausible (20 to 1500); is it a code for no value (--missing -3)?"},
      {"glucose", "0", Status::implausible,
       "glucose 0 mg/dL is not a result; if it stands for no value, add --missing glucose=0"},
      {"glucose", "1600", Status::implausible,
       "glucose 1600 mg/dL is not plausible (20 to 1500); if the unit is right, add "
       "--assume-units"},
      {"hba1c", "42", Status::implausible,
       "hba1c 42 % is not plausible (2 to 20); did you mean 42mmol/mol?"},
      {"hba1c", "5.6 mmol/mol", Status::implausible,
       "hba1c 5.6 mmol/mol is not plausible (18 to 200); did you mean 5.6%?"},
      {"insulin", "90", Status::implausible,
       "insulin 90 uIU/mL is unusual for a number without its unit; write 90uIU/mL or 90pmol/L"},
      {"insulin", "0.3", Status::implausible,
       "insulin 0.3 uIU/mL is unusual for a number without its unit; write 0.3uIU/mL"},
      {"fasting_weight", "-1", Status::implausible,
       "fasting_weight -1 is not plausible (0 to 1e+12); is it a code for no value (--missing "
       "-1)?"},
  };
  for (const Bad& row : rows) check(row, {});
}

TEST_CASE("value: ends of the ranges belong to them") {
  for (const std::string text : {"20", "1500", "1 mmol/L", "45 mmol/L"})
    CHECK(read("glucose", text).status == Status::ok);
  for (const std::string text : {"19.999", "1500.001", "0.999 mmol/L", "45.001 mmol/L"}) {
    CHECK(read("glucose", text).status == Status::implausible);
  }
  for (const std::string text : {"0.5", "60", "0.05 uIU/mL"})
    CHECK(read("insulin", text).status == Status::ok);
  for (const std::string text : {"0.49", "60.1"})
    CHECK(read("insulin", text).status == Status::implausible);
}

TEST_CASE("value: a confirmed unit is believed as far as values are possible") {
  check(Good{"glucose", "1600", Status::ok, false, 1600, "mg/dL", true}, sure());
  check(Good{"insulin", "90", Status::ok, false, 90, "uIU/mL", true}, sure());
  check(Bad{"glucose", "2001", Status::implausible,
            "glucose 2001 mg/dL is not plausible (10 to 2000)"},
        sure());
  check(Bad{"glucose", "5.2", Status::implausible,
            "glucose 5.2 mg/dL is not plausible (10 to 2000); did you mean 5.2mmol/L?"},
        sure());
}

TEST_CASE("value: any text gives a number or a reason") {
  unit::Random random(31);
  const std::vector<std::string> pieces = {
      "<",   ">",   "≤",   "=",  "-",        "+",     ".",      ",",       "1",      "95",
      "5.3", "e2",  "E",   " ",  "\xC2\xA0", "mg/dL", "mmol/L", "%",       "uIU/mL", "\xC2\xB5",
      "NA",  "inf", "nan", "0x", "\xFF",     "[",     "]",      "female",  "\t",     "\n",
      "H",   "*",   "LOD", "(",  ")",        "'",     "Jan",    "5.4e-79", "ND"};
  const auto& analytes = unit::catalogue().declarations().analytes;
  int numbers = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (std::size_t n = random.below(6); n > 0; --n) text += random.of(pieces);
    const Analyte& analyte = random.of(analytes);
    Reading reading{random.chance(0.5) ? "si" : "conventional", random.chance(0.5),
                    random.chance(0.5)};
    reading.thousands = random.of(std::vector<char>{0, ',', '.', ' ', '\''});
    const Value value = read_value(unit::catalogue(), analyte, text, {}, reading);
    const bool limit_not_said = value.status != Status::ok && std::isnan(value.number);
    const bool good = value.is_reported()
                          ? (std::isfinite(value.number) || limit_not_said) &&
                                value.problem.empty() && value.unit.empty() == analyte.is_category()
                          : !value.problem.empty();
    if (value.has_number()) ++numbers;
    if (!good) FAIL_CHECK(analyte.id, ": '", text, "'");
  }
  CHECK(numbers > 150);
}
