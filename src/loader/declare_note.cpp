// A note, from its header and text.
#include <algorithm>
#include <array>

#include "loader/declare.hpp"
#include "text/text.hpp"

namespace metindex::loader {
namespace {

constexpr std::array<std::string_view, 6> kPriorities = {"invalidity", "unit",    "safety",
                                                         "pattern",    "context", "education"};
constexpr std::array<std::string_view, 6> kGrades = {
    "guideline", "meta-analysis", "randomised trial", "cohort", "mechanism", "opinion"};

template <std::size_t N>
void must_be_one_of(const std::array<std::string_view, N>& words, const std::string& word,
                    const Table& table, std::string_view key) {
  if (std::find(words.begin(), words.end(), word) != words.end()) return;
  fail(table.place(), table.what() + ": '" + word + "' is not a " + std::string(key));
}

}  // namespace

Note declare_note(const Node& node) {
  Table table(node, "note '" + Table(node, "note").text("id") + "'");
  Note note;
  note.id = table.text("id");
  note.title = table.text("title");
  note.when = table.text_or("when", "");
  note.priority = table.text("priority");
  note.grade = table.text("grade");
  note.sources = table.texts("sources");
  note.rank = table.whole("rank", 0);
  note.contested = table.flag("contested");
  note.text = table.text_or("text", "");
  note.deep = table.text_or("deep", "");
  note.place = node.place;
  must_be_one_of(kPriorities, note.priority, table, "priority");
  must_be_one_of(kGrades, note.grade, table, "grade");
  if (note.text.empty()) fail(node.place, table.what() + " has no text");
  if (note.sources.empty()) fail(node.place, table.what() + " needs 'sources'");
  table.done();
  return note;
}

}  // namespace metindex::loader
