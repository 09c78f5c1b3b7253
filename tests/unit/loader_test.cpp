// The user's own files over the built-in catalogue.
#include <doctest/doctest.h>

#include "panel/units.hpp"
#include "unit/loader_support.hpp"

using namespace metindex;
using unit::error_of;
using unit::Folder;
using unit::index;
using unit::kTwoBands;
using unit::load;
using unit::scheme;

TEST_CASE("loader: without a file it is the built-in catalogue") {
  const auto loaded = Catalogue::load({});
  REQUIRE(loaded);
  CHECK(loaded->declarations().indices.size() == unit::catalogue().declarations().indices.size());
  CHECK(load("").declarations().schemes.size() == unit::catalogue().declarations().schemes.size());
}

TEST_CASE("loader: a new index is computed like any other") {
  const Catalogue own = load(
      index("half_glucose", "glucose[mg/dL] / 2", "aliases = [\"hg\"]\nneeds = \"glucose > 0\"\n") +
      index("of_it", "half_glucose * homa_ir"));
  const Panel panel = Panel(own).set("glucose", "90").set("insulin", "9");
  CHECK(index_of(own, "HG", panel)->value == 45);
  CHECK(index_of(own, "of_it", panel)->value == 90);
  CHECK(own.index("half_glucose")->place.line == 1);
  CHECK(own.declarations().indices.size() == unit::catalogue().declarations().indices.size() + 2);
  CHECK(unit::catalogue().index("half_glucose") == nullptr);
}

TEST_CASE("loader: the day on which a source was seen, of a file or of one reference") {
  const Catalogue own = load(
      "seen = \"2026-01-02\"\n"
      "[[reference]]\nid = \"a\"\ntext = \"A\"\nurl = \"https://a.example\"\n"
      "[[reference]]\nid = \"b\"\ntext = \"B\"\nlocator = \"here\"\nseen = \"2025-12-31\"\n");
  CHECK(own.reference("a")->citation() == "A. https://a.example (seen 2026-01-02)");
  CHECK(own.reference("b")->citation() == "B; here (seen 2025-12-31)");
}

TEST_CASE("loader: the same id replaces an index, a scheme and a context") {
  const Catalogue own = load(
      index("homa_ir", "glucose[mg/dL] + 1") + scheme("ada", kTwoBands) +
      "[[context]]\nid = \"pregnant\"\ntitle = \"t\"\nreason = \"r\"\nreference = \"ada2025\"\n");
  CHECK(index_of(own, "homa_ir", Panel(own).set("glucose", "90"))->value == 91);
  CHECK(own.scheme("glucose", "ada").size() == 1);
  CHECK(classify_fasting_glucose(own, "90")->band->label == "high");
  CHECK(own.context("pregnant")->no_band.empty());
  CHECK(own.declarations().schemes.size() == unit::catalogue().declarations().schemes.size());
  CHECK(own.declarations().indices.size() == unit::catalogue().declarations().indices.size());
}

TEST_CASE("loader: a user's scheme replaces all blocks of one that sex decides") {
  const std::string text =
      "[[scheme]]\nid = \"tlgs_by_sex\"\nquantity = \"insulin\"\ntitle = \"t\"\nkind = "
      "\"convention\"\npopulation = \"p\"\n"
      "reference = \"ada2025\"\nbands = [{ level = \"low\", label = \"l\", \"uIU/mL\" = \"< 5\" },"
      "{ level = \"high\", label = \"h\", \"uIU/mL\" = \">= 5\" }]\n";
  const Catalogue own = load(text);
  REQUIRE(own.scheme("insulin", "tlgs_by_sex").size() == 1);
  CHECK(classify_fasting_insulin(own, "6", "tlgs_by_sex")->band->label == "h");
}

