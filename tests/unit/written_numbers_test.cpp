// Decimal marks, thousands, and other forms of a number; and what looks like one.
#include <doctest/doctest.h>

#include "unit/value_support.hpp"

using namespace metindex;
using unit::Bad;
using unit::check;
using unit::comma;
using unit::Good;
using unit::read;

namespace {

Reading reads(char thousands, bool decimal_comma = false) {
  Reading reading;
  reading.thousands = thousands;
  reading.decimal_comma = decimal_comma;
  reading.assume_units = true;
  return reading;
}

// Triglycerides are the analyte with results above 1000.
void check_grouped(const Reading& reading,
                   const std::vector<std::pair<std::string, double>>& rows) {
  for (const auto& [text, number] : rows)
    check(Good{"triglycerides", text, Status::ok, false, number, "mg/dL", true}, reading);
}

}  // namespace

TEST_CASE("numbers: the decimal comma is read only where it was announced") {
  check(Good{"glucose", "5,3 mmol/L", Status::ok, false, 5.3, "mmol/L", false}, comma());
  check(Good{"insulin", "12,25", Status::ok, false, 12.25, "uIU/mL", true}, comma());
  check(Good{"insulin", "12", Status::ok, false, 12, "uIU/mL", true}, comma());
  check(Good{"insulin", ",75", Status::ok, false, 0.75, "uIU/mL", true}, comma());
  const std::vector<Bad> without = {
      {"glucose", "5,3", Status::not_a_number,
       "'5,3' has a comma; if it is the decimal mark, add --decimal-comma"},
      {"glucose", "0,123", Status::not_a_number,
       "'0,123' has a comma; if it is the decimal mark, add --decimal-comma"},
      {"glucose", "1,234", Status::not_a_number,
       "'1,234' has a comma: is it the decimal mark (--decimal-comma) or groups thousands "
       "(--thousands ,)?"},
      {"glucose", "1,234.5", Status::not_a_number,
       "'1,234.5' has a comma; if it groups thousands, add --thousands ,"},
      {"glucose", "1,234,567", Status::not_a_number,
       "'1,234,567' has a comma; if it groups thousands, add --thousands ,"},
      {"glucose", "1.234,5", Status::not_a_number,
       "'1.234,5' has a point and a comma; if they group thousands and mark decimals, add "
       "--thousands . --decimal-comma"},
      {"glucose", "1.234.567", Status::not_a_number,
       "'1.234.567' has points; if they group thousands, add --thousands . --decimal-comma"},
      {"glucose", "1 234", Status::not_a_number,
       "'1 234' has a blank within; if it groups thousands, add --thousands space"},
      {"glucose", "1'234.5", Status::not_a_number,
       "'1'234.5' has an apostrophe within; if it groups thousands, add --thousands \"'\""},
      {"glucose", "<1,234", Status::not_a_number,
       "'<1,234' has a comma: is it the decimal mark (--decimal-comma) or groups thousands "
       "(--thousands ,)?"},
      {"glucose", "12,34,56", Status::not_a_number,
       "'12,34,56' has more than one number; one is expected"},
  };
  for (const Bad& row : without) check(row, {});
  const std::vector<Bad> with = {
      {"insulin", "12.5", Status::not_a_number,
       "'12.5' has a point where commas are decimal marks"},
      {"insulin", "1.234", Status::not_a_number,
       "'1.234' has a point where commas are decimal marks; if it groups thousands, add "
       "--thousands ."},
      {"insulin", "1.234,5", Status::not_a_number,
       "'1.234,5' has a point where commas are decimal marks; if it groups thousands, add "
       "--thousands ."},
      {"insulin", "1,234.5", Status::not_a_number,
       "'1,234.5' has a point where commas are decimal marks"},
      {"insulin", "1 234,5", Status::not_a_number,
       "'1 234,5' has a blank within; if it groups thousands, add --thousands space"},
      {"insulin", "1,2,3", Status::not_a_number,
       "'1,2,3' has more than one number; one is expected"},
  };
  for (const Bad& row : with) check(row, comma());
}

TEST_CASE("numbers: thousands are grouped by what was declared") {
  check_grouped(reads(','), {{"1,234", 1234},
                             {"1,234.5", 1234.5},
                             {"12,345", 12345},
                             {"1234.5", 1234.5},
                             {"234", 234},
                             {"+1,234e0", 1234},
                             {"2.5e3", 2500}});
  check_grouped(reads('.', true),
                {{"1.234", 1234}, {"1.234,5", 1234.5}, {"1234,5", 1234.5}, {"234,5", 234.5}});
  check_grouped(reads(' '), {{"1 234", 1234},
                             {"1 234.5", 1234.5},
                             {"1\xC2\xA0"
                              "234.5",
                              1234.5},
                             {"1\xE2\x80\xAF"
                              "234",
                              1234},
                             {"1\xE2\x80\x89"
                              "234",
                              1234},
                             {"1234", 1234}});
  check_grouped(reads(' ', true), {{"1 234,5", 1234.5}, {"12 345", 12345}});
  check_grouped(reads('\''), {{"1'234.5", 1234.5}, {"1’234", 1234}, {"'1'234", 1234}});
  check(Good{"triglycerides", "<1,234 mg/dL", Status::below, false, 1234, "mg/dL", false},
        reads(','));
  CHECK(read("triglycerides", "1 234 H", reads(' ')).number == 1234);
  CHECK(read("triglycerides", "1 234 mmol/L", reads(' ')).status == Status::implausible);
}

