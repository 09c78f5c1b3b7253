#include "cli/topics.hpp"

#include <algorithm>

#include "cli/word_match.hpp"
#include "formula/syntax.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

using Names = std::vector<std::string_view>;

Names aliases_of(const Index& i) { return {i.aliases.begin(), i.aliases.end()}; }
Names aliases_of(const Note& n) { return {n.names.begin(), n.names.end()}; }
template <typename T>
Names aliases_of(const T& /*other*/) {
  return {};
}

Names titles_of(const Index& i) { return {i.name, i.title}; }
Names titles_of(const Analyte& a) { return {a.name, a.title}; }
Names titles_of(const Context& c) { return {c.title}; }
Names titles_of(const Note& n) { return {n.title}; }
Names titles_of(const Tag& t) { return {t.title}; }
Names titles_of(const Document& /*document*/) { return {}; }
Names titles_of(const FlagKind& /*flag*/) { return {}; }

template <typename List, typename T, typename Wanted>
void add(const List& list, std::vector<const T*>& to, Wanted wanted) {
  for (const T& item : list) {
    if (wanted(item)) to.push_back(&item);
  }
}

// Of all lists but schemes and references.
template <typename Wanted>
void add_named(const Catalogue& catalogue, Topics& to, Wanted wanted) {
  const Declarations& all = catalogue.declarations();
  add(all.indices, to.indices, wanted);
  add(all.analytes, to.analytes, wanted);
  add(all.contexts, to.contexts, wanted);
  add(all.tags, to.tags, wanted);
  add(all.notes, to.notes, wanted);
  add(all.documents, to.documents, wanted);
  add(flag_kinds(), to.flags, wanted);
}

Topics with_id(const Catalogue& catalogue, const std::string& topic) {
  Topics found;
  add_named(catalogue, found, [&](const auto& item) { return item.id == topic; });
  add(catalogue.declarations().schemes, found.schemes,
      [&](const Scheme& s) { return s.id == topic || s.quantity + "." + s.id == topic; });
  return found;
}

Topics with_name(const Catalogue& catalogue, const std::string& folded) {
  Topics found;
  add_named(catalogue, found, [&](const auto& item) {
    const auto is_wanted = [&](std::string_view name) { return text::fold_name(name) == folded; };
    const Names titles = titles_of(item);
    const Names aliases = aliases_of(item);
    return is_wanted(item.id) || std::any_of(titles.begin(), titles.end(), is_wanted) ||
           std::any_of(aliases.begin(), aliases.end(), is_wanted);
  });
  add(catalogue.declarations().schemes, found.schemes, [&](const Scheme& s) {
    return text::fold_name(s.id) == folded || text::fold_name(s.quantity + s.id) == folded;
  });
  return found;
}

// One of a glucose load's many samples is found by its own name only.
bool stands_for_itself(const Analyte& analyte) { return !analyte.one_of_many; }
template <typename T>
bool stands_for_itself(const T& /*other*/) {
  return true;
}

Topics with_part(const Catalogue& catalogue, const std::string& topic) {
  const WordMatch part(topic);
  const auto has = [&](std::string_view text) { return part.is_in(text); };
  const std::string folded = text::fold_name(topic);
  Topics found;
  found.by_part = true;
  add_named(catalogue, found, [&](const auto& item) {
    const Names titles = titles_of(item);
    const Names aliases = aliases_of(item);
    return stands_for_itself(item) && (std::any_of(titles.begin(), titles.end(), has) ||
                                       std::any_of(aliases.begin(), aliases.end(), has));
  });
  add(catalogue.declarations().schemes, found.schemes, [&](const Scheme& s) {
    return std::any_of(s.bands.begin(), s.bands.end(), [&](const Band& b) {
      return has(b.label) || text::fold_name(b.level) == folded;
    });
  });
  return found;
}

// Whoever asks about a context wants to read what it does to values.
void add_notes_of(const std::vector<const Context*>& contexts, const Catalogue& catalogue,
                  std::vector<const Note*>& notes) {
  for (const Context* context : contexts) {
    for (const Note& note : catalogue.declarations().notes) {
      const bool of_it = note.kind == "context" && formula::names(note.when, context->id);
      if (of_it && std::find(notes.begin(), notes.end(), &note) == notes.end())
        notes.push_back(&note);
    }
  }
}

}  // namespace

Topics find_topics(const Catalogue& catalogue, const std::string& topic) {
  constexpr std::size_t kLeastPart = 3;  // letters; less is found in too much
  Topics found = with_id(catalogue, topic);
  const std::string folded = text::fold_name(topic);
  if (found.empty() && !folded.empty()) found = with_name(catalogue, folded);
  add_notes_of(found.contexts, catalogue, found.notes);
  if (found.empty()) {
    add(catalogue.declarations().references, found.references,
        [&](const Reference& r) { return r.id == topic; });
  }
  if (folded.size() < kLeastPart || !(found.empty() || found.only_terms())) return found;
  Topics part = with_part(catalogue, topic);
  if (found.empty()) return part;
  found.related = std::make_shared<const Topics>(std::move(part));
  return found;
}

std::vector<std::string> topic_ids(const Catalogue& catalogue) {
  const Declarations& all = catalogue.declarations();
  std::vector<std::string> ids;
  const auto add_ids = [&](const auto& list) {
    for (const auto& item : list) ids.emplace_back(item.id);
  };
  add_ids(all.indices);
  add_ids(all.analytes);
  add_ids(all.schemes);
  add_ids(all.contexts);
  add_ids(all.tags);
  add_ids(all.notes);
  add_ids(all.documents);
  add_ids(flag_kinds());
  add_ids(all.references);
  return ids;
}

}  // namespace metindex::cli
