// What stands in the cells of tables: words for no value, codes, limits, marks, units.
#include <doctest/doctest.h>

#include <map>

#include "text/text.hpp"
#include "unit/loader_support.hpp"
#include "unit/value_support.hpp"

using namespace metindex;
using unit::Bad;
using unit::check;
using unit::Good;
using unit::read;

namespace {

using Meaning = Cells::Meaning;

const Analyte& analyte(const std::string& id) { return *unit::catalogue().analyte(id); }

Reading with_missing(std::string_view code, std::string_view of = {}) {
  Reading reading;
  reading.missing.add(code, of);
  return reading;
}

struct Marked {
  std::string text, in, mark;
  double number = 12.3;
  Status status = Status::ok;
};

void check_marked(const Marked& row) {
  CAPTURE(row.text);
  const Value value = read("insulin", row.text);
  CHECK_MESSAGE(value.status == row.status, value.problem);
  CHECK(value.number == row.number);
  CHECK(value.unit == row.in);
  CHECK(value.mark == row.mark);
}

}  // namespace

TEST_CASE("cells: every word of the catalogue for no value") {
  for (const auto& [word, meaning] : unit::catalogue().declarations().cells.whole) {
    if (meaning != Meaning::missing && meaning != Meaning::ambiguous) continue;
    for (const std::string& text : {word, " " + word, word + "\xC2\xA0", text::lower(word)}) {
      CAPTURE(text);
      const Value value = read("glucose", text);
      CHECK(value.status == Status::missing);
      CHECK(value.problem == "no value");
      CHECK(value.text == text);
      CHECK(value.ambiguous == (meaning == Meaning::ambiguous));
      CHECK_FALSE(value.is_reported());
      CHECK(read("sex", text).status == Status::missing);
    }
  }
}

TEST_CASE("cells: no value, in the spellings of laboratories and programs") {
  for (const std::string text :
       {"",        "  ",      "\xC2\xA0", "NA",      "N/A",      "NaN",        "nan",
        "null",    "NULL",    "None",     ".",       ".A",       ".z",         "._",
        "..",      "-",       "--",       "/",       "\\N",      "?",          "#N/A",
        "#NV",     "#VALUE!", "#DIV/0!",  "missing", "Not Done", "NOT_DONE",   "not  done",
        "QNS",     "k.A.",    "k. A.",    "K.a.",    "entfällt", "ENTFÄLLT",   "1.#QNAN",
        "pending", "=\"NA\"", "'NA",      "<NA>",    "S/D",      "нет данных", "未检"}) {
    CAPTURE(text);
    CHECK(read("glucose", text).status == Status::missing);
    CHECK(read("hba1c", text).status == Status::missing);
  }
  CHECK(read("diabetes_type", "none").status == Status::ok);  // a category comes first
  CHECK(read("diabetes_type", "NA").status == Status::missing);
}

TEST_CASE("cells: what speaks of the sample is told, not missing") {
  for (const std::string text :
       {"hemolyzed", "haemolysed", "clotted", "lipaemic", "see note", "invalid", "error", "TRUE",
        "high", "x", "_", "no", "0 - not done", "#####"}) {
    CAPTURE(text);
    CHECK(read("glucose", text).status > Status::missing);
  }
}

TEST_CASE("cells: a word has one meaning as a whole cell") {
  std::map<std::string, Meaning> seen;
  for (const auto& [word, meaning] : unit::catalogue().declarations().cells.whole) {
    CAPTURE(word);
    const auto [found, fresh] = seen.emplace(text::fold_word(word), meaning);
    CHECK((fresh || found->second == meaning));
    CHECK_FALSE(text::fold_word(word).empty());
  }
  CHECK(seen.size() > 200);
}

TEST_CASE("cells: not done or not detected is no value, and it is said") {
  for (const std::string text : {"ND", "n.d.", "N/D", "nd"}) {
    CAPTURE(text);
    const Value value = read("insulin", text);
    CHECK(value.status == Status::missing);
    CHECK(value.ambiguous);
    CHECK(remark_on(value) ==
          "'" + text + "' may mean 'not done' or 'not detected'; it is read as no value");
  }
  const Value declared = read("insulin", "ND", with_missing("nd"));
  CHECK(declared.status == Status::missing);
  CHECK(remark_on(declared) == "");
  CHECK(remark_on(read("insulin", "NA")) == "");
}

