// A note: TOML between two lines of +++, then the text in Markdown.
#include <algorithm>
#include <array>

#include "loader/declare.hpp"
#include "text/text.hpp"

namespace metindex::loader {
namespace {

constexpr std::string_view kFence = "+++\n";
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

Note declare_note(std::string_view markdown, const std::string& file) {
  if (markdown.substr(0, kFence.size()) != kFence)
    fail({file, 1}, "a note begins with a line of +++");
  const std::size_t end = markdown.find("\n" + std::string(kFence), kFence.size());
  if (end == std::string_view::npos)
    fail({file, 1}, "the header of a note ends with a line of +++");

  Node node = parse_toml(markdown.substr(kFence.size(), end + 1 - kFence.size()), file, 2);
  node.place = {file, 1};
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
  note.text = std::string(text::trim(markdown.substr(end + 1 + kFence.size())));
  while (!note.text.empty() && note.text.back() == '\n') note.text.pop_back();
  while (!note.text.empty() && note.text.front() == '\n') note.text.erase(0, 1);
  note.place = node.place;
  must_be_one_of(kPriorities, note.priority, table, "priority");
  must_be_one_of(kGrades, note.grade, table, "grade");
  if (note.text.empty()) fail(node.place, table.what() + " has no text");
  if (note.sources.empty()) fail(node.place, table.what() + " needs 'sources'");
  table.done();
  return note;
}

}  // namespace metindex::loader
