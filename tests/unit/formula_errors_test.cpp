// What the formula compiler refuses, word for word and with the character where it stands.
#include <doctest/doctest.h>

#include "assess/compiled.hpp"
#include "formula/syntax.hpp"
#include "unit/support.hpp"

using namespace metindex;
using formula::Formula;

namespace {

constexpr auto kValue = Formula::Use::value;
constexpr auto kDomain = Formula::Use::domain;
constexpr auto kCondition = Formula::Use::condition;

struct Row {
  Formula::Use use;
  std::string text, error;
};

std::string formula_error(std::string_view text, Formula::Use use) {
  const auto compiled = Formula::compile(text, unit::catalogue().compiled().symbols, use);
  return compiled ? "no error: " + compiled->text() : compiled.error();
}

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(formula_error(row.text, row.use) == row.error);
  }
}

std::string repeat(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

}  // namespace

TEST_CASE("formula errors: units") {
  check({
      {kValue, "glucose * 2", "character 1: glucose has no unit here; write glucose[mg/dL]"},
      {kValue, "2 * insulin", "character 5: insulin has no unit here; write insulin[uIU/mL]"},
      {kValue, "glucose", "character 1: glucose has no unit here; write glucose[mg/dL]"},
      {kDomain, "glucose > 100", "character 1: glucose has no unit here; write glucose[mg/dL]"},
      {kDomain, "100 < glucose", "character 7: glucose has no unit here; write glucose[mg/dL]"},
      {kDomain, "glucose > insulin", "character 1: glucose has no unit here; write glucose[mg/dL]"},
      {kDomain, "hba1c > 0",
       "character 1: hba1c has no unit here; write hba1c[%]"},  // not proportional: zero differs
      {kValue, "insulin[mmol/L] * 2",
       "character 1: insulin has no unit 'mmol/L'; it has uIU/mL, pmol/L, ng/mL"},
      {kValue, "2 * glucose[mg/dl]",
       "character 5: glucose has no unit 'mg/dl'; it has mg/dL, mmol/L"},
      {kValue, "glucose[mg/dL] + insulin[uIU/mL]",
       "character 16: mg/dL and uIU/mL cannot be added"},
      {kValue, "glucose[mg/dL] - glucose[mmol/L]",
       "character 16: mg/dL and mmol/L cannot be subtracted"},
      {kDomain, "glucose[mg/dL] < glucose[mmol/L]",
       "character 16: mg/dL and mmol/L cannot be compared"},
      {kValue, "max(glucose[mg/dL], insulin[uIU/mL])",
       "character 1: mg/dL and uIU/mL cannot be compared"},
      {kValue, "if(1 < 2, glucose[mg/dL], bmi[kg/m2])",
       "character 1: mg/dL and kg/m2 cannot be used in the same place"},
      {kValue, "glucose[mg/dL] * glucose[mg/dL] + glucose[mg/dL]",
       "character 33: mg/dL^2 and mg/dL cannot be added"},
      {kValue, "homa_ir + glucose[mg/dL]", "character 9: no unit and mg/dL cannot be added"},
      {kValue, "exp(glucose[mg/dL])", "character 1: exp() of a value in mg/dL"},
      {kValue, "0.09 * waist[cm] + hba1c[%]", "character 18: cm and % cannot be added"},
      {kValue, "2 * glucose[mg/dL] + triglycerides[mmol/L]",
       "character 20: mg/dL and mmol/L cannot be added"},
      {kDomain, "2 * waist[cm] > 3 * hba1c[%]", "character 15: cm and % cannot be compared"},
      {kValue, "2 ^ glucose[mg/dL]", "character 5: an exponent has no unit"},
      {kValue, "glucose[mg/dL] ^ homa_ir",
       "character 16: a value with a unit takes a plain number as its exponent"},
      {kValue, "homa_ir[1]", "character 1: homa_ir is an index and takes no unit"},
      {kValue, "homa2_percent_b(glucose[mg/dL], c_peptide[nmol/L])",
       "character 17: homa2_percent_b() takes glucose in mmol/L, not mg/dL"},
      {kValue, "homa2_percent_s(glucose[mmol/L], c_peptide[ng/mL])",
       "character 34: homa2_percent_s() takes C-peptide in nmol/L, not ng/mL"},
      {kValue, "homa2_c_peptide(insulin[pmol/L], glucose[mmol/L])",
       "character 17: homa2_c_peptide() takes glucose in mmol/L, not pmol/L"},
      {kValue, "homa2_c_peptide_specific(glucose[mmol/L], 6 * insulin[uIU/mL])",
       "character 45: homa2_c_peptide_specific() takes insulin in pmol/L, not uIU/mL"},
      {kValue, "homa2_percent_b(glucose[mmol/L], homa_ir)",
       "character 34: homa2_percent_b() takes C-peptide in nmol/L, not a number without unit"},
      {kValue, "homa2_percent_b(glucose, c_peptide[nmol/L])",
       "character 17: glucose has no unit here; write glucose[mg/dL]"},
      {kValue, "homa2_percent_b(5, 0.6) + glucose[mmol/L]",
       "character 25: % and mmol/L cannot be added"},
      {kValue, "round(glucose[mg/dL], 1) + glucose[mmol/L]",
       "character 26: mg/dL and mmol/L cannot be added"},
      {kValue, "glucose[]", "character 8: the unit is empty"},
      {kValue, "glucose[mg/dL", "character 8: '[' is not closed"},
  });
}

