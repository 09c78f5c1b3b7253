#include "cli/topics.hpp"

#include <algorithm>
#include <cctype>

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

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end = [&] {
    if (std::string folded = text::fold_name(word); !folded.empty()) words.push_back(folded);
    word.clear();
  };
  for (const char c : text) {
    const bool between =
        static_cast<unsigned char>(c) < 0x80 && std::isalnum(static_cast<unsigned char>(c)) == 0;
    between ? end() : word.push_back(c);
  }
  end();
  return words;
}

// "insulin resist" and "insulinresistance" are parts of "Insulin resistance range", "homa_irr" none
// of "HOMA-IR reads".
class Part {
 public:
  explicit Part(std::string_view topic) : words_(folded_words(topic)) {
    for (const std::string& word : words_) joined_ += word;
  }

  [[nodiscard]] bool is_in(std::string_view text) const {
    const std::vector<std::string> whole = folded_words(text);
    for (std::size_t at = 0; at < whole.size(); ++at) {
      if (begins_at(whole, at) || is_joined_at(whole, at)) return true;
    }
    return false;
  }

 private:
  // One word may stand inside another; of several the last one may be unfinished.
  [[nodiscard]] bool begins_at(const std::vector<std::string>& whole, std::size_t at) const {
    if (words_.size() == 1) return whole[at].find(joined_) != std::string::npos;
    if (words_.empty() || at + words_.size() > whole.size()) return false;
    const std::size_t last = words_.size() - 1;
    return std::equal(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(last),
                      whole.begin() + static_cast<std::ptrdiff_t>(at)) &&
           whole[at + last].rfind(words_[last], 0) == 0;
  }

  [[nodiscard]] bool is_joined_at(const std::vector<std::string>& whole, std::size_t at) const {
    std::string joined;
    while (at < whole.size() && joined.size() < joined_.size()) joined += whole[at++];
    return joined == joined_;
  }

  std::vector<std::string> words_;
  std::string joined_;
};

Topics with_part(const Catalogue& catalogue, const std::string& topic) {
  const Part part(topic);
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

}  // namespace

Topics find_topics(const Catalogue& catalogue, const std::string& topic) {
  constexpr std::size_t kLeastPart = 3;  // letters; less is found in too much
  Topics found = with_id(catalogue, topic);
  const std::string folded = text::fold_name(topic);
  if (found.empty() && !folded.empty()) found = with_name(catalogue, folded);
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
