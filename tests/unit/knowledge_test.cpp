// Loops over all notes, terms, tags and passages of the documents: nothing is without a home, and
// every text keeps to the rules of wording.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "assess/compiled.hpp"
#include "text/text.hpp"
#include "unit/support.hpp"

using namespace metindex;

namespace {

const Declarations& all() { return unit::catalogue().declarations(); }

bool is_row(std::string_view line) { return !line.empty() && line.front() == '|'; }

// Of the paragraphs; tables do not count.
std::size_t count_words(const std::string& markdown) {
  std::size_t count = 0;
  for (const std::string_view line : text::split(markdown, '\n')) {
    if (is_row(line)) continue;
    for (const std::string_view word : text::split(line, ' ')) count += word.empty() ? 0 : 1;
  }
  return count;
}

struct Told {
  std::string where, text;
};

// Every sentence that may be shown beside a result or on request.
std::vector<Told> texts() {
  std::vector<Told> told;
  for (const Note& n : all().notes) {
    for (const std::string text : {n.title, n.text, n.deep}) told.push_back({"note " + n.id, text});
  }
  for (const Context& c : all().contexts)
    told.push_back({"context " + c.id, c.title + ". " + c.reason});
  for (const Tag& t : all().tags) told.push_back({"tag " + t.id, t.title});
  for (const Index& i : all().indices) {
    for (const std::string& text : {i.title, i.rises, i.caveat, i.caution, i.doubt_reason})
      told.push_back({"index " + i.id, text});
  }
  for (const Analyte& a : all().analytes)
    told.push_back({"analyte " + a.id, a.title + ". " + a.note + " " + a.caution});
  for (const Scheme& s : all().schemes) {
    told.push_back({"scheme " + s.id, s.title + ". " + s.remark});
    for (const Band& band : s.bands) told.push_back({"scheme " + s.id, band.label});
  }
  for (const LeftOut& l : all().left_out) told.push_back({"left_out", l.reason});
  return told;
}

std::vector<std::string> sentences(const std::string& told) {
  std::vector<std::string> found(1);
  for (std::size_t i = 0; i < told.size(); ++i) {
    const bool stop = told[i] == '.' || told[i] == '?';
    const bool ends =
        told[i] == '\n' || told[i] == '|' || (stop && (i + 1 == told.size() || told[i + 1] == ' '));
    found.back() += told[i];
    if (ends) found.emplace_back();
  }
  return found;
}

std::set<std::string> passages() {
  std::set<std::string> found;
  for (const Document& document : all().documents) {
    for (const auto& section : document.sections) {
      for (const std::string passage : section.passages) CHECK(found.insert(passage).second);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("knowledge: no diagnosis, no promise, no advice") {
  const std::regex forbidden(
      R"(\b(you have|you are|you suffer|cures?|cured|revers\w+|optimal\w*|normal for you|root causes?|guarantee\w*|miracle\w*|proven to|safe and effective|talk to us|we recommend|recommended for|you should|should take|should start|best treatment|powerful|restor\w+|diagnosed with)\b)",
      std::regex::icase);
  for (const auto& [where, text] : texts()) {
    std::smatch found;
    const bool wrong = std::regex_search(text, found, forbidden);
    CHECK_MESSAGE(!wrong, where, " says '", found.str(), "'");
  }
}

TEST_CASE("knowledge: brands stand only in the table that tells what a document lists") {
  const std::regex brand(
      R"(\b(ozempic|wegovy|rybelsus|victoza|saxenda|trulicity|mounjaro|zepbound|byetta|egrifta|glucophage|androgel|jardiance|farxiga)\b)",
      std::regex::icase);
  for (const auto& [where, text] : texts()) {
    if (where == "note glp1_products") continue;
    CHECK_MESSAGE(!std::regex_search(text, brand), where, " has a brand: ", text);
  }
}

TEST_CASE("knowledge: no dose") {
  const std::regex dose(R"(\d\s?(mg|ug|mcg|micrograms?|milligrams?|IU)\b(?!\s?/))");
  for (const auto& [where, text] : texts()) {
    std::smatch found;
    const bool wrong = std::regex_search(text, found, dose);
    CHECK_MESSAGE(!wrong, where, ": ",
                  text.substr(wrong ? static_cast<std::size_t>(found.position()) : 0, 30));
  }
}

TEST_CASE("knowledge: what an authority allows has a year beside it") {
  const std::regex status(
      R"(\b(approv\w+|authoris\w+|authoriz\w+|licen[cs]ed|banned|category 2)\b)",
      std::regex::icase);
  const std::regex year(R"(\b(19|20)\d\d\b)");
  for (const Note& note : all().notes) {
    for (const std::string text : {note.text, note.deep}) {
      for (const std::string& sentence : sentences(text)) {
        if (std::regex_search(sentence, status))
          CHECK_MESSAGE(std::regex_search(sentence, year), note.id, ": ", sentence);
      }
    }
  }
}

TEST_CASE("knowledge: texts are short and plain") {
  for (const Note& note : all().notes) {
    CAPTURE(note.id);
    const bool term = note.kind == "term";
    CHECK_MESSAGE(count_words(note.text) <= (term ? 45 : 120), count_words(note.text), " words");
    CHECK_MESSAGE(count_words(note.deep) <= 220, count_words(note.deep), " words");
    CHECK(text::width(note.title) <= 60);
    for (const std::string text : {note.title, note.text, note.deep}) {
      CHECK(std::all_of(text.begin(), text.end(),
                        [](char c) { return c == '\n' || (c >= ' ' && c < 0x7F); }));
    }
  }
}

TEST_CASE("knowledge: tables have the same cells in each row") {
  for (const Note& note : all().notes) {
    for (const std::string markdown : {note.text, note.deep}) {
      std::size_t columns = 0;
      for (const std::string_view line : text::split(markdown, '\n')) {
        if (!is_row(line)) {
          columns = 0;
          continue;
        }
        const auto cells = text::split(line, '|');
        CHECK_MESSAGE((columns == 0 || cells.size() == columns), note.id, ": ", std::string(line));
        CHECK_MESSAGE(cells.size() <= 7, note.id, " has more than five columns");
        CHECK_MESSAGE(line.back() == '|', note.id, ": ", std::string(line));
        columns = cells.size();
      }
    }
  }
}

TEST_CASE("knowledge: a note stands in the folder of its kind") {
  const std::map<std::string, std::string> folders = {{"result", "notes/results"},
                                                      {"context", "notes/contexts"},
                                                      {"marker", "notes/markers"},
                                                      {"agent", "notes/agents"},
                                                      {"lifestyle", "notes/lifestyle"},
                                                      {"mechanism", "notes/mechanisms"},
                                                      {"study", "notes/studies"},
                                                      {"table", "notes/tables"},
                                                      {"term", "terms"}};
  for (const Note& note : all().notes) {
    CAPTURE(note.id);
    const std::string path(note.place.file.substr(0, note.place.file.rfind('/')));
    CHECK(path == "catalogue/" + folders.at(note.kind));
    if (note.kind != "term") CHECK(note.place.file.ends_with("/" + note.id + ".md"));
  }
}

TEST_CASE(
    "knowledge: results and contexts show notes; mechanisms, studies, tables and terms wait to be "
    "asked") {
  const std::set<std::string> shown = {"result", "context", "marker"};
  for (const Note& note : all().notes) {
    CAPTURE(note.id);
    if (!note.when.empty()) CHECK(shown.count(note.kind) == 1);
    if (note.kind == "result" || note.kind == "context") CHECK_FALSE(note.when.empty());
  }
  const auto shows = [&](const std::string& name) {
    return std::any_of(all().notes.begin(), all().notes.end(),
                       [&](const Note& note) { return formula::names(note.when, name); }) ||
           std::any_of(all().tags.begin(), all().tags.end(),
                       [&](const Tag& tag) { return formula::names(tag.when, name); });
  };
  for (const Tag& tag : all().tags) CHECK_MESSAGE(shows(tag.id), tag.id);
  for (const Context& context : all().contexts) {
    // Said of a study's own columns and of an assay's mark, beside each value.
    if (context.id == "fast_not_valid" || context.id == "insulin_below_detection") continue;
    CHECK_MESSAGE(shows(context.id), context.id);
  }
}

TEST_CASE("knowledge: a document that a text names is among its sources") {
  const std::regex number(R"(\b00[0-4]\b)");
  for (const Note& note : all().notes) {
    std::set<std::string> cited;
    for (const Note::Source& source : note.sources) cited.insert(source.reference);
    const std::string whole = note.text + "\n" + note.deep;
    for (std::sregex_iterator at(whole.begin(), whole.end(), number), end; at != end; ++at)
      CHECK_MESSAGE(cited.count("document_" + at->str()) == 1, note.id, " names document ",
                    at->str());
  }
}

TEST_CASE("knowledge: a source in a document names one of its sections") {
  for (const Note& note : all().notes) {
    for (const Note::Source& source : note.sources) {
      for (const Document& document : all().documents) {
        if (document.id != source.reference) continue;
        const bool known = source.where.empty() ||
                           std::any_of(document.sections.begin(), document.sections.end(),
                                       [&](const auto& s) { return s.title == source.where; });
        CHECK_MESSAGE(known, note.id, ": ", source.reference, " has no section ", source.where);
      }
    }
  }
}

TEST_CASE("knowledge: every passage of the documents is told, or left out for a reason") {
  std::set<std::string> told;
  std::set<std::string> left_out;
  for (const Note& note : all().notes) told.insert(note.covers.begin(), note.covers.end());
  for (const LeftOut& each : all().left_out) {
    CHECK(each.reason.size() > 10);
    left_out.insert(each.passages.begin(), each.passages.end());
  }
  for (const std::string& passage : passages()) {
    CHECK_MESSAGE(told.count(passage) + left_out.count(passage) == 1, passage,
                  told.count(passage) == 0 ? " has no home" : " is told and left out");
  }
}

TEST_CASE("knowledge: the passages are those of the inventory") {
  const char* folder = std::getenv("METINDEX_SCIENCE");
  if (folder == nullptr) {
    std::puts("notes.md: skipped (METINDEX_SCIENCE does not name its folder)");
    return;
  }
  std::ifstream file(std::filesystem::path(folder) / "notes.md");
  REQUIRE(file);
  const std::regex row(R"(^\| S([0-4])-(\d\d) \|.*)");
  std::set<std::string> inventory;
  for (std::string line; std::getline(file, line);) {
    std::smatch found;
    if (std::regex_match(line, found, row))
      inventory.insert("00" + found[1].str() + "-" + found[2].str());
  }
  CHECK(inventory.size() > 200);
  CHECK(inventory == passages());
}

TEST_CASE("knowledge: every table of the documents can be shown as a table") {
  for (const char* id :
       {"dietary_frameworks", "insulin_and_contraction", "peptide_protocols", "signalling_pathways",
        "glp1_products", "peptide_classes", "interventions_compared", "lifestyle_hormones_peptides",
        "standard_and_advanced", "therapeutic_agents"}) {
    const Note* note = unit::catalogue().note(id);
    REQUIRE_MESSAGE(note != nullptr, id);
    CHECK_MESSAGE(note->text.find("\n| ") != std::string::npos, id);
  }
}

TEST_CASE(
    "knowledge: everything that is cited is cited once, and nothing is kept that nobody cites") {
  std::set<std::string> cited;
  for (const Note& note : all().notes) {
    for (const Note::Source& source : note.sources) cited.insert(source.reference);
  }
  for (const Index& index : all().indices) cited.insert(index.reference);
  for (const Scheme& scheme : all().schemes) cited.insert(scheme.reference);
  for (const Context& context : all().contexts) cited.insert(context.reference);
  for (const Document& document : all().documents) cited.insert(document.id);
  for (const Analyte& analyte : all().analytes) {
    for (const Conversion& conversion : analyte.conversions) cited.insert(conversion.reference);
  }
  for (const Reference& reference : all().references)
    CHECK_MESSAGE(cited.count(reference.id) == 1, reference.id);
}

TEST_CASE("knowledge: a paper has one reference") {
  std::map<std::string, std::string> seen;
  for (const Reference& reference : all().references) {
    for (const std::string number : {reference.doi, reference.pmid, reference.pmcid}) {
      if (number.empty()) continue;
      const auto [found, fresh] = seen.emplace(number, reference.id);
      CHECK_MESSAGE(fresh, reference.id, " and ", found->second, " are ", number);
    }
  }
}

TEST_CASE("knowledge: what a note cites of the literature was looked up, on a day that is told") {
  // Their pages could not be opened; what they say stands in the data files themselves.
  const std::set<std::string> others = {"cdc_nhanes", "cdc_nhanes_2013"};
  std::set<std::string> without;
  for (const Note& note : all().notes) {
    for (const Note::Source& source : note.sources) {
      const Reference* reference = unit::catalogue().reference(source.reference);
      const auto& documents = all().documents;
      const bool document = std::any_of(documents.begin(), documents.end(),
                                        [&](const Document& d) { return d.id == reference->id; });
      if (!document && reference->seen.empty()) without.insert(reference->id);
    }
  }
  CHECK(without == others);
}
