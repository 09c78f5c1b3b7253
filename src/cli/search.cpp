#include "cli/search.hpp"

#include <algorithm>

#include "assess/flag_kinds.hpp"
#include "cli/word_match.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

using Texts = std::vector<std::string_view>;

template <typename T>
Texts views(const std::vector<T>& list) {
  return {list.begin(), list.end()};
}

// Of a text in paragraphs and tables; a cell counts as one.
std::vector<std::string_view> sentences(std::string_view text) {
  std::vector<std::string_view> found;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool line = text[i] == '\n' || text[i] == '|';
    const bool stop =
        (text[i] == '.' || text[i] == '?') && i + 1 < text.size() && text[i + 1] == ' ';
    if (!line && !stop) continue;
    found.push_back(text.substr(begin, i + (stop ? 1 : 0) - begin));
    begin = i + 1;
  }
  found.push_back(text.substr(begin));
  return found;
}

class Searcher {
 public:
  explicit Searcher(const std::string& words) {
    for (const std::string_view word : text::split(words, ' ')) {
      WordMatch match(word);
      if (!match.empty()) words_.push_back(std::move(match));
    }
  }

  void look(std::string_view kind, std::string_view id, std::string_view title, Texts names,
            const Texts& texts) {
    names.insert(names.end(), {id, title});
    const auto in_names = [&](const WordMatch& word) { return stands_in(word, names); };
    const auto found = [&](const WordMatch& word) {
      return in_names(word) || stands_in(word, texts);
    };
    if (words_.empty() || !std::all_of(words_.begin(), words_.end(), found)) return;
    const auto missing = std::find_if_not(words_.begin(), words_.end(), in_names);
    const bool named = missing == words_.end();
    std::vector<Hit>& hits = kind == "reference" ? cited_ : named ? named_ : told_;
    hits.push_back({kind, id, title, named ? "" : sentence_with(*missing, texts)});
  }

  std::vector<Hit> hits() {
    named_.insert(named_.end(), told_.begin(), told_.end());
    named_.insert(named_.end(), cited_.begin(), cited_.end());
    return std::move(named_);
  }

 private:
  static bool stands_in(const WordMatch& word, const Texts& texts) {
    return std::any_of(texts.begin(), texts.end(), [&](auto text) { return word.is_in(text); });
  }

  static std::string sentence_with(const WordMatch& word, const Texts& texts) {
    for (const std::string_view text : texts) {
      for (const std::string_view sentence : sentences(text)) {
        if (word.is_in(sentence)) return std::string(text::trim(sentence));
      }
    }
    return {};
  }

  std::vector<WordMatch> words_;
  std::vector<Hit> named_, told_, cited_;
};

void look_at_schemes(const Declarations& all, Searcher& searcher) {
  for (const Scheme& s : all.schemes) {
    Texts labels;
    for (const Band& band : s.bands) labels.push_back(band.label);
    searcher.look("scheme", s.id, s.title, labels, {s.quantity, s.remark, s.population});
  }
}

}  // namespace

std::vector<Hit> search(const Catalogue& catalogue, const std::string& words) {
  const Declarations& all = catalogue.declarations();
  Searcher searcher(words);
  for (const Index& i : all.indices) {
    Texts names = views(i.aliases);
    names.push_back(i.name);
    searcher.look("index", i.id, i.title, names, {i.rises, i.caveat, i.caution, i.experimental});
  }
  for (const Analyte& a : all.analytes) {
    if (!a.one_of_many) searcher.look("analyte", a.id, a.title, {a.name}, {a.note, a.caution});
  }
  for (const Note& n : all.notes)
    searcher.look(n.kind, n.id, n.title, views(n.names), {n.text, n.deep});
  for (const Context& c : all.contexts) searcher.look("context", c.id, c.title, {}, {c.reason});
  for (const Tag& t : all.tags) searcher.look("tag", t.id, t.title, {}, {});
  look_at_schemes(all, searcher);
  for (const FlagKind& f : flag_kinds()) searcher.look("flag", f.id, f.meaning, {}, {});
  for (const Reference& r : all.references) searcher.look("reference", r.id, r.text, {}, {});
  return searcher.hits();
}

}  // namespace metindex::cli