TEST_CASE("cells: codes that a table declares") {
  const Analyte& glucose = analyte("glucose");
  const Analyte& insulin = analyte("insulin");
  Reading reading;
  CHECK_FALSE(reading.missing.any(insulin));
  reading.missing.add("888888");
  reading.missing.add("0", "insulin");
  reading.missing.add("Rejected");
  reading.missing.add("9.0", "insulin");
  CHECK(reading.missing.any(insulin));
  CHECK(reading.missing.any(glucose));
  CHECK(reading.missing.has(glucose, 888888));
  CHECK(reading.missing.has(insulin, 9));
  CHECK_FALSE(reading.missing.has(glucose, 9));
  CHECK_FALSE(reading.missing.has(glucose, 888887));
  CHECK(reading.missing.has(glucose, "8.88888e5"));
  CHECK(reading.missing.has(glucose, "REJECTED"));
  CHECK_FALSE(reading.missing.has(glucose, "reject"));
  CHECK_FALSE(with_missing("0", "insulin").missing.any(glucose));

  for (const std::string text :
       {"888888", "888888.0", "888888 mg/dL", "+888888", "rejected", "=\"888888\""}) {
    CAPTURE(text);
    CHECK(read("glucose", text, reading).status == Status::missing);
    CHECK(read("glucose", text, reading).problem == "no value");
  }
  for (const std::string text : {"0", "0.0", "9", "9.00"}) {
    CAPTURE(text);
    CHECK(read("insulin", text, reading).status == Status::missing);
    CHECK(read("glucose", text, reading).status == Status::implausible);
  }
  CHECK(read("insulin", "<9", reading).status == Status::below);  // a bound is no code
  CHECK(read("sex", "U", with_missing("u")).status == Status::missing);
  CHECK(read("sex", "9", with_missing("9", "sex")).status == Status::missing);
  CHECK(read("sex", "9", with_missing("9", "age")).status == Status::not_a_number);
  CHECK(read("insulin", "-9", with_missing("-9.0")).status == Status::missing);
  CHECK(read("insulin", "<LOD", with_missing("<LOD")).status == Status::missing);

  Reading comma = with_missing("999.9");
  comma.decimal_comma = true;
  CHECK(read("insulin", "999,9", comma).status == Status::missing);
  const Panel panel = Panel(unit::catalogue(), reading).set("glucose", 888888, "mg/dL");
  CHECK(panel.find("glucose")->status == Status::missing);
}

TEST_CASE("cells: codes that nobody declared are told with the option") {
  struct Row {
    std::string analyte, text, code;
  };
  const std::vector<Row> rows = {{"glucose", "888888", "888888"}, {"glucose", "9999", "9999"},
                                 {"glucose", "-9", "-9"},         {"insulin", "-99", "-99"},
                                 {"hba1c", "999.9", "999.9"},     {"hba1c", "77", "77"},
                                 {"hba1c", "-1.0", "-1"}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Value value = read(row.analyte, row.text, {}, analyte(row.analyte).units[0].id);
    CHECK(value.status == Status::implausible);
    CHECK_MESSAGE(value.problem.find("a code for no value (--missing " + row.code + ")?") !=
                      std::string::npos,
                  value.problem);
    CHECK(read(row.analyte, row.text, with_missing(row.code)).status == Status::missing);
  }
  for (const std::string text : {"1600", "-5.5", "8", "5.5", "11"})
    CHECK(read("glucose", text, {}, "mg/dL").problem.find("--missing") == std::string::npos);
  CHECK(read("hba1c", "99").problem ==
        "hba1c 99 % is not plausible (2 to 20); did you mean 99mmol/mol, or is it a code for no "
        "value (--missing 99)?");
}

