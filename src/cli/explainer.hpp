// Pages about what the catalogue declares: `explain` shows one, or several one after another.
#pragma once

#include <string>
#include <vector>

#include "assess/contexts.hpp"
#include "assess/flag_kinds.hpp"
#include "cli/page.hpp"
#include "metindex/catalogue.hpp"

namespace metindex::cli {

class Explainer {
 public:
  Explainer(const Catalogue& catalogue, Page::Style style);

  void index(const Index& index);
  void analyte(const Analyte& analyte);
  void scheme(const Scheme& scheme, bool is_default);
  void context(const Context& context);
  void tag(const Tag& tag);
  void note(const Note& note);
  void document(const Document& document);
  void flag(const FlagKind& flag);
  void reference(const Reference& reference);
  void no_band_line(const std::string& quantity);

  [[nodiscard]] const std::string& text() const { return page_.text(); }

 private:
  // The contexts in which a quantity has no value, and the others in which it has no band.
  struct Withheld {
    ContextSet value = 0, band = 0;
    ContextSet of_adults = 0;  // of `band`: by schemes for adults only
  };
  [[nodiscard]] Withheld withheld(const std::string& quantity) const;
  [[nodiscard]] std::string without_value(const Context& context) const;
  [[nodiscard]] std::string told(const Withheld& all, ContextSet of_these) const;

  void notes_naming(const std::string& name);
  void sources(const Note& note);
  void inputs(const Index& index);
  void samples(const Index& index);
  void withheld_terms(const std::string& quantity);
  void timed_headers(const Analyte& analyte);
  void example(const Index& index);
  void schemes(const std::string& quantity, const std::string& standard);

  const Catalogue& catalogue_;
  const Declarations& all_;
  Page page_;
};

}  // namespace metindex::cli
