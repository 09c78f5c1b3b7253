#include "cli/search.hpp"

#include <algorithm>

#include "text/text.hpp"

namespace metindex::cli {
namespace {

using Texts = std::vector<std::string_view>;

// "GLP-1" is found by "glp-1" and by "glp1".
bool has(std::string_view where, std::string_view word) {
  return text::lower(where).find(word) != std::string::npos ||
         text::fold_name(where).find(word) != std::string::npos;
}

// The first sentence with the word, of a text in paragraphs.
std::string sentence_with(std::string_view passage, std::string_view word) {
  const std::string small = text::lower(passage);
  const std::size_t at = small.find(word);
  if (at == std::string::npos) return {};
  const auto ends = [&](std::size_t i) {
    const bool stop = small[i] == '.' || small[i] == '?' || small[i] == ':';
    return small[i] == '\n' || small[i] == '|' ||
           (stop && i + 1 < small.size() && small[i + 1] == ' ');
  };
  std::size_t begin = at;
  while (begin > 0 && !ends(begin - 1)) --begin;
  std::size_t end = at;
  while (end < small.size() && !ends(end)) ++end;
  if (end < small.size() && small[end] == '.') ++end;
  return std::string(text::trim(passage.substr(begin, end - begin)));
}

class Searcher {
 public:
  explicit Searcher(const std::string& words) {
    const std::string all = text::lower(words);
    for (const std::string_view word : text::split(all, ' ')) {
      if (!word.empty()) words_.emplace_back(word);
    }
  }

  void look(std::string_view kind, std::string_view id, std::string_view title, const Texts& names,
            const Texts& texts) {
    const auto in_names = [&](const std::string& word) {
      return has(id, word) || has(title, word) ||
             std::any_of(names.begin(), names.end(), [&](auto name) { return has(name, word); });
    };
    const auto found = [&](const std::string& word) {
      return in_names(word) ||
             std::any_of(texts.begin(), texts.end(), [&](auto told) { return has(told, word); });
    };
    if (words_.empty() || !std::all_of(words_.begin(), words_.end(), found)) return;
    if (std::all_of(words_.begin(), words_.end(), in_names)) {
      named_.push_back({kind, id, title, {}});
      return;
    }
    std::string sentence;
    for (const std::string_view told : texts) {
      for (const std::string& word : words_) {
        if (sentence.empty() && !in_names(word)) sentence = sentence_with(told, word);
      }
    }
    told_.push_back({kind, id, title, std::move(sentence)});
  }

  std::vector<Hit> hits() {
    named_.insert(named_.end(), told_.begin(), told_.end());
    return std::move(named_);
  }

 private:
  std::vector<std::string> words_;
  std::vector<Hit> named_, told_;
};

template <typename T>
Texts views(const std::vector<T>& list) {
  return {list.begin(), list.end()};
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
  for (const Context& c : all.contexts) searcher.look("context", c.id, c.title, {}, {c.reason});
  for (const Tag& t : all.tags) searcher.look("tag", t.id, t.title, {}, {});
  for (const Note& n : all.notes)
    searcher.look(n.kind, n.id, n.title, views(n.names), {n.text, n.deep});
  for (const Reference& r : all.references) searcher.look("reference", r.id, r.text, {}, {});
  return searcher.hits();
}

}  // namespace metindex::cli