TEST_CASE("formula: units that do agree are accepted") {
  const std::vector<std::pair<Formula::Use, std::string>> rows = {
      {kDomain, "glucose > 0"},
      {kDomain, "0 < glucose"},
      {kDomain, "glucose != 0"},
      {kValue, "glucose[mg/dL] + 5"},
      {kValue, "5 + glucose[mg/dL]"},
      {kValue, "glucose[mg/dL] + -5"},
      {kValue, "glucose[mg/dL] / glucose[mg/dL] + homa_ir"},
      {kValue, "sqrt(glucose[mg/dL] ^ 2) + glucose[mg/dL]"},
      {kValue, "ln(glucose[mg/dL]) + log10(insulin[uIU/mL])"},
      {kValue, "max(1, glucose[mg/dL])"},
      {kValue, "glucose[mg/dL] ^ -1 * glucose[mg/dL] + 1"},
      {kValue, "if(sex = female, glucose[mg/dL], 2)"},
      {kValue, "round(glucose[mg/dL], 1) + glucose[mg/dL]"},
      {kValue, "homa2_percent_s(5, homa2_c_peptide(glucose[mmol/L], insulin[pmol/L])) + 1"},
      {kValue, "homa2_c_peptide(5, 60) + c_peptide[nmol/L]"},
      {kCondition, "glucose[mg/dL] >= 126 and not pregnant"},
      {kCondition, "band(glucose) != diabetes"},
      {kDomain, "glucose[mg/dL]*insulin[uIU/mL]>=insulin[uIU/mL]*glucose[mg/dL]"},
  };
  for (const auto& [use, text] : rows) {
    CAPTURE(text);
    CHECK(formula_error(text, use).substr(0, 8) == "no error");
  }
}

TEST_CASE("formula: the coefficients of a regression take the units away") {
  for (const std::string text :
       {"21.158 - 0.09 * waist[cm] - 0.551 * hba1c[%]", "waist[cm] * 2 - hba1c[%] / 3 + 1",
        "exp(4.9 - 0.004 * insulin[pmol/L] - 0.15 * glucose[mmol/L])", "exp(0.1 * insulin[pmol/L])",
        "1 - 3.4 * if(sex = male, 1, 0) - 0.5 * hba1c[%]",
        "-2 * waist[cm] - if(sex = male, 1, 0) - 3 * hba1c[%]",
        "5 * glucose[mmol/L] / insulin[uIU/mL] - 1 / bmi[kg/m2]",
        "hba1c[%] - (0.024 * glucose[mg/dL] + 3.1)", "max(0.1 * glucose[mg/dL] - 2, homa_ir)"}) {
    CHECK(formula_error(text, kValue) == "no error: " + text);
  }
}

TEST_CASE("formula errors: a plain number takes the unit of any value in a min or max") {
  CHECK(formula_error("max(1, 2, glucose[mg/dL])", kValue) ==
        "no error: max(1, 2, glucose[mg/dL])");
}

