#include "cli/scheme_list.hpp"

#include <algorithm>

#include "assess/compiled.hpp"
#include "cli/exit.hpp"
#include "cli/page.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

using Schemes = std::vector<const Scheme*>;

constexpr const char* kHow =
    "Choose with --scheme QUANTITY=NAME; metindex explain NAME tells the bands. Kinds answer "
    "different questions: they are not steps of one ladder, and no two schemes are either. For "
    "adults, unless ages stand here.";

// "Tohidi 2014, men" and "Tohidi 2014, women" -> "Tohidi 2014, men and women apart"
std::string title_of(const Schemes& variants) {
  const std::string& title = variants.front()->title;
  const std::size_t comma = title.rfind(", ");
  if (variants.size() == 1 || comma == std::string::npos) return title;
  return title.substr(0, comma) + ", men and women apart";
}

std::string about(const Catalogue& catalogue, const Schemes& variants) {
  const Scheme& scheme = *variants.front();
  std::vector<std::string> parts = {title_of(variants), scheme.population};
  const bool adults = scheme.age_min == 18 && !scheme.age_max;  // unless it says otherwise
  if (const std::string ages = scheme.ages(); !adults && !ages.empty()) parts.push_back(ages);
  const Reference* reference = catalogue.reference(scheme.reference);
  return text::join(parts, "; ") + ". " + (reference == nullptr ? "" : reference->link());
}

class List {
 public:
  explicit List(const Catalogue& catalogue) : catalogue_(catalogue), page_(find_terminal()) {
    page_.paragraph(kHow);
  }

  void add(const std::string& id, const std::string& name, const std::string& standard) {
    std::vector<std::string> kinds;
    for (const Scheme* scheme : of(id, "")) {
      if (std::find(kinds.begin(), kinds.end(), scheme->kind) == kinds.end())
        kinds.push_back(scheme->kind);
    }
    if (!kinds.empty()) page_.heading(name == id ? name : name + " (" + id + ")");
    for (const std::string& kind : kinds) add_kind(id, kind, standard);
  }

  [[nodiscard]] const std::string& text() const { return page_.text(); }

 private:
  // The first variant of each scheme; of any kind where `kind` is empty.
  [[nodiscard]] Schemes of(const std::string& quantity, const std::string& kind) const {
    Schemes found;
    for (const Scheme& scheme : catalogue_.declarations().schemes) {
      if (scheme.quantity != quantity || (!kind.empty() && scheme.kind != kind)) continue;
      if (catalogue_.scheme(quantity, scheme.id).front() == &scheme) found.push_back(&scheme);
    }
    return found;
  }

  void add_kind(const std::string& quantity, const std::string& kind, const std::string& standard) {
    page_.paragraph(kind_words(kind), 2);
    std::vector<std::vector<std::string>> rows;
    for (const Scheme* scheme : of(quantity, kind)) {
      rows.push_back({"    " + scheme->id + (scheme->id == standard ? " (default)" : ""),
                      about(catalogue_, catalogue_.scheme(quantity, scheme->id))});
    }
    page_.table(rows);
  }

  const Catalogue& catalogue_;
  Page page_;
};

}  // namespace

std::optional<std::string> asks_for_schemes(const std::vector<std::string>& written) {
  constexpr std::string_view kOne = "=list";
  for (const std::string& scheme : written) {
    if (scheme == "list") return "";
    const std::size_t at = scheme.size() - std::min(scheme.size(), kOne.size());
    if (at > 0 && scheme.substr(at) == kOne) return scheme.substr(0, at);
  }
  return std::nullopt;
}

std::pair<std::string, std::string> read_scheme(const Catalogue& catalogue,
                                                const std::string& written) {
  const std::size_t equals = written.find('=');
  if (equals != std::string::npos && equals > 0)
    return {written.substr(0, equals), written.substr(equals + 1)};
  constexpr std::size_t kAtMost = 5;
  std::vector<std::string> meant;
  for (const Scheme& scheme : catalogue.declarations().schemes) {
    const std::string pair = scheme.quantity + "=" + written;
    const bool told = std::find(meant.begin(), meant.end(), pair) != meant.end();
    if (scheme.id == written && !told && meant.size() < kAtMost) meant.push_back(pair);
  }
  const std::string what = "--scheme: '" + written + "'";
  if (!meant.empty()) usage(what + " does not say of what: " + text::join(meant, " or "));
  if (catalogue.analyte(written) != nullptr || catalogue.index(written) != nullptr)
    usage(what + " does not say which; --scheme " + written + "=list shows those that there are");
  usage(what +
        " is not of the form QUANTITY=SCHEME, such as glucose=ada; 'metindex list schemes' "
        "shows all");
}

std::string kind_words(const std::string& kind) {
  std::string words = kind == "roc" ? "cut-off chosen against another test (ROC)" : kind;
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string scheme_list(const Catalogue& catalogue, const std::string& quantity) {
  const Index* index = catalogue.index(quantity);
  const Analyte* analyte = catalogue.analyte(quantity);
  if (!quantity.empty() && index == nullptr && analyte == nullptr) {
    throw Failure{ExitCode::usage,
                  "no analyte or index is called '" + quantity + "'" +
                      text::did_you_mean(quantity, catalogue.compiled().symbols.names())};
  }
  List list(catalogue);
  const std::string before = list.text();
  for (const Analyte& each : catalogue.declarations().analytes) {
    if (quantity.empty() || &each == analyte) list.add(each.id, each.name, each.scheme);
  }
  for (const Index& each : catalogue.declarations().indices) {
    if (quantity.empty() || &each == index) list.add(each.id, each.name, each.scheme);
  }
  if (list.text() == before) throw Failure{ExitCode::usage, "there is no scheme of " + quantity};
  return list.text();
}

}  // namespace metindex::cli
