// What is said of catalogue files that are wrong.
#include <doctest/doctest.h>

#include "panel/units.hpp"
#include "unit/loader_support.hpp"

using namespace metindex;
using unit::band;
using unit::error_of;
using unit::Folder;
using unit::index;
using unit::kCheck;
using unit::kTwoBands;
using unit::scheme;

TEST_CASE("loader errors: TOML, keys and values") {
  const std::string syntax = error_of("[[index]]\nid = \"a\"\nformula = = 2\n");
  CHECK(syntax.substr(0, 12) == "own.toml:3: ");
  CHECK(syntax.size() > 20);
  CHECK(syntax.find('\n') == std::string::npos);
  CHECK(error_of(index("a", "glucose[mg/dL]", "caveats = \"x\"\n")) ==
        "own.toml:5: index 'a': unknown key 'caveats'; did you mean 'caveat'?");
  CHECK(error_of("\n\n[[index]]\nid = \"a\"\nreference = \"ada2025\"\n") ==
        "own.toml:3: index 'a' needs 'formula'");
  CHECK(error_of("[[index]]\nformula = \"1\"\n") == "own.toml:1: index needs 'id'");
  CHECK(error_of("[[indexx]]\nid = \"a\"\n") ==
        "own.toml:1: the catalogue file: unknown key 'indexx'; did you mean 'index'?");
  CHECK(error_of(index("a", "glucose[mg/dL]", "core = 1\n")) ==
        "own.toml:5: index 'a': 'core' must be true or false");
  CHECK(error_of(index("a", "glucose[mg/dL]", "name = 3\n")) ==
        "own.toml:5: index 'a': 'name' must be text in quotes");
  CHECK(error_of(index("a", "glucose[mg/dL]", "aliases = \"b\"\n")) ==
        "own.toml:5: index 'a': 'aliases' must be a list");
  CHECK(
      error_of("[[index]]\nid = \"a\"\nformula = \"glucose[mg/dL]\"\nreference = \"ada2025\"\n") ==
      "own.toml:1: index 'a' needs at least one 'check'");
  CHECK(error_of(
            "seen = \"2 January\"\n[[reference]]\nid = \"a\"\ntext = \"A\"\nlocator = \"l\"\n") ==
        "own.toml:2: reference 'a': 'seen' must be a day such as \"2026-11-26\"");
  CHECK(error_of("index = 3\n") ==
        "own.toml:1: the catalogue file: 'index' must be a list of tables");
}

TEST_CASE("loader errors: what one declaration says of another") {
  CHECK(error_of(
            "[[index]]\nid = \"a\"\nformula = \"glucose[mg/dL]\"\nreference = \"matthews1958\"\n" +
            kCheck) ==
        "own.toml:1: no reference is called 'matthews1958'; did you mean 'matthews1985'?");
  CHECK(error_of(index("a", "glucose[mg/dL]", "scheme = \"ada\"\n")) ==
        "own.toml:1: no scheme of a is called 'ada'");
  CHECK(error_of(index("glucose", "insulin[uIU/mL]")) ==
        "own.toml:1: index 'glucose': that is the name of the analyte at "
        "catalogue/analytes/glucose.toml:17");
  CHECK(error_of(index("a", "glucose[mg/dL]") + index("a", "glucose[mg/dL]")) ==
        "own.toml:6: index 'a' stands already in own.toml:1");
  CHECK(error_of("[[analyte]]\nid = \"zinc\"\n") ==
        "own.toml:1: analyte 'zinc' needs [[analyte.unit]] or 'categories'");
  CHECK(error_of("[[analyte]]\nid = \"zinc\"\n  [[analyte.unit]]\n  id = \"mg/dl\"\n") ==
        "own.toml:1: no unit is called 'mg/dl'; did you mean 'mg/dL'?");
  CHECK(error_of("[[analyte]]\nid = \"glucose\"\nscheme = \"ad\"\n")
            .find("no scheme of glucose is called 'ad'; did you mean 'ada'?") != std::string::npos);
  const std::string zinc =
      "[[analyte]]\nid = \"zinc\"\n  [[analyte.unit]]\n  id = \"mg/dL\"\n  [[analyte.unit]]\n  id "
      "= "
      "\"mmol/L\"\n  [[analyte.conversion]]\n  from = \"mmol/L\"\n  to = \"mg/dL\"\n  scale = "
      "6.5\n  "
      "authority = \"a\"\n";
  CHECK(error_of(zinc) == "no error");
  CHECK(error_of(zinc + "  reference = \"ngps\"\n") ==
        "own.toml:1: no reference is called 'ngps'; did you mean 'ngsp'?");
}

