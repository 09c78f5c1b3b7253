// A user's own notes, terms, tags and documents, and what is said of wrong ones.
#include <doctest/doctest.h>

#include "unit/loader_support.hpp"

using namespace metindex;
using unit::error_of;
using unit::index;
using unit::load;

namespace {

std::string note(const std::string& more, const std::string& body = "\nThe text.\n",
                 const std::string& id = "own_note") {
  return "+++\nid = \"" + id +
         "\"\ntitle = \"t\"\ngrade = \"opinion\"\nsources = [\"ada2025: page 1\"]\n" + more +
         "+++\n" + body;
}

std::string tag(const std::string& id, const std::string& when) {
  return "[[tag]]\nid = \"" + id + "\"\ntitle = \"t\"\nwhen = \"" + when + "\"\n";
}

std::string said_of_note(const std::string& more) { return error_of(note(more), "own.md"); }

}  // namespace

TEST_CASE("loader notes: parts, names and sources") {
  const Catalogue own = load(note("kind = \"agent\"\nnames = [\"Mine\"]\ncovers = [\"000-01\"]\n",
                                  "First.\n\n| a | b |\n|---|---|\n\n  ## Deep \nMore.\n"),
                             "own.md");
  const Note& mine = *own.note("own_note");
  CHECK(mine.kind == "agent");
  CHECK(mine.text == "First.\n\n| a | b |\n|---|---|");
  CHECK(mine.deep == "More.");
  CHECK(mine.names.at(0) == "Mine");
  CHECK(mine.sources.at(0).reference == "ada2025");
  CHECK(mine.sources.at(0).where == "page 1");
  CHECK(mine.place.line == 1);
}

TEST_CASE("loader notes: one replaces a built-in one, with all it says") {
  const Catalogue own = load(note("", "Ours.", "compensated"), "own.md");
  CHECK(own.note("compensated")->text == "Ours.");
  CHECK(own.note("compensated")->covers.empty());
  CHECK(own.declarations().notes.size() == unit::catalogue().declarations().notes.size());
}

TEST_CASE("loader notes: a tag of one's own shows a note, and may name tags before it") {
  const std::vector<std::pair<std::string, std::string>> files = {
      {"own.toml",
       tag("mine", "glucose[mg/dL] > 90") + tag("mine_too", "mine and not low_glucose")},
      {"own.md", note("when = \"mine_too\"\npriority = \"urgent\"\n")}};
  CHECK(error_of(files) == "no error");
  const unit::Folder folder;
  std::vector<std::string> paths;
  for (const auto& [name, text] : files) paths.push_back(folder.write(name, text));
  const Catalogue own = *Catalogue::load(paths);
  const auto first = [&](const std::string& glucose) {
    const auto notes = notes_for(own, Panel(own).set("glucose", glucose), 1);
    return notes.empty() ? std::string() : std::string(notes.front()->id);
  };
  CHECK(first("95") == "own_note");
  CHECK(first("85") != "own_note");
}

TEST_CASE("loader notes: a tag that cannot be judged is not met, and its negation is") {
  const unit::Folder folder;
  const std::vector<std::string> paths = {
      folder.write("own.toml", tag("insulin_high", "insulin[uIU/mL] > 20")),
      folder.write("own.md", note("when = \"not insulin_high\"\npriority = \"urgent\"\n"))};
  const Catalogue own = *Catalogue::load(paths);
  const auto shown = [&](const std::string& insulin) {
    Panel panel(own);
    panel.set("glucose", "95");
    if (!insulin.empty()) panel.set("insulin", insulin);
    const auto notes = notes_for(own, panel, 1);
    return !notes.empty() && notes.front()->id == "own_note";
  };
  CHECK(shown(""));
  CHECK(shown("10"));
  CHECK_FALSE(shown("30"));
  CHECK_FALSE(shown(">25"));
  CHECK(shown("<25"));  // it may be above 20: not proven
}

TEST_CASE("loader notes: wrong ones are refused where they stand") {
  CHECK(said_of_note("kind = \"term\"\n")
            .starts_with("own.md:1: note 'own_note': 'term' is not a kind; one of result,"));
  CHECK(said_of_note("kind = \"drug\"\n")
            .starts_with("own.md:1: note 'own_note': 'drug' is not a kind"));
  CHECK(said_of_note("priority = \"high\"\n")
            .starts_with("own.md:1: note 'own_note': 'high' is not a priority"));
  CHECK(said_of_note("when = \"known(glucose)\"\n") ==
        "own.md:1: note 'own_note' needs 'priority'");
  CHECK(said_of_note("when = \"glucos > 1\"\npriority = \"safety\"\n")
            .starts_with("own.md:1: note 'own_note': when, character 1: "));
  CHECK(said_of_note("covers = [\"009-01\"]\n")
            .starts_with("own.md:1: no passage of a document is called '009-01'"));
  CHECK(said_of_note("text = \"x\"\n") == "own.md:1: 'text' stands below the header, not in it");
  CHECK(said_of_note("deep = \"x\"\n") == "own.md:1: 'deep' stands below the header, not in it");
  CHECK(error_of(note("", "\n"), "own.md") == "own.md:1: note 'own_note' needs 'text'");
  CHECK(error_of(note("", "x", "my;note"), "own.md") ==
        "own.md:1: note 'my;note': a name has small letters, digits and _");
  CHECK(error_of(note("", "First line.\nM\xFCnchen\n"), "own.md") == "own.md:8: this is not UTF-8");
}

TEST_CASE("loader notes: wrong tags are refused where they stand") {
  CHECK(error_of(tag("mine", "glucose[mg/dL]"))
            .starts_with("own.toml:1: tag 'mine': when, character 1: "));
  CHECK(error_of(tag("mine", "mine")) ==
        "own.toml:1: tag 'mine': tag 'mine' must be declared before it");
  CHECK(error_of(tag("a", "b") + tag("b", "known(glucose)")) ==
        "own.toml:1: tag 'a': tag 'b' must be declared before it");
  CHECK(error_of(tag("a", "known(glucose)") + tag("a", "known(insulin)")) ==
        "own.toml:5: tag 'a' stands already in own.toml:1");
  CHECK(
      error_of(tag("glucose", "known(insulin)"))
          .starts_with("own.toml:1: tag 'glucose': that is the name of the analyte at catalogue/"));
  CHECK(error_of(index("discordant", "glucose[mg/dL]"))
            .starts_with("own.toml:1: index 'discordant': that is the name of the tag at "
                         "catalogue/tags.toml:"));
  CHECK(error_of(index("mine", "glucose[mg/dL]", "needs = \"compensated\"\n")) ==
        "own.toml:1: index 'mine': needs, character 1: tag 'compensated' belongs in a condition, "
        "not in an index");
}

TEST_CASE("loader notes: documents and passages") {
  const std::string document =
      "[[document]]\nid = \"ngsp\"\n[[document.section]]\ntitle = \"a\"\npassages = [\"9-1\"]\n";
  CHECK(error_of(document) == "no error");
  CHECK(error_of("[[document]]\nid = \"nobody\"\n") ==
        "own.toml:1: no reference is called 'nobody'");
  CHECK(error_of(document + "[[document.section]]\ntitle = \"b\"\npassages = [\"9-1\"]\n") ==
        "own.toml:1: passage '9-1' stands twice");
  CHECK(error_of("[[left_out]]\npassages = [\"9-2\"]\nreason = \"r\"\n")
            .starts_with("own.toml:1: no passage of a document is called '9-2'"));
  CHECK(error_of("[[left_out]]\npassages = [\"000-01\"]\n") ==
        "own.toml:1: left_out needs 'reason'");
}