TEST_CASE("formula errors: names") {
  check({
      {kValue, "glucos[mg/dL] * 2",
       "character 1: nothing is called 'glucos'; did you mean 'glucose'?"},
      {kValue, "2 * homa_ri", "character 5: nothing is called 'homa_ri'; did you mean 'homa_ir'?"},
      {kValue, "3 + qqqqqqqqqqqq", "character 5: nothing is called 'qqqqqqqqqqqq'"},
      {kValue, "lg(2)", "character 1: no function is called 'lg'; did you mean 'ln'?"},
      {kValue, "1 + squareroot(4)", "character 5: no function is called 'squareroot'"},
      {kValue, "ln(1, 2)", "character 1: ln() takes 1 value"},
      {kValue, "1 + min(1)", "character 5: min() takes 2 or more values"},
      {kValue, "if(1 < 2, 3)", "character 1: if() takes 3 values"},
      {kValue, "homa2_percent_c(5, 0.6)",
       "character 1: no function is called 'homa2_percent_c'; did you mean 'homa2_percent_b'?"},
      {kValue, "homa2_percent_b(5)", "character 1: homa2_percent_b() takes 2 values"},
      {kValue, "2 * homa2_percent_b(5, 0.6, 1)", "character 5: homa2_percent_b() takes 2 values"},
      {kValue, "homa2_percent_b", "character 1: nothing is called 'homa2_percent_b'"},
      {kValue, "round(2)", "character 1: round() takes 2 values"},
      {kValue, "round(2, 1.5)", "character 10: round() takes a whole number of digits, 0 to 15"},
      {kValue, "round(2, -1)", "character 10: round() takes a whole number of digits, 0 to 15"},
      {kValue, "round(2, 16)", "character 10: round() takes a whole number of digits, 0 to 15"},
      {kValue, "round(2, homa_ir)",
       "character 10: round() takes a whole number of digits, 0 to 15"},
  });
}

TEST_CASE("formula errors: categories, contexts and bands in the wrong place") {
  check({
      {kDomain, "sex > female", "character 5: categories are compared with = or !="},
      {kDomain, "sex = femal", "character 7: 'femal' is not a sex; did you mean 'female'?"},
      {kDomain, "sex = 1", "character 7: '1' is not a sex"},
      {kValue, "sex + 1", "character 1: sex is a category: compare it, as in sex = female"},
      {kDomain, "not sex", "character 5: sex is a category: compare it, as in sex = female"},
      {kDomain, "band(homa_ir) = high",
       "character 1: band() without a scheme belongs in a condition, not in an index"},
      {kValue, "if(band(homa_ir) = high, 1, 2)",
       "character 4: band() without a scheme belongs in a condition, not in an index"},
      {kDomain, "known(insulin)", "character 1: known() belongs in a condition, not in an index"},
      {kDomain, "1 < 2 and censored(insulin)",
       "character 11: censored() belongs in a condition, not in an index"},
      {kDomain, "pregnant",
       "character 1: context 'pregnant' belongs in a condition, not in an index"},
      {kCondition, "band(homa_ir)",
       "character 1: band() is compared with a level: band(homa_ir) = high"},
      {kCondition, "band(homa_ir) > high", "character 15: categories are compared with = or !="},
      {kCondition, "band(homa_ir) = hihg",
       "character 17: 'hihg' is not a level; did you mean 'high'?"},
      {kCondition, "band(homair) = high",
       "character 6: 'homair' is not an analyte or index; did you mean 'homa_ir'?"},
      {kCondition, "pregnant[%]", "character 1: pregnant is a context and takes no unit"},
      {kDomain, "sex[%] = female", "character 1: sex is a category and takes no unit"},
      {kDomain, "sex = female[%]", "character 7: female is a word and takes no unit"},
      {kCondition, "band(homa_ir) = high[%]", "character 17: high is a word and takes no unit"},
      {kCondition, "known(glucose[mg/dL])",
       "character 7: 'glucose[mg/dL]' is not an analyte or index"},
      {kCondition, "known(pregnant)",
       "character 7: 'pregnant' is not an analyte or index; did you mean 'pregnancy'?"},
  });
}

TEST_CASE("formula errors: truth where a number belongs, and the other way") {
  check({
      {kValue, "1 < 2", "character 3: this is true or false, not a number"},
      {kDomain, "1 + 2", "character 3: this is a number, not true or false"},
      {kValue, "(1 < 2) + 3", "character 4: a number is expected here"},
      {kValue, "ln(1 < 2)", "character 6: a number is expected here"},
      {kDomain, "1 and 2 < 3", "character 1: true or false is expected here"},
      {kDomain, "not 1", "character 5: true or false is expected here"},
      {kValue, "if(1, 2, 3)", "character 4: true or false is expected here"},
      {kDomain, "(1 < 2) = (3 < 4)", "character 9: only numbers and categories are compared"},
  });
}