TEST_CASE("loader errors: headers that mean two things, and forms without their numbers") {
  CHECK(error_of("[[analyte]]\nid = \"glucose\"\nambiguous = [\"insulin\"]\n")
            .find("header 'insulin' means glucose and insulin") != std::string::npos);
  const auto form = [](const std::string& text) {
    return error_of("[[field_names]]\nid = \"s\"\ntitle = \"t\"\nforms = [\"" + text + "\"]\n");
  };
  CHECK(form("{field}-{visit}") == "no error");
  for (const std::string text : {"{field}", "{visit}.{repeat}", "{field}-{visit}-{visit}",
                                 "{field}-{visit}{", "{field}-{visit}.{other}"}) {
    CHECK(form(text) == "own.toml:1: field_names 's': '" + text +
                            "' must have {field} and {visit}, may have {repeat}, each once");
  }
}

TEST_CASE("loader errors: formulas, with the character") {
  CHECK(error_of(index("a", "glucos[mg/dL] * 2")) ==
        "own.toml:1: index 'a': formula, character 1: nothing is called 'glucos'; did you mean "
        "'glucose'?");
  CHECK(error_of("# a comment\n" + index("a", "glucose[mg/dL] * (2")) ==
        "own.toml:2: index 'a': formula, character 20: ')' is missing");
  CHECK(error_of(index("a", "glucose[mg/dL]", "needs = \"sex > female\"\n")) ==
        "own.toml:1: index 'a': needs, character 5: categories are compared with = or !=");
  CHECK(error_of(index("a", "a * glucose[mg/dL]")) == "own.toml:1: index 'a' refers to itself");
  CHECK(error_of(index("a", "b * glucose[mg/dL]") + index("b", "a + 1")) ==
        "own.toml:1: index 'a' refers to itself");
  CHECK(error_of(index("a", "glucose[mg/dL]", "needs = \"a > 0\"\n")) ==
        "own.toml:1: index 'a' refers to itself");
  CHECK(error_of(index("a", "2 + 2")) == "own.toml:1: index 'a' uses no analyte");
}

TEST_CASE("loader errors: the condition of a context") {
  const auto context = [](const std::string& id, const std::string& when) {
    return "[[context]]\nid = \"" + id +
           "\"\ntitle = \"t\"\nreason = \"r\"\nreference = " + "\"ada2025\"\nwhen = \"" + when +
           "\"\n";
  };
  CHECK(error_of(context("c", "age < 3")) ==
        "own.toml:1: context 'c': when, character 1: age has no unit here; write age[a]");
  CHECK(error_of(context("c", "homa_ir > 2")) ==
        "own.toml:1: context 'c': when, character 1: index 'homa_ir' is not known yet when this is "
        "asked");
  CHECK(error_of(context("c", "d") + context("d", "age[a] < 3")) ==
        "own.toml:1: context 'c': context 'd' must be declared before it");
  CHECK(error_of(context("c", "c")) ==
        "own.toml:1: context 'c': context 'c' must be declared before it");
  CHECK(error_of(context("c", "compensated")) ==
        "own.toml:1: context 'c': when, character 1: tag 'compensated' belongs in a condition, not "
        "in an index");
  CHECK(error_of(context("c", "age[a] < 3") + context("d", "c and metformin")) == "no error");
}

TEST_CASE("loader errors: a context names analytes and indices, and spares indices") {
  const auto context = [](const std::string& list) {
    return error_of(
        "[[context]]\nid = \"c\"\ntitle = \"t\"\nreason = \"r\"\nreference = \"ada2025\"\n" + list);
  };
  CHECK(context("no_value = [\"insulin\", \"tyg\"]\nexcept = [\"homa_ir\"]\n") == "no error");
  CHECK(context("no_value = [\"insuln\"]\n") ==
        "own.toml:1: no analyte or index is called 'insuln'; did you mean 'insulin'?");
  CHECK(context("caution = [\"homa_irr\"]\n") ==
        "own.toml:1: no analyte or index is called 'homa_irr'; did you mean 'homa_ir'?");
  CHECK(context("except = [\"insulin\"]\n").find("no index is called 'insulin'") !=
        std::string::npos);
}

