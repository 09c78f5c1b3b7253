// The user's own files over the built-in catalogue, and what is said of files that are wrong.
#include <doctest/doctest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "panel/units.hpp"
#include "unit/support.hpp"

using namespace metindex;

namespace {

// A folder that is gone when the test is over.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / ("metindex_unit_" + std::to_string(::getpid()) + "_" + std::to_string(++made_))) {
    std::filesystem::create_directory(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  inline static int made_ = 0;
  std::filesystem::path path_;
};

Catalogue load(const std::string& text, const std::string& name = "own.toml") {
  const Folder folder;
  const std::vector<std::string> files = {folder.write(name, text)};
  const auto loaded = Catalogue::load(files);
  REQUIRE_MESSAGE(loaded, loaded.error());
  return *loaded;
}

// The error, with the file's folder left away.
std::string error_of(const std::vector<std::pair<std::string, std::string>>& texts) {
  const Folder folder;
  std::vector<std::string> files;
  for (const auto& [name, text] : texts) files.push_back(folder.write(name, text));
  const auto loaded = Catalogue::load(files);
  if (loaded) return "no error";
  std::string error = loaded.error();
  const std::string where = folder.path() + "/";
  for (std::size_t at = error.find(where); at != std::string::npos; at = error.find(where)) error.erase(at, where.size());
  return error;
}

std::string error_of(const std::string& text, const std::string& name = "own.toml") {
  return error_of(std::vector<std::pair<std::string, std::string>>{{name, text}});
}

const std::string kCheck = "check = [{ given = \"glucose=100[mg/dL]\", expect = 1, within = 1, from = \"me\" }]\n";

std::string index(const std::string& id, const std::string& formula, const std::string& more = "") {
  return "[[index]]\nid = \"" + id + "\"\nformula = \"" + formula + "\"\nreference = \"matthews1985\"\n" + more + kCheck;
}

std::string scheme(const std::string& id, const std::string& bands, const std::string& more = "") {
  return "[[scheme]]\nid = \"" + id + "\"\nquantity = \"glucose\"\ntitle = \"t\"\nkind = \"convention\"\npopulation = \"p\"\n"
         "reference = \"ada2025\"\n" + more + "bands = [" + bands + "]\n";
}

std::string band(const std::string& level, const std::string& limits) {
  return "{ level = \"" + level + "\", label = \"" + level + "\", \"mg/dL\" = \"" + limits + "\" },";
}

const std::string kTwoBands = band("normal", "< 90") + band("high", ">= 90");

}  // namespace

TEST_CASE("loader: without a file it is the built-in catalogue") {
  const auto loaded = Catalogue::load({});
  REQUIRE(loaded);
  CHECK(loaded->declarations().indices.size() == unit::catalogue().declarations().indices.size());
  CHECK(load("").declarations().schemes.size() == unit::catalogue().declarations().schemes.size());
}

TEST_CASE("loader: a new index is computed like any other") {
  const Catalogue own = load(index("half_glucose", "glucose[mg/dL] / 2", "aliases = [\"hg\"]\nneeds = \"glucose > 0\"\n") +
                             index("of_it", "half_glucose * homa_ir"));
  const Panel panel = Panel(own).set("glucose", "90").set("insulin", "9");
  CHECK(index_of(own, "HG", panel)->value == 45);
  CHECK(index_of(own, "of_it", panel)->value == 90);
  CHECK(own.index("half_glucose")->place.line == 1);
  CHECK(own.declarations().indices.size() == unit::catalogue().declarations().indices.size() + 2);
  CHECK(unit::catalogue().index("half_glucose") == nullptr);
}

TEST_CASE("loader: the same id replaces an index, a scheme and a context") {
  const Catalogue own = load(index("homa_ir", "glucose[mg/dL] + 1") + scheme("ada", kTwoBands) +
                             "[[context]]\nid = \"pregnant\"\ntitle = \"t\"\nreason = \"r\"\nreference = \"ada2025\"\n");
  CHECK(index_of(own, "homa_ir", Panel(own).set("glucose", "90"))->value == 91);
  CHECK(own.scheme("glucose", "ada").size() == 1);
  CHECK(classify_fasting_glucose(own, "90")->band->label == "high");
  CHECK(own.context("pregnant")->no_band.empty());
  CHECK(own.declarations().schemes.size() == unit::catalogue().declarations().schemes.size());
  CHECK(own.declarations().indices.size() == unit::catalogue().declarations().indices.size());
}

TEST_CASE("loader: a user's scheme replaces all blocks of one that sex decides") {
  const std::string text = "[[scheme]]\nid = \"tlgs_by_sex\"\nquantity = \"insulin\"\ntitle = \"t\"\nkind = \"convention\"\npopulation = \"p\"\n"
                           "reference = \"ada2025\"\nbands = [{ level = \"low\", label = \"l\", \"uIU/mL\" = \"< 5\" },"
                           "{ level = \"high\", label = \"h\", \"uIU/mL\" = \">= 5\" }]\n";
  const Catalogue own = load(text);
  REQUIRE(own.scheme("insulin", "tlgs_by_sex").size() == 1);
  CHECK(classify_fasting_insulin(own, "6", "tlgs_by_sex")->band->label == "h");
}