TEST_CASE("formula errors: text that is no formula") {
  check({
      {kValue, "", "character 1: the formula ends where a value is expected"},
      {kValue, "   ", "character 4: the formula ends where a value is expected"},
      {kValue, "1 +", "character 4: the formula ends where a value is expected"},
      {kValue, "(1 + 2", "character 7: ')' is missing"},
      {kValue, "1 + 2)", "character 6: ')' is not expected here"},
      {kValue, "ln(2", "character 5: ')' is missing"},
      {kValue, "((1)", "character 5: ')' is missing"},
      {kValue, "()", "character 2: ')' is not expected here"},
      {kValue, "1 2", "character 3: '2' is not expected here"},
      {kValue, "1 + 2 rubbish here", "character 7: 'rubbish' is not expected here"},
      {kValue, "1 ** 2", "character 4: '*' is not expected here"},
      {kValue, "1.2.3", "character 4: '.3' is not expected here"},
      {kValue, "2 * .", "character 5: '.' is not a number"},
      {kValue, "1e999", "character 1: '1e999' is not a number"},
      {kValue, "1 $ 2", "character 3: '$' is not expected here"},
      {kDomain, "1 < 2 < 3", "character 7: '<' is not expected here"},
  });
}

TEST_CASE("formula errors: what is quoted is short and has no control characters") {
  check({
      {kValue, "1 +\n$\t2", "character 5: '$\\t2' is not expected here"},
      {kValue, "glucose[mg\x1B[2J]]",
       "character 1: glucose has no unit 'mg?[2J]'; it has mg/dL, mmol/L"},
      {kCondition, "known(sex[\r\n.])", "character 7: 'sex[\\r\\n.]' is not an analyte or index"},
      {kValue, repeat("x", 100), "character 1: nothing is called '" + repeat("x", 60) + "...'"},
      {kValue, repeat("x", 100) + "(1)",
       "character 1: no function is called '" + repeat("x", 60) + "...'"},
  });
}

TEST_CASE("formula errors: hostile nesting is refused") {
  constexpr std::size_t kDeep = 10000;
  const std::string whole_parentheses = repeat("(", kDeep) + "1" + repeat(")", kDeep);
  for (const std::string& text :
       {whole_parentheses, repeat("(", kDeep), repeat("-", kDeep) + "1",
        repeat("abs(", kDeep) + "1", repeat("2 ^ ", kDeep) + "2", repeat("if(1 < 2, ", kDeep),
        repeat("not ", kDeep) + "1 < 2", repeat("-(", kDeep) + "1" + repeat(")", kDeep)}) {
    const std::string error = formula_error(text, kValue);
    CAPTURE(text.substr(0, 12));
    CHECK(error.substr(0, 10) == "character ");
    CHECK(ends_with(error, ": the formula is nested too deeply"));
  }
  const std::string fine = repeat("(", 50) + "1" + repeat(")", 50);
  CHECK(formula_error(fine, kValue) == "no error: 1");
  CHECK(formula_error(repeat("[", kDeep), kValue).substr(0, 12) == "character 1:");
}

TEST_CASE("formula errors: a very long chain is refused") {
  for (const char* sign : {"+", "*", "-", "/"}) {
    const std::string error = formula_error("1" + repeat(sign + std::string("1"), 200000), kValue);
    CHECK(error.substr(0, 10) == "character ");
  }
  for (const char* sign : {" or ", " and "}) {
    const std::string error =
        formula_error("1<2" + repeat(sign + std::string("1<2"), 200000), kDomain);
    CHECK(error.substr(0, 10) == "character ");
  }
}

TEST_CASE("formula errors: any bytes give an error or a formula") {
  unit::Random random(99);
  const std::vector<std::string> pieces = {"(",
                                           ")",
                                           "[",
                                           "]",
                                           "+",
                                           "-",
                                           "*",
                                           "/",
                                           "^",
                                           "<",
                                           "<=",
                                           "=",
                                           "!=",
                                           ",",
                                           " ",
                                           "1",
                                           "2.5",
                                           "1e",
                                           ".",
                                           "glucose",
                                           "glucose[mg/dL]",
                                           "insulin[uIU/mL]",
                                           "homa_ir",
                                           "sex",
                                           "female",
                                           "if(",
                                           "min(",
                                           "band(",
                                           "known(",
                                           "ln(",
                                           "not ",
                                           " and ",
                                           " or ",
                                           "\xC2\xB5",
                                           "\xFF",
                                           "high",
                                           "pregnant"};
  std::size_t good = 0;
  for (int i = 0; i < (unit::kSanitized ? 1500 : 20000); ++i) {
    std::string text;
    for (std::size_t n = 1 + random.below(9); n > 0; --n) text += random.of(pieces);
    const std::string error = formula_error(text, i % 2 == 0 ? kValue : kCondition);
    const bool accepted = error.substr(0, 8) == "no error";
    if (accepted) ++good;
    if (!accepted && error.substr(0, 10) != "character ") FAIL(text);
  }
  CHECK(good > (unit::kSanitized ? 2 : 50));
}