TEST_CASE("loader errors: bands") {
  const std::string at = "own.toml:1: scheme 'own' of glucose";
  CHECK(error_of(scheme("own", kTwoBands)) == "no error");
  CHECK(error_of(scheme("own", band("normal", "< 90") + band("high", ">= 91"))) ==
        at + ": bands 1 and 2 leave a gap or overlap in mg/dL");
  CHECK(error_of(scheme("own", band("normal", "<= 90") + band("high", ">= 90"))) ==
        at + ": bands 1 and 2 leave a gap or overlap in mg/dL");
  CHECK(error_of(scheme("own", band("normal", "< 90") + band("high", "> 90"))) ==
        at + ": bands 1 and 2 leave a gap or overlap in mg/dL");
  CHECK(error_of(scheme("own", band("high", ">= 90"))) ==
        at + ": the bands do not cover every value in mg/dL (partial = true allows it)");
  CHECK(error_of(scheme("own", band("high", ">= 90"), "partial = true\n")) == "no error");
  CHECK(error_of(scheme("own", "")) == at + " needs 'bands' with limits");
  CHECK(error_of(scheme("own", band("normal", "ninety"))) ==
        "own.toml:8: 'ninety' is not a band; write '< 5.7', '5.7 to < 6.5' or '>= 6.5'");
  CHECK(error_of(scheme("own", band("normal", "< x"))) == "own.toml:8: 'x' is not a number");
  CHECK(error_of(scheme("own", band("normal", "< 90") + band("mid", "90 to < 90"))) ==
        "own.toml:8: '90 to < 90' is empty");
  CHECK(error_of(scheme("own", kTwoBands) + scheme("own", kTwoBands)).substr(0, 11) ==
        "own.toml:9:");
  const std::string wrong_unit =
      "{ level = \"normal\", label = \"n\", \"mg/dl\" = \"< 90\" },{ level = \"high\", label = "
      "\"h\", \"mg/dl\" = \">= 90\" },";
  CHECK(error_of(scheme("own", wrong_unit)) ==
        "own.toml:1: no unit of glucose is called 'mg/dl'; did you mean 'mg/dL'?");
}

TEST_CASE("loader errors: a range whose operators point the wrong way is refused") {
  for (const std::string limits :
       {"90 to >= 126", "90 to > 126", "< 90 to 126", "<= 90 to < 126"}) {
    CAPTURE(limits);
    CHECK(error_of(scheme("own", band("mid", limits), "partial = true\n")).substr(0, 11) ==
          "own.toml:9:");
  }
}

TEST_CASE("loader errors: ages that nobody has are refused") {
  CHECK(
      error_of(scheme("own", kTwoBands, "age = []\n")) ==
      "own.toml:8: scheme 'own' of glucose: 'age' must be [from] or [from, to] in completed years");
  CHECK(error_of(scheme("own", kTwoBands, "age = [83, 24]\n")).substr(0, 11) == "own.toml:8:");
}

TEST_CASE("loader errors: a scheme for a sex that there is not") {
  const std::string error = error_of(scheme("own", kTwoBands, "sex = \"femal\"\n"));
  CHECK(error.substr(0, 11) == "own.toml:1:");
  CHECK(error.find("'female'") != std::string::npos);
}

TEST_CASE("loader errors: files") {
  const std::vector<std::string> none = {"/nonexistent/own.toml"};
  CHECK(Catalogue::load(none).error() == "/nonexistent/own.toml: cannot be read");
  CHECK(error_of("id = \"a\"\n", "own.md") == "own.md:1: a note begins with a line of +++");
  CHECK(error_of("", "own.md") == "own.md:1: a note begins with a line of +++");
  CHECK(error_of("+++\nid = \"a\"\n", "own.md") ==
        "own.md:1: the header of a note ends with a line of +++");
  CHECK(error_of("+++\nid = \"a\"\ntitle = 3\n+++\ntext\n", "own.md") ==
        "own.md:3: note 'a': 'title' must be text in quotes");
  const Folder folder;
  const std::vector<std::string> directory = {folder.path()};
  const auto loaded = Catalogue::load(directory);
  CHECK_FALSE(loaded);  // a folder is not an empty catalogue
}

TEST_CASE("loader errors: more contexts than can be told apart are refused, or all work") {
  std::string text;
  for (int i = 0; i < 70; ++i) {
    text += "[[context]]\nid = \"own" + std::to_string(i) +
            "\"\ntitle = \"t\"\nreason = \"r\"\nreference = \"ada2025\"\n";
  }
  const Folder folder;
  const std::vector<std::string> files = {folder.write("own.toml", text)};
  const auto own = Catalogue::load(files);
  if (!own) {
    CHECK(own.error().find("own.toml:") != std::string::npos);
    return;
  }
  const Assessment a = assess(*own, Panel(*own).set("glucose", "95").declare("own69"));
  CHECK(a.contexts == std::vector<std::string>{"own69"});
}

TEST_CASE("loader errors: a conversion in an overlay is used or refused, not dropped in silence") {
  const Folder folder;
  const std::vector<std::string> files = {folder.write(
      "own.toml",
      "[[analyte]]\nid = \"glucose\"\n  [[analyte.conversion]]\n  from = \"mmol/L\"\n  to = "
      "\"mg/dL\"\n  scale = 20\n  authority = \"me\"\n")};
  const auto own = Catalogue::load(files);
  if (!own) {
    CHECK(own.error().find("own.toml:") != std::string::npos);
    return;
  }
  const auto way = panel::find_converter(*own->analyte("glucose"), "mmol/L", "mg/dL");
  REQUIRE(way.has_value());
  CHECK((*way)(5) == 100);
}
