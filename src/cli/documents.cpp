#include "cli/documents.hpp"

#include <algorithm>
#include <map>

#include "text/text.hpp"

namespace metindex::cli {
namespace {

bool has(const std::vector<Text>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// "| `glp1_agonists` | GLP-1 receptor agonists | 001-11, 001-13 |"
std::string row(const std::string& first, const std::string& second,
                const std::vector<std::string>& passages) {
  return "| " + first + " | " + second + " | " + text::join(passages, ", ") + " |\n";
}

std::string section_table(const Declarations& all, const Document::Section& section) {
  std::map<std::string_view, std::pair<const Note*, std::vector<std::string>>> by_note;
  std::map<std::string, std::vector<std::string>> left_out;
  for (const Text passage : section.passages) {
    const Home home = home_of(all, passage);
    for (const Note* note : home.notes) {
      auto& [found, passages] = by_note[note->id];
      found = note;
      passages.push_back(passage);
    }
    if (home.notes.empty()) left_out[home.left_out].push_back(passage);
  }
  std::string out = "| note | about | passages |\n|---|---|---|\n";
  for (const auto& [id, told] : by_note)
    out += row("`" + std::string(id) + "`", told.first->title, told.second);
  for (const auto& [reason, passages] : left_out) out += row("none", reason, passages);
  return out;
}

}  // namespace

Home home_of(const Declarations& all, std::string_view passage) {
  Home home;
  for (const Note& note : all.notes) {
    if (has(note.covers, passage)) home.notes.push_back(&note);
  }
  for (const LeftOut& left_out : all.left_out) {
    if (has(left_out.passages, passage)) home.left_out = left_out.reason;
  }
  return home;
}

std::string documents_page(const Catalogue& catalogue) {
  const Declarations& all = catalogue.declarations();
  std::string out =
      "# Documents\n\nWritten by `metindex list documents` from the catalogue. Five promotional "
      "articles gave the topics of the\nnotes; they are no evidence. Each passage is told or "
      "answered by a note, or left out for the reason shown.\n";
  for (const Document& document : all.documents) {
    out += "\n## " + catalogue.reference(document.id)->text + "\n";
    for (const Document::Section& section : document.sections)
      out += "\n### " + section.title + "\n\n" + section_table(all, section);
  }
  return out;
}

}  // namespace metindex::cli