TEST_CASE("cells: bounds in signs and words") {
  const std::vector<Good> rows = {
      {"insulin", "<0.5", Status::below, false, 0.5, "uIU/mL", true},
      {"insulin", "＜ 0.5", Status::below, false, 0.5, "uIU/mL", true},
      {"insulin", "<^0.5", Status::below, false, 0.5, "uIU/mL", true},
      {"insulin", "< .5", Status::below, false, 0.5, "uIU/mL", true},
      {"insulin", "=<2", Status::below, true, 2, "uIU/mL", true},
      {"insulin", "<OR=2", Status::below, true, 2, "uIU/mL", true},
      {"insulin", "< or = 2.0", Status::below, true, 2, "uIU/mL", true},
      {"insulin", "≦2", Status::below, true, 2, "uIU/mL", true},
      {"insulin", "Less than 2", Status::below, false, 2, "uIU/mL", true},
      {"insulin", "below 2 uIU/mL", Status::below, false, 2, "uIU/mL", false},
      {"insulin", "unter 2", Status::below, false, 2, "uIU/mL", true},
      {"insulin", "kleiner als 2", Status::below, false, 2, "uIU/mL", true},
      {"insulin", "2 or less", Status::below, true, 2, "uIU/mL", true},
      {"insulin", "2未満", Status::below, false, 2, "uIU/mL", true},
      {"insulin", "2以下", Status::below, true, 2, "uIU/mL", true},
      {"insulin", "> 300", Status::above, false, 300, "uIU/mL", true},
      {"insulin", "ÜBER 300", Status::above, false, 300, "uIU/mL", true},
      {"insulin", "at least 300", Status::above, true, 300, "uIU/mL", true},
      {"insulin", ">=300", Status::above, true, 300, "uIU/mL", true},
      {"insulin", "<LOD (2.0)", Status::below, false, 2, "uIU/mL", true},
      {"insulin", "<LOD 2.0", Status::below, false, 2, "uIU/mL", true},
      {"insulin", "<2.0 (LOD)", Status::below, false, 2, "uIU/mL", true},
      {"insulin", "<2.0 uIU/mL (LLOQ)", Status::below, false, 2, "uIU/mL", false},
      {"insulin", "< LLOQ (2.0 uIU/mL)", Status::below, false, 2, "uIU/mL", false},
      {"insulin", "BLQ (<2.0)", Status::below, false, 2, "uIU/mL", true},
      {"insulin", "BLQ (<=2.0)", Status::below, true, 2, "uIU/mL", true},
      {"insulin", "unter der Nachweisgrenze (2)", Status::below, false, 2, "uIU/mL", true},
      {"insulin", ">ULOQ (300)", Status::above, false, 300, "uIU/mL", true},
      {"insulin", "=\"<2\"", Status::below, false, 2, "uIU/mL", true},
  };
  for (const Good& row : rows) check(row, {});
  check(Good{"insulin", "<0,5", Status::below, false, 0.5, "uIU/mL", true}, unit::comma());
  const std::vector<Bad> odd = {
      {"insulin", "2.0<", Status::not_a_number,
       "'2.0<' has a sign behind the number; write it in front, or leave it out"},
      {"insulin", "2.0 >", Status::not_a_number,
       "'2.0 >' has a sign behind the number; write it in front, or leave it out"},
      {"insulin", "2.0 LOD", Status::not_a_number,
       "'2.0 LOD' names a limit; if the result lies below it, write <2"},
      {"insulin", "<<2", Status::not_a_number, "'<<2' is not a number"},
      {"insulin", "<>2", Status::not_a_number, "'<>2' is not a number"},
      {"insulin", "BLQ (>2)", Status::not_a_number, "'BLQ (>2)' is not a number"},
      {"insulin", "(2.0)", Status::not_a_number, "'(2.0)' is not a number"},
      {"insulin", "about 2", Status::not_a_number, "'about 2' is not a number"},
      {"insulin", "<", Status::not_a_number, "'<' is not a number"},
      {"insulin", "<-2", Status::implausible,
       "insulin -2 uIU/mL is not plausible (0.05 to 1000); is "
       "it a code for no value (--missing -2)?"},
  };
  for (const Bad& row : odd) check(row, {});
}