TEST_CASE("loader: spellings, headers and a default scheme are added") {
  const Catalogue own = load("[[unit]]\nid = \"mg/dL\"\nspellings = [\"mgs pro dl\"]\n"
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

TEST_CASE("loader: a note of one's own, and a later file over an earlier one") {
  const std::string note = "+++\nid = \"own_note\"\ntitle = \"t\"\nwhen = \"known(glucose)\"\npriority = \"invalidity\"\ngrade = \"opinion\"\n"
                           "sources = [\"ada2025: page 1\"]\n+++\n\nThe text.\n";
  const Catalogue own = load(note, "own.md");
  REQUIRE(own.note("own_note") != nullptr);
  CHECK(own.note("own_note")->text == "The text.");
  CHECK(notes_for(own, Panel(own).set("glucose", "95"), 1).at(0)->id == "own_note");

  const Folder folder;
  const std::vector<std::string> files = {folder.write("a.toml", index("mine", "glucose[mg/dL]")),
                                          folder.write("b.toml", index("mine", "glucose[mg/dL] * 2"))};
  const auto both = Catalogue::load(files);
  REQUIRE_MESSAGE(both, both.error());
  CHECK(both->formula_text(*both->index("mine")) == "glucose[mg/dL] * 2");
}

TEST_CASE("loader: Windows line ends") {
  CHECK(load("[[analyte]]\r\nid = \"glucose\"\r\nheaders = [\"Zucker\"]\r\n").analyte("glucose")->headers.back() == "Zucker");
  const std::string note = "+++\r\nid = \"own_note\"\r\ntitle = \"t\"\r\npriority = \"safety\"\r\ngrade = \"opinion\"\r\n"
                           "sources = [\"ada2025\"]\r\n+++\r\nThe text.\r\n";
  CHECK(error_of(note, "own.md") == "no error");
}

TEST_CASE("loader errors: TOML, keys and values") {
  const std::string syntax = error_of("[[index]]\nid = \"a\"\nformula = = 2\n");
  CHECK(syntax.substr(0, 12) == "own.toml:3: ");
  CHECK(syntax.size() > 20);
  CHECK(syntax.find('\n') == std::string::npos);
  CHECK(error_of(index("a", "glucose[mg/dL]", "caveats = \"x\"\n")) == "own.toml:5: index 'a': unknown key 'caveats'; did you mean 'caveat'?");
  CHECK(error_of("\n\n[[index]]\nid = \"a\"\nreference = \"ada2025\"\n") == "own.toml:3: index 'a' needs 'formula'");
  CHECK(error_of("[[index]]\nformula = \"1\"\n") == "own.toml:1: index needs 'id'");
  CHECK(error_of("[[indexx]]\nid = \"a\"\n") == "own.toml:1: the catalogue file: unknown key 'indexx'; did you mean 'index'?");
  CHECK(error_of(index("a", "glucose[mg/dL]", "core = 1\n")) == "own.toml:5: index 'a': 'core' must be true or false");
  CHECK(error_of(index("a", "glucose[mg/dL]", "name = 3\n")) == "own.toml:5: index 'a': 'name' must be text in quotes");
  CHECK(error_of(index("a", "glucose[mg/dL]", "aliases = \"b\"\n")) == "own.toml:5: index 'a': 'aliases' must be a list");
  CHECK(error_of("[[index]]\nid = \"a\"\nformula = \"glucose[mg/dL]\"\nreference = \"ada2025\"\n") ==
        "own.toml:1: index 'a' needs at least one 'check'");
  CHECK(error_of("index = 3\n") == "own.toml:1: the catalogue file: 'index' must be a list of tables");
}

TEST_CASE("loader errors: what one declaration says of another") {
  CHECK(error_of("[[index]]\nid = \"a\"\nformula = \"glucose[mg/dL]\"\nreference = \"matthews1958\"\n" + kCheck) ==
        "own.toml:1: no reference is called 'matthews1958'; did you mean 'matthews1985'?");
  CHECK(error_of(index("a", "glucose[mg/dL]", "scheme = \"ada\"\n")) == "own.toml:1: no scheme of a is called 'ada'");
  CHECK(error_of(index("glucose", "insulin[uIU/mL]")) == "own.toml:1: index 'glucose' has the name of an analyte");
  CHECK(error_of(index("a", "glucose[mg/dL]") + index("a", "glucose[mg/dL]")) == "own.toml:6: index 'a' stands already in own.toml:1");
  CHECK(error_of("[[analyte]]\nid = \"zinc\"\n") == "own.toml:1: analyte 'zinc' needs [[analyte.unit]] or 'categories'");
  CHECK(error_of("[[analyte]]\nid = \"zinc\"\n  [[analyte.unit]]\n  id = \"mg/dl\"\n") ==
        "own.toml:1: no unit is called 'mg/dl'; did you mean 'mg/dL'?");
  CHECK(error_of("[[analyte]]\nid = \"glucose\"\nscheme = \"ad\"\n").find("no scheme of glucose is called 'ad'; did you mean 'ada'?") != std::string::npos);
}

TEST_CASE("loader errors: formulas, with the character") {
  CHECK(error_of(index("a", "glucos[mg/dL] * 2")) ==
        "own.toml:1: index 'a': formula, character 1: nothing is called 'glucos'; did you mean 'glucose'?");
  CHECK(error_of("# a comment\n" + index("a", "glucose[mg/dL] * (2")) == "own.toml:2: index 'a': formula, character 20: ')' is missing");
  CHECK(error_of(index("a", "glucose[mg/dL]", "needs = \"sex > female\"\n")) ==
        "own.toml:1: index 'a': needs, character 5: categories are compared with = or !=");
  CHECK(error_of(index("a", "a * glucose[mg/dL]")) == "own.toml:1: index 'a' refers to itself");
  CHECK(error_of(index("a", "b * glucose[mg/dL]") + index("b", "a + 1")) == "own.toml:1: index 'a' refers to itself");
  CHECK(error_of(index("a", "glucose[mg/dL]", "needs = \"a > 0\"\n")) == "own.toml:1: index 'a' refers to itself");
  CHECK(error_of(index("a", "2 + 2")) == "own.toml:1: index 'a' uses no analyte");
  CHECK(error_of("[[context]]\nid = \"c\"\ntitle = \"t\"\nreason = \"r\"\nreference = \"ada2025\"\nwhen = \"age < 3\"\n") ==
        "own.toml:1: context 'c': when, character 1: age has no unit here; write age[a]");
}

TEST_CASE("loader errors: bands") {
  const std::string at = "own.toml:1: scheme 'own' of glucose";
  CHECK(error_of(scheme("own", kTwoBands)) == "no error");
  CHECK(error_of(scheme("own", band("normal", "< 90") + band("high", ">= 91"))) == at + ": bands 1 and 2 leave a gap or overlap in mg/dL");
  CHECK(error_of(scheme("own", band("normal", "<= 90") + band("high", ">= 90"))) == at + ": bands 1 and 2 leave a gap or overlap in mg/dL");
  CHECK(error_of(scheme("own", band("normal", "< 90") + band("high", "> 90"))) == at + ": bands 1 and 2 leave a gap or overlap in mg/dL");
  CHECK(error_of(scheme("own", band("high", ">= 90"))) == at + ": the bands do not cover every value in mg/dL (partial = true allows it)");
  CHECK(error_of(scheme("own", band("high", ">= 90"), "partial = true\n")) == "no error");
  CHECK(error_of(scheme("own", "")) == at + " needs 'bands' with limits");
  CHECK(error_of(scheme("own", band("normal", "ninety"))) == "own.toml:8: 'ninety' is not a band; write '< 5.7', '5.7 to < 6.5' or '>= 6.5'");
  CHECK(error_of(scheme("own", band("normal", "< x"))) == "own.toml:8: 'x' is not a number");
  CHECK(error_of(scheme("own", band("normal", "< 90") + band("mid", "90 to < 90"))) == "own.toml:8: '90 to < 90' is empty");
  CHECK(error_of(scheme("own", kTwoBands) + scheme("own", kTwoBands)).substr(0, 11) == "own.toml:9:");
  const std::string wrong_unit = "{ level = \"normal\", label = \"n\", \"mg/dl\" = \"< 90\" },{ level = \"high\", label = \"h\", \"mg/dl\" = \">= 90\" },";
  CHECK(error_of(scheme("own", wrong_unit)) == "own.toml:1: no unit of glucose is called 'mg/dl'; did you mean 'mg/dL'?");
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
  CHECK(error_of("+++\nid = \"a\"\n", "own.md") == "own.md:1: the header of a note ends with a line of +++");
  CHECK(error_of("+++\nid = \"a\"\ntitle = 3\n+++\ntext\n", "own.md") == "own.md:3: note 'a': 'title' must be text in quotes");
  const Folder folder;
  const std::vector<std::string> directory = {folder.path()};
  const auto loaded = Catalogue::load(directory);
  CHECK_FALSE(loaded);  // a folder is not an empty catalogue
}

TEST_CASE("loader errors: more contexts than can be told apart are refused, or all work") {
  std::string text;
  for (int i = 0; i < 70; ++i) {
    text += "[[context]]\nid = \"own" + std::to_string(i) + "\"\ntitle = \"t\"\nreason = \"r\"\nreference = \"ada2025\"\n";
  }
  const Folder folder;
  const std::vector<std::string> files = {folder.write("own.toml", text)};
  const auto own = Catalogue::load(files);
  if (!own) return;
  const Assessment a = assess(*own, Panel(*own).set("glucose", "95").declare("own69"));
  CHECK(a.contexts == std::vector<std::string>{"own69"});
}

TEST_CASE("loader errors: what an overlay of an analyte cannot change is not dropped in silence") {
  const std::string error = error_of("[[analyte]]\nid = \"glucose\"\n  [[analyte.conversion]]\n  from = \"mmol/L\"\n  to = \"mg/dL\"\n"
                                     "  scale = 18.0156\n  authority = \"me\"\n");
  CHECK(error.substr(0, 9) == "own.toml:");
}