TEST_CASE("numbers: groups have exactly three digits") {
  for (const std::string text : {"12,34", "1,2345", "1234,567", "1,234,56", "0,123", ",123",
                                 "1,,234", "1.234,5", "1.5,000", "1,23.4"}) {
    CAPTURE(text);
    const Value value = read("triglycerides", text, reads(','));
    CHECK(value.status == Status::not_a_number);
    CHECK(value.problem ==
          "'" + text + "' has a comma that does not group three digits, as --thousands says");
  }
  for (const std::string text : {"12.5", "1.2345", "1234.567", "0.123"}) {
    CAPTURE(text);
    CHECK(read("triglycerides", text, reads('.', true)).problem ==
          "'" + text + "' has a point that does not group three digits, as --thousands says");
  }
  for (const std::string text : {"12 34", "1 2345", "1234 567", "1 234 56", "12 13"})
    CHECK_FALSE(read("triglycerides", text, reads(' ')).is_reported());
  for (const std::string text : {"12'34", "1'2345", "1''234"})
    CHECK_FALSE(read("triglycerides", text, reads('\'')).is_reported());
}

TEST_CASE("numbers: other forms") {
  const std::vector<std::pair<std::string, double>> rows = {
      {"5.", 5},
      {".75", 0.75},
      {"+5.1", 5.1},
      {"1e1", 10},
      {"1.2E+01", 12},
      {"05.1", 5.1},
      {"'5.1", 5.1},
      {"=\"5.1\"", 5.1},
      {"=\" 5.1 \"", 5.1},
      {"5.1\xC2\xA0", 5.1},
      {"\xE2\x80\xAF"
       "5.1",
       5.1},
      {"\xEF\xBB\xBF"
       "5.1",
       5.1},
      {"\t5.1\t", 5.1},
      {"5.1000000000000000000000000000000000001", 5.1}};
  for (const auto& [text, number] : rows)
    check(Good{"insulin", text, Status::ok, false, number, "uIU/mL", true}, {});
}

TEST_CASE("numbers: what looks like one") {
  const std::string date =
      " is a date; if a spreadsheet made it of a number, take the number from the source";
  const std::string range = " is a range; one number is expected";
  const std::string many = " has more than one number; one is expected";
  const std::string spread = " is a value with its spread; one number is expected";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"5.Jan", date},
      {"5-Jan", date},
      {"Jan-05", date},
      {"01. Mai", date},
      {"1. März 2021", date},
      {"May 1, 2021", date},
      {"2021-05-03", date},
      {"2021/5/3", date},
      {"05.03.2021", date},
      {"5/1/21", date},
      {"2021-05-03 10:30:00", date},
      {"2021-05-03T10:30:00", date},
      {"5.1.", date},
      {"5-7", range},
      {"5 - 7", range},
      {"5.1–6.0 mmol/L", range},
      {"5 to 7", range},
      {"5 bis 7", range},
      {"<5-7", range},
      {"5.1±0.2", spread},
      {"5.1 +/- 0.2", spread},
      {"12 13", many},
      {"5.1 (4.1-6.0)", many},
      {"5.1 [4.1-6.0]", many},
      {"5.1; 5.3", many},
      {"5.1/5.3", many},
      {"10:30", many},
      {"５.１", " has digits other than 0 to 9; write it with these"},
      {"٥", " has digits other than 0 to 9; write it with these"},
      {"0x10", " is not a number"},
      {"inf", " is not a number"},
      {"-inf", " is not a number"},
      {"Infinity", " is not a number"},
      {"nan(1)", " is not a number"},
      {"1e400", " is not a number"},
      {"1e-400", " is not a number"},
      {"−5.1", " is not a number"},
      {"()", " is not a number"},
      {"TRUE", " is not a number"},
      {"= 5", " is not a number"}};
  for (const auto& [text, what] : rows)
    check(Bad{"insulin", text, Status::not_a_number, "'" + text + "'" + what}, {});
}

TEST_CASE("numbers: the zero of a SAS file is nobody's result") {
  for (const std::string id : {"glucose", "age", "fasting_weight", "survey_fasting_hours"}) {
    CAPTURE(id);
    const Value value = read(id, "5.397605346934028e-79");
    CHECK(value.status == Status::implausible);
    CHECK(value.problem.find("is a 0 of a SAS file, badly converted; write it as 0") !=
          std::string::npos);
    CHECK(read(id, "5.4e-79", unit::sure()).status == Status::implausible);
  }
  CHECK(read("fasting_weight", "0").status == Status::ok);
  CHECK(read("fasting_weight", "1e-6").status == Status::ok);
}

TEST_CASE("numbers: a cell of any length is told in a line") {
  constexpr std::size_t kLong = 1000000;
  for (const std::string piece : {"1", "x", "H ", "12 ", "< ", "(", "\xC2\xA0.", "1,234,"}) {
    std::string text = "12";
    while (text.size() < kLong) text += piece;
    for (const std::string& cell : {text, text.substr(2), text + "!"}) {
      const Value value = read("insulin", cell, reads(','));
      CHECK_FALSE(value.is_reported());
      CHECK(value.problem.size() < 250);
      CHECK_FALSE(value.problem.empty());
    }
  }
}