TEST_CASE("loader: spellings, headers and a default scheme are added") {
  const Catalogue own = load(
      "[[unit]]\nid = \"mg/dL\"\nspellings = [\"mgs pro dl\"]\n"
      "[[analyte]]\nid = \"glucose\"\nheaders = [\"Zucker\"]\nscheme = \"who2006\"\n"
      "[cells]\nmissing = [\"entfällt\"]\n");
  const Analyte& glucose = *own.analyte("glucose");
  const auto* found = panel::resolve_unit(own.declarations(), glucose, "MGS PRO DL");
  REQUIRE(found != nullptr);
  CHECK(found->id == "mg/dL");
  CHECK(panel::resolve_unit(own.declarations(), glucose, "mg%")->id == "mg/dL");
  CHECK(glucose.headers.back() == "Zucker");
  CHECK(glucose.headers.size() == unit::catalogue().analyte("glucose")->headers.size() + 1);
  CHECK(glucose.units.size() == 2);
  CHECK(classify_fasting_glucose(own, "105")->scheme->id == "who2006");
  CHECK(read_value(own, glucose, "Entfällt").status == Status::missing);
}

TEST_CASE("loader: names that need a unit, words for units, and a study's names of fields") {
  const Catalogue own = load(
      "[[analyte]]\nid = \"glucose\"\nambiguous = [\"bz\"]\n"
      "columns = [{ name = \"v7_1\", unit = \"mg/dL\", from = \"a study\", with = \"pseudonym\", "
      "note "
      "= \"measured twice\" }]\n"
      "[headers]\nunit_words = [\"Masseinheit\"]\n"
      "[[field_names]]\nid = \"study\"\ntitle = \"a study\"\nforms = [\"v{field}_{visit}\"]\n");
  const Analyte& glucose = *own.analyte("glucose");
  CHECK(glucose.ambiguous == std::vector<std::string>{"bz"});
  CHECK(glucose.columns.back().with == "pseudonym");
  CHECK(glucose.columns.back().note == "measured twice");
  CHECK(own.declarations().unit_words.back() == "Masseinheit");
  CHECK(own.declarations().field_names.back().forms ==
        std::vector<std::string>{"v{field}_{visit}"});
}

TEST_CASE("loader: a note of one's own, and a later file over an earlier one") {
  const std::string note =
      "+++\nid = \"own_note\"\ntitle = \"t\"\nwhen = \"known(glucose)\"\npriority = "
      "\"invalidity\"\ngrade = \"opinion\"\n"
      "sources = [\"ada2025: page 1\"]\n+++\n\nThe text.\n";
  const Catalogue own = load(note, "own.md");
  REQUIRE(own.note("own_note") != nullptr);
  CHECK(own.note("own_note")->text == "The text.");
  CHECK(notes_for(own, Panel(own).set("glucose", "95"), 1).at(0)->id == "own_note");

  const Folder folder;
  const std::vector<std::string> files = {
      folder.write("a.toml", index("mine", "glucose[mg/dL]")),
      folder.write("b.toml", index("mine", "glucose[mg/dL] * 2"))};
  const auto both = Catalogue::load(files);
  REQUIRE_MESSAGE(both, both.error());
  CHECK(both->formula_text(*both->index("mine")) == "glucose[mg/dL] * 2");
}

TEST_CASE("loader: Windows line ends") {
  CHECK(load("[[analyte]]\r\nid = \"glucose\"\r\nheaders = [\"Zucker\"]\r\n")
            .analyte("glucose")
            ->headers.back() == "Zucker");
  const std::string note =
      "+++\r\nid = \"own_note\"\r\ntitle = \"t\"\r\npriority = \"safety\"\r\ngrade = "
      "\"opinion\"\r\n"
      "sources = [\"ada2025\"]\r\n+++\r\nThe text.\r\n";
  CHECK(error_of(note, "own.md") == "no error");
}

TEST_CASE("loader: what an index needs is among its inputs") {
  const Catalogue own = load(index("a", "glucose[mg/dL]", "needs = \"insulin > 0\"\n"));
  CHECK(own.inputs(*own.index("a")).size() == 2);  // without insulin it has no value
}
