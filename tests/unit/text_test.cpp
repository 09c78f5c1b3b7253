// The text helpers: folding, suggesting, numbers, width and wrapping.
#include <doctest/doctest.h>

#include <bit>

#include "text/text.hpp"
#include "text/utf8.hpp"
#include "unit/support.hpp"

using namespace metindex;
using Lines = std::vector<std::string>;

TEST_CASE("text: trim takes blanks of all kinds, and nothing else") {
  CHECK(text::trim("  a b\t") == "a b");
  CHECK(text::trim("\xC2\xA0 a\xE2\x80\xAF\xE3\x80\x80") ==
        "a");  // no-break, narrow no-break, ideographic
  CHECK(text::trim("") == "");
  CHECK(text::trim(" \t ") == "");
  CHECK(text::trim("\xC3\xA9 ") == "\xC3\xA9");
  CHECK(text::trim("à") == "à");  // its second byte is that of a no-break space
}

TEST_CASE("text: lower case of the letters that laboratories use") {
  CHECK(text::lower("GLUCOSE 1") == "glucose 1");
  CHECK(text::lower("ÄÖÜÉÑÇ") == "äöüéñç");
  CHECK(text::lower("ГЛЮКОЗА") == "глюкоза");
  CHECK(text::lower("ЁЏ") == "ёџ");
  CHECK(text::lower("AĞIRLIK ŞEKERİ") == "ağirlik şekeri");
  CHECK(text::lower("ΜΩ") == "μω");
  CHECK(text::lower("×") == "×");  // stands among the Latin-1 capitals and is none
  CHECK(text::lower("血糖") == "血糖");
  CHECK(text::lower("A\xE9") == "aé");  // a stray Latin-1 byte
  CHECK(text::equal_folded("Männlich", "MÄNNLICH"));
  CHECK_FALSE(text::equal_folded("male", "female"));
}

TEST_CASE("text: names and units are folded for comparing") {
  CHECK(text::fold_name("HOMA-IR") == "homair");
  CHECK(text::fold_name("homa_ir") == "homair");
  CHECK(text::fold_name("  HOMA IR ") == "homair");
  CHECK(text::fold_name("HOMA-%B") == "homa%b");
  CHECK(text::fold_name("Glucose (mmol/L)") == "glucosemmoll");
  CHECK(text::fold_name("hba1c_pct") == "hba1cpct");
  CHECK(text::fold_name("Nüchternglukose") == text::fold_name("NÜCHTERN-GLUKOSE"));
  CHECK(text::fold_name("空腹血糖") == "空腹血糖");
  CHECK(text::fold_name("Glycémie À JEUN, açlık İĞŞ ÿž") == "glycemieajeunaclikigsyz");
  CHECK(text::fold_name("e\xCC\x81") == "e");  // an accent behind its letter
  CHECK(text::fold_name("ＨｂＡ１ｃ（％）") == "hba1c%");
  CHECK(text::fold_name("µIU μIU m²") == "uiuuium2");
  CHECK(text::fold_name("C\xE2\x80\x91peptide “x” a·b") == "cpeptidexab");
  CHECK(text::narrow("（ｍｇ／ｄＬ）　é") == "(mg/dL) é");

  CHECK(text::fold_unit("mg/dL") == "mg/dl");
  CHECK(text::fold_unit("u[IU]/mL") == "uiu/ml");
  CHECK(text::fold_unit("\xC2\xB5IU/mL") == "uiu/ml");
  CHECK(text::fold_unit("\xCE\xBC IU / mL") == "uiu/ml");
  CHECK(text::fold_unit("mcIU/mL") == "uiu/ml");
  CHECK(text::fold_unit("mcg/L") == "ug/l");
  CHECK(text::fold_unit("kg/m²") == "kg/m2");
  CHECK(text::fold_unit("kg/m^2") == "kg/m2");
  CHECK(text::fold_unit("%{JDS}") == text::fold_unit("% JDS"));
  CHECK(text::fold_unit("mmol/mol") != text::fold_unit("mmol/L"));
  CHECK(text::fold_unit("ｍｇ／ｄＬ") == "mg/dl");
  CHECK(text::fold_unit("") == "");
}

