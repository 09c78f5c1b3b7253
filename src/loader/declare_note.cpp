// A note from its header and text, a term of the glossary, a tag; and the documents that notes draw
// on.
#include <algorithm>
#include <array>

#include "loader/declare.hpp"
#include "loader/note_words.hpp"
#include "text/text.hpp"

namespace metindex::loader {
namespace {

template <std::size_t N>
Text one_of(const std::array<std::string_view, N>& words, Table& table, std::string_view key) {
  const Text word = table.text(key);
  if (std::find(words.begin(), words.end(), word) != words.end()) return word;
  fail(table.place(), table.what() + ": '" + word + "' is not a " + std::string(key) + "; one of " +
                          text::join({words.begin(), words.end()}, ", "));
}

Note::Source declare_source(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return {Text(text), ""};
  return {Text(text.substr(0, colon)), Text(text::trim(text.substr(colon + 1)))};
}

// What notes and terms share.
Note declare_text(Table& table) {
  Note note;
  note.id = table.text("id");
  note.title = table.text("title");
  note.names = table.views("names");
  note.grade = one_of(kGrades, table, "grade");
  note.contested = table.flag("contested");
  note.jurisdiction = table.text_or("jurisdiction", "");
  note.text = table.text("text");
  for (const Text source : table.views("sources")) note.sources.push_back(declare_source(source));
  if (note.sources.empty()) fail(table.place(), table.what() + " needs 'sources'");
  note.covers = table.views("covers");
  note.place = table.place();
  return note;
}

}  // namespace

Note declare_note(const Node& node) {
  Table table(node, "note '" + Table(node, "note").text("id") + "'");
  Note note = declare_text(table);
  note.kind = table.any("kind") == nullptr ? Text("result") : one_of(kNoteKinds, table, "kind");
  note.deep = table.text_or("deep", "");
  note.when = table.text_or("when", "");
  if (!note.when.empty() || table.any("priority") != nullptr)
    note.priority = one_of(kPriorities, table, "priority");
  note.rank = table.whole("rank", 0);
  table.done();
  return note;
}

Note declare_term(const Node& node) {
  Table table(node, "term '" + Table(node, "term").text("id") + "'");
  Note term = declare_text(table);
  term.kind = "term";
  table.done();
  return term;
}

Tag declare_tag(const Node& node) {
  Table table(node, "tag '" + Table(node, "tag").text("id") + "'");
  Tag tag{table.text("id"), table.text("title"), table.text("when"), node.place};
  table.done();
  return tag;
}

Document declare_document(const Node& node) {
  Table table(node, "document '" + Table(node, "document").text("id") + "'");
  Document document{table.text("id"), {}, node.place};
  for (const Node& section : table.tables("section")) {
    Table part(section, "a section of " + table.what());
    document.sections.push_back({part.text("title"), part.views("passages")});
    part.done();
  }
  table.done();
  return document;
}

LeftOut declare_left_out(const Node& node) {
  Table table(node, "left_out");
  LeftOut left_out{table.views("passages"), table.text("reason"), node.place};
  table.done();
  return left_out;
}

}  // namespace metindex::loader
