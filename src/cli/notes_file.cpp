#include "cli/notes_file.hpp"

#include "cli/summary.hpp"

namespace metindex::cli {

std::string note_markdown(const Catalogue& catalogue, const Note& note, bool deep) {
  std::string out = note.text + "\n\n";
  if (deep && !note.deep.empty()) out += note.deep + "\n\n";
  out += "Grade: " + note.grade + (note.contested ? "; contested" : "") + ".";
  if (!note.jurisdiction.empty()) out += " Holds for: " + note.jurisdiction + ".";
  out += "\n\n";
  for (const Note::Source& source : note.sources) {
    out += "- " + catalogue.reference(source.reference)->citation() +
           (source.where.empty() ? "" : " (" + source.where + ")") + "\n";
  }
  return out;
}

std::string notes_text(const Catalogue& catalogue, const BatchSummary& summary, bool deep) {
  std::string out =
      "# Notes\n\nOf the notes that fit, " + std::to_string(summary.notes.size()) +
      " occur in the rows written; the table has their names. No note is a diagnosis.\n";
  for (const auto& [id, rows] : summary.notes) {
    const Note& note = *catalogue.note(id);
    out += "\n## " + note.title + " (`" + id + "`)\n\nIn " + rows_text(rows) + ".\n\n" +
           note_markdown(catalogue, note, deep);
  }
  return out;
}

}  // namespace metindex::cli