TEST_CASE("text: split and join") {
  const auto parts = text::split("a;;b;", ';');
  CHECK(std::vector<std::string>(parts.begin(), parts.end()) == Lines{"a", "", "b", ""});
  CHECK(text::split("", ';').size() == 1);
  CHECK(text::join({"a", "b", "c"}, ", ") == "a, b, c");
  CHECK(text::join({}, ", ") == "");
  CHECK(text::join({"a"}, ", ") == "a");
}

TEST_CASE("text: the nearest name is suggested, and none that is far") {
  const Lines names = {"glucose", "insulin", "homa_ir", "homa_b", "hdl"};
  CHECK(text::did_you_mean("glucos", names) == "; did you mean 'glucose'?");
  CHECK(text::did_you_mean("GLUCOSE", names) == "; did you mean 'glucose'?");
  CHECK(text::did_you_mean("inuslin", names) ==
        "; did you mean 'insulin'?");  // two letters swapped
  CHECK(text::did_you_mean("homa_ri", names) == "; did you mean 'homa_ir'?");
  CHECK(text::did_you_mean("homa_c", names) == "; did you mean 'homa_b'?");
  CHECK(text::did_you_mean("glu", names) == "; did you mean 'glucose'?");  // it begins so
  CHECK(text::did_you_mean("triglycerides", names) == "");
  CHECK(text::did_you_mean("mg/dl", {"mg/dL"}) == "; did you mean 'mg/dL'?");  // case alone
  CHECK(text::did_you_mean("hdl", {"hdl"}) == "");  // what was written is no help
  CHECK(text::did_you_mean("", names) == "");
  CHECK(text::did_you_mean("glucose", {}) == "");
}

TEST_CASE("text: a name that shares nothing with a short word is not suggested") {
  CHECK(text::did_you_mean("q", {"in", "cm"}) == "");
  CHECK(text::did_you_mean("xy", {"age", "hdl"}) == "");
  CHECK(text::did_you_mean("zz", {"in"}) == "");
}

TEST_CASE("text: a number fills its text") {
  struct Row {
    std::string text;
    double x;
  };
  const std::vector<Row> good = {{"0", 0},
                                 {"95", 95},
                                 {"+5.3", 5.3},
                                 {"-3", -3},
                                 {".5", 0.5},
                                 {"5.", 5},
                                 {"1e2", 100},
                                 {"1E-2", 0.01},
                                 {"007", 7},
                                 {"5e-324", 5e-324},
                                 {"1.7976931348623157e308", 1.7976931348623157e308}};
  for (const Row& row : good) {
    CAPTURE(row.text);
    REQUIRE(text::to_number(row.text).has_value());
    CHECK(*text::to_number(row.text) == row.x);
  }
  for (const std::string bad :
       {"",         " ",    "5 ",  " 5",    ".",  "+",     "-",     "+-5", "-+5",
        "++5",      "--5",  "1e",  "1e+",   "e5", "inf",   "-inf",  "nan", "NaN",
        "infinity", "0x10", "1,5", "1.2.3", "5a", "1e999", "1_000", "5\n"}) {
    CAPTURE(bad);
    CHECK_FALSE(text::to_number(bad).has_value());
  }
  CHECK_FALSE(text::to_number(std::string_view("5\0", 2)).has_value());
}