TEST_CASE("cells: beyond a limit that is not said") {
  struct Row {
    std::string text;
    Status status;
  };
  const std::vector<Row> rows = {{"<LOD", Status::below},
                                 {"< LOD", Status::below},
                                 {"<lloq", Status::below},
                                 {"LOD", Status::below},
                                 {"BLQ", Status::below},
                                 {"bdl", Status::below},
                                 {"below detection limit", Status::below},
                                 {"Below the limit of detection", Status::below},
                                 {"not detected", Status::below},
                                 {"n.n.", Status::below},
                                 {"<NWG", Status::below},
                                 {"unter Nachweisgrenze", Status::below},
                                 {"检出限以下", Status::not_a_number},
                                 {"未检出", Status::below},
                                 {"检测限", Status::not_a_number},
                                 {">ULOQ", Status::above},
                                 {"> UL", Status::above},
                                 {"too high", Status::above},
                                 {"above measuring range", Status::above},
                                 {"'<LOD", Status::below},
                                 {"<LOD H", Status::not_a_number}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Value value = read("insulin", row.text);
    CHECK(value.status == row.status);
    if (row.status > Status::above) continue;
    CHECK(std::isnan(value.number));
    CHECK(value.is_reported());
    CHECK_FALSE(value.has_number());
    CHECK(value.problem == "");
    CHECK(value.unit == "uIU/mL");
    CHECK(read("insulin", row.text, {}, "pmol/L").unit == "pmol/L");
    CHECK(read("sex", row.text).status == Status::not_a_number);
  }
}

TEST_CASE("cells: an unknown limit gives no number, no band and no bound, anywhere") {
  for (const std::string text : {"<LOD", ">ULOQ"}) {
    CAPTURE(text);
    const Panel panel = Panel(unit::catalogue()).set("glucose", "90").set("insulin", text);
    CHECK(panel.problems().empty());
    const Assessment all = assess(unit::catalogue(), panel);
    for (const char* id : {"insulin", "homa_ir"}) {
      const Result* result = all.find(id);
      REQUIRE(result != nullptr);
      CHECK_FALSE(result->value);
      CHECK_FALSE(result->low);
      CHECK_FALSE(result->high);
      CHECK(result->bands.empty());
      REQUIRE(result->flags.size() == 1);
      CHECK(result->flags[0].kind == "censored");
    }
    CHECK(all.find("insulin")->flags[0].text == "known only as '" + text + "'");
    CHECK(all.find("glucose")->bands.size() == 1);
  }
}

TEST_CASE("cells: a laboratory's mark beside a number is read over and kept") {
  const std::vector<Marked> rows = {{"12.3 H", "uIU/mL", "H"},
                                    {"12.3H", "uIU/mL", "H"},
                                    {"12.3 h", "uIU/mL", "h"},
                                    {"12.3*", "uIU/mL", "*"},
                                    {"12.3 **", "uIU/mL", "**"},
                                    {"12.3 (L)", "uIU/mL", "L"},
                                    {"12.3(L)", "uIU/mL", "L"},
                                    {"12.3 [HH]", "uIU/mL", "HH"},
                                    {"12.3+", "uIU/mL", "+"},
                                    {"12.3 ++", "uIU/mL", "++"},
                                    {"12.3 -", "uIU/mL", "-"},
                                    {"12.3 LL", "uIU/mL", "LL"},
                                    {"12.3 A", "uIU/mL", "A"},
                                    {"12.3 !", "uIU/mL", "!"},
                                    {"12.3 ↑", "uIU/mL", "↑"},
                                    {"12.3 high", "uIU/mL", "high"},
                                    {"12.3 Critical High", "uIU/mL", "Critical High"},
                                    {"H 12.3", "uIU/mL", "H"},
                                    {"*12.3", "uIU/mL", "*"},
                                    {"12.3 uIU/mL H", "uIU/mL", "H"},
                                    {"12.3 uIU/mL (H)", "uIU/mL", "H"},
                                    {"12.3 uIU/mL(H)", "uIU/mL", "H"},
                                    {"12.3 uIU/mL*", "uIU/mL", "*"},
                                    {"12.3 H uIU/mL", "uIU/mL", "H"},
                                    {"12.3* uIU/mL", "uIU/mL", "*"},
                                    {"12.3 (uIU/mL) [H]", "uIU/mL", "H"},
                                    {"12.3\xC2\xA0uIU/mL\xC2\xA0H", "uIU/mL", "H"},
                                    {"H 12.3 *", "uIU/mL", "H *"},
                                    {"<2.0 L", "uIU/mL", "L", 2, Status::below},
                                    {"L <2.0", "uIU/mL", "L", 2, Status::below},
                                    {"L\t<2.0 pmol/L", "pmol/L", "L", 2, Status::below},
                                    {"<2.0 L (LOD)", "uIU/mL", "L", 2, Status::below}};
  for (const Marked& row : rows) check_marked(row);
  CHECK(read("insulin", "12,3 H", unit::comma()).mark == "H");
  CHECK(remark_on(read("insulin", "12.3 H")) ==
        "'H' in '12.3 H' is the laboratory's mark and is read over");
  CHECK(remark_on(read("insulin", "12.3")) == "");
  CHECK(remark_on(read("glucose", "5.1 H")) == "");  // told as implausible
  CHECK(read("age", "54 a").mark == "");             // a unit before a mark
  CHECK(read("fasting_hours", "12 H").mark == "");
}

