// What a word of the user's names: the declarations that `explain` is asked about.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "assess/flag_kinds.hpp"
#include "metindex/catalogue.hpp"

namespace metindex::cli {

struct Topics {
  std::vector<const Index*> indices;
  std::vector<const Analyte*> analytes;
  std::vector<const Context*> contexts;
  std::vector<const Tag*> tags;
  std::vector<const Note*> notes;
  std::vector<const Document*> documents;
  std::vector<const FlagKind*> flags;
  std::vector<const Scheme*> schemes;
  std::vector<const Reference*> references;
  bool by_part = false;  // none has that name: it is part of their titles
  // Where only a term of the glossary has that name: what else has it in its title, the term too.
  std::shared_ptr<const Topics> related = nullptr;

  [[nodiscard]] bool empty() const { return named() + schemes.size() + references.size() == 0; }
  [[nodiscard]] bool only_terms() const {
    return named() == notes.size() && schemes.empty() && references.empty() &&
           std::all_of(notes.begin(), notes.end(), [](const Note* n) { return n->kind == "term"; });
  }
  // Without schemes and references, of which any number go on one page.
  [[nodiscard]] std::size_t named() const {
    return indices.size() + analytes.size() + contexts.size() + tags.size() + notes.size() +
           documents.size() + flags.size();
  }
  // Few enough for a page each? Of one name, an analyte and a context may both be meant.
  [[nodiscard]] bool fit_on_pages() const {
    if (by_part) return named() + (schemes.empty() ? 0 : 1) < 2;
    constexpr std::size_t kMostNotes = 3;  // a term, a drug and what it does to values
    return indices.size() < 2 && analytes.size() < 2 && contexts.size() < 2 &&
           notes.size() <= kMostNotes;
  }
};

// Those whose id it is; else those whose name or title it is, in any letter case; else a reference;
// else those with a name or title that it is part of, and the schemes with such a band.
Topics find_topics(const Catalogue& catalogue, const std::string& topic);

// All ids, for suggestions.
std::vector<std::string> topic_ids(const Catalogue& catalogue);

}  // namespace metindex::cli