TEST_CASE("text: the shortest text reads back to the same double") {
  CHECK(text::shortest(0.1) == "0.1");
  CHECK(text::shortest(405) == "405");
  CHECK(text::shortest(0.4444444444444444) == "0.4444444444444444");
  CHECK(text::shortest(-2.5) == "-2.5");
  unit::Random random(64);
  std::size_t tried = 0;
  for (int i = 0; i < 20000; ++i) {
    const double x = i % 2 == 0 ? std::bit_cast<double>(random.bits()) : random.between(-1e4, 1e4);
    if (!std::isfinite(x)) continue;
    const std::string text = text::shortest(x);
    const auto back = text::to_number(text);
    if (!back || std::bit_cast<std::uint64_t>(*back) != std::bit_cast<std::uint64_t>(x))
      FAIL_CHECK(text);
    ++tried;
  }
  CHECK(tried > 19000);
}

TEST_CASE("text: significant digits") {
  struct Row {
    double x;
    int digits;
    std::string text;
  };
  const std::vector<Row> rows = {
      {0.4444444444444444, 2, "0.44"},
      {2.814814, 3, "2.81"},
      {2, 3, "2.00"},
      {126, 3, "126"},
      {12345, 3, "12345"},
      {0.001234, 2, "0.0012"},
      {-2.5, 3, "-2.50"},
      {1e-9, 3, "1.00e-09"},
      {1e20, 3, "1.00e+20"},
      {0, 3, "0"},
      {100, 4, "100.0"},
      {0.1, 1, "0.1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.x);
    CHECK(text::significant(row.x, row.digits) == row.text);
  }
}

TEST_CASE("text: significant digits where rounding carries into a new digit") {
  CHECK(text::significant(9.996, 3) == "10.0");
  CHECK(text::significant(99.96, 3) == "100");
  CHECK(text::significant(0.09996, 3) == "0.100");
}

TEST_CASE("text: width counts what a terminal shows") {
  CHECK(text::width("") == 0);
  CHECK(text::width("glucose") == 7);
  CHECK(text::width("µIU/mL") == 6);
  CHECK(text::width("Nüchternglukose") == 15);
  CHECK(text::width("глюкоза") == 7);
  CHECK(text::width("空腹血糖") == 8);
  CHECK(text::width("ヘモグロビンA1c") == 15);
  CHECK(text::width("공복혈당") == 8);
  CHECK(text::width("≥ 6.5") == 5);
  CHECK(text::width("\xFF") == 1);
}

TEST_CASE("text: wrapping breaks at blanks") {
  CHECK(text::wrap("one two three", 7) == Lines{"one two", "three"});
  CHECK(text::wrap("one two three", 13) == Lines{"one two three"});
  CHECK(text::wrap("one two three", 12) == Lines{"one two", "three"});
  CHECK(text::wrap("a longlongword b", 4) == Lines{"a", "longlongword", "b"});
  CHECK(text::wrap("  a   b  ", 80) == Lines{"a b"});
  CHECK(text::wrap("", 10).empty());
  CHECK(text::wrap("   ", 10).empty());
  CHECK(text::wrap("空腹 血糖 糖", 8) == Lines{"空腹", "血糖 糖"});  // two columns each
  for (const std::string& line : text::wrap(
           "In 102 adults aged 68 to 88 without diabetes, tested twice some weeks apart", 20)) {
    CHECK(text::width(line) <= 20);
  }
}

TEST_CASE("text: UTF-8 there and back, and bytes that are none") {
  for (char32_t c = 1; c < 0x110000; c += c < 0x3000 ? 1 : 97) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string s;
    text::append_code_point(s, c);
    std::size_t at = 0;
    if (text::next_code_point(s, at) != c || at != s.size())
      FAIL_CHECK(static_cast<std::uint32_t>(c));
  }
  for (const std::string bytes :
       {"\x80", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xC0\xAF", "\xFF\xFE", "\xED\xA0\x80",
        "\xED\xBF\xBF", "\xE0\x80\xAF", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80"}) {
    CHECK(text::first_bad_utf8("a" + bytes) == 1);
    std::size_t at = 0;
    CHECK(text::next_code_point(bytes, at) == static_cast<unsigned char>(bytes[0]));
    CHECK(at == 1);
  }
}