TEST_CASE("cells: every mark of the catalogue, and nothing else") {
  for (const std::string& mark : unit::catalogue().declarations().cells.marks) {
    CAPTURE(mark);
    for (const std::string& text : {"12.3 " + mark, "12.3 (" + mark + ")", "12.3 pmol/L " + mark}) {
      const Value value = read("insulin", text, {}, "uIU/mL");
      CHECK(value.status == Status::ok);
      CHECK(value.number == 12.3);
      CHECK(value.mark == mark);
    }
  }
  const std::vector<Bad> rows = {
      {"insulin", "12.3 X", Status::unknown_unit,
       "unit 'X' is not known for insulin; it has uIU/mL, pmol/L, ng/mL"},
      {"insulin", "12.3-", Status::not_a_number,
       "'12.3-' has a sign behind the number; write it in front, or leave it out"},
      {"insulin", "H12.3", Status::not_a_number, "'H12.3' is not a number"},
      {"insulin", "- 12.3", Status::not_a_number, "'- 12.3' is not a number"},
      {"insulin", "+ 12.3", Status::not_a_number, "'+ 12.3' is not a number"},
      {"insulin", "H", Status::not_a_number, "'H' is not a number"},
  };
  for (const Bad& row : rows) check(row, {});
  for (const std::string text :
       {"12.3 U", "12.3 J", "12.3 preliminary", "12.3 uIU/mLH", "12.3 H mmol/L"})
    CHECK(read("insulin", text).status == Status::unknown_unit);
}

TEST_CASE("cells: a unit in the cell, with and without brackets") {
  for (const std::string text : {"5.1mmol/l", "5.1 mmol/L", "5.1 [mmol/L]", "5.1[mmol/L]",
                                 "5.1 (mmol/L)", "5.1(mmol/l)", "5.1 ( mmol/L )", "5.1 MMOL/L"}) {
    CAPTURE(text);
    const Value value = read("glucose", text, {}, "mg/dL");
    CHECK_MESSAGE(value.status == Status::ok, value.problem);
    CHECK(value.unit == "mmol/L");
    CHECK_FALSE(value.unit_assumed);
  }
}

TEST_CASE("cells: a user's file adds words and gives them another meaning") {
  const Catalogue own = unit::load(
      "[cells]\nmissing = [\"spoiled\", \"BLQ\"]\nbelow_limit = [\"ND\"]\nmarks = [\"zz\"]\n"
      "limits = [\"our limit\"]\n[cells.comparators]\n\"<\" = [\"beneath\"]\n");
  const Analyte& insulin = *own.analyte("insulin");
  const auto status = [&](std::string_view text) { return read_value(own, insulin, text).status; };
  CHECK(status("Spoiled") == Status::missing);
  CHECK(status("BLQ") == Status::missing);
  CHECK(status("ND") == Status::below);
  CHECK(status("NA") == Status::missing);
  CHECK(status("beneath 2") == Status::below);
  CHECK(status("beneath our limit") == Status::below);
  CHECK(read_value(own, insulin, "12 zz").mark == "zz");
  CHECK(unit::error_of("[cells]\nmissing = [\"888888\"]\n") ==
        "own.toml:1: cells: 'missing' has the number '888888'; that is declared for a table, with "
        "--missing 888888");
  CHECK(unit::error_of("[cells]\nflags = [\"H\"]\n").find("cells: unknown key 'flags'") !=
        std::string::npos);
  CHECK(unit::error_of("[cells.comparators]\n\"=\" = [\"is\"]\n")
            .find("cells.comparators: unknown key '='") != std::string::npos);
}
