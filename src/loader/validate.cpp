#include "loader/validate.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "loader/toml_reader.hpp"
#include "text/text.hpp"

namespace metindex::loader {
namespace {

using Names = std::vector<std::string>;
constexpr std::size_t kMostContexts = 64;  // a bit each

template <typename T>
Names ids(const std::vector<T>& list) {
  Names found;
  found.reserve(list.size());
  for (const T& item : list) found.push_back(item.id);
  std::sort(found.begin(), found.end());
  return found;
}

class Validator {
 public:
  explicit Validator(const Declarations& all)
      : all_(all),
        units_(ids(all.units)),
        analytes_(ids(all.analytes)),
        references_(ids(all.references)) {}

  void run() {
    one_namespace();
    one_meaning_of_each_name();
    for (const Analyte& analyte : all_.analytes) check(analyte);
    for (const Index& index : all_.indices) check(index);
    for (const Scheme& scheme : all_.schemes) check(scheme);
    if (all_.contexts.size() > kMostContexts) {
      fail(all_.contexts[kMostContexts].place, "there are more than 64 contexts");
    }
    for (const Context& context : all_.contexts) check(context);
    for (const Note& note : all_.notes) check(note);
    for (const Dataset& dataset : all_.datasets) {
      for (const auto& [header, analyte] : dataset.columns)
        known(analytes_, analyte, "analyte", dataset.place);
    }
  }

 private:
  static void known(const Names& names, const std::string& name, std::string_view kind,
                    const Place& place) {
    if (std::binary_search(names.begin(), names.end(), name)) return;
    fail(place,
         "no " + std::string(kind) + " is called '" + name + "'" + text::did_you_mean(name, names));
  }

  // Analytes, indices and contexts are all plain names in a formula.
  void one_namespace() const {
    std::map<std::string, std::string> seen;
    const auto add = [&](const std::string& id, const Place& place, const std::string& kind) {
      const auto [found, fresh] = seen.emplace(id, kind);
      if (!fresh) fail(place, kind + " '" + id + "' has the name of an " + found->second);
    };
    for (const Analyte& a : all_.analytes) add(a.id, a.place, "analyte");
    for (const Index& i : all_.indices) add(i.id, i.place, "index");
    for (const Context& c : all_.contexts) add(c.id, c.place, "context");
  }

  // An index is found by its id or an alias in any letter case, so these must differ.
  void one_meaning_of_each_name() const {
    std::map<std::string, std::string> seen;
    for (const Index& index : all_.indices) {
      Names names = index.aliases;
      names.push_back(index.id);
      for (const std::string& name : names) {
        const auto [found, fresh] = seen.emplace(text::fold_name(name), index.id);
        if (!fresh && found->second != index.id) {
          fail(index.place, "index '" + index.id + "': '" + name + "' means index '" +
                                found->second + "' already");
        }
      }
    }
  }

  void default_scheme(const std::string& quantity, const std::string& id,
                      const Place& place) const {
    if (id.empty()) return;
    Names names;
    for (const Scheme& s : all_.schemes) {
      if (s.quantity == quantity) names.push_back(s.id);
    }
    std::sort(names.begin(), names.end());
    known(names, id, "scheme of " + quantity, place);
  }

  void check(const Analyte& analyte) const {
    for (const AnalyteUnit& unit : analyte.units) known(units_, unit.id, "unit", analyte.place);
    Names own;
    for (const AnalyteUnit& unit : analyte.units) own.push_back(unit.id);
    std::sort(own.begin(), own.end());
    const std::string kind = "unit of " + analyte.id;
    for (const Conversion& c : analyte.conversions) {
      known(own, c.from, kind, analyte.place);
      known(own, c.to, kind, analyte.place);
      if (!c.reference.empty()) known(references_, c.reference, "reference", analyte.place);
    }
    for (const KnownColumn& column : analyte.columns) {
      if (!column.unit.empty()) known(own, column.unit, kind, analyte.place);
    }
    default_scheme(analyte.id, analyte.scheme, analyte.place);
  }

  void check(const Index& index) const {
    known(references_, index.reference, "reference", index.place);
    if (index.checks.empty())
      fail(index.place, "index '" + index.id + "' needs at least one 'check'");
    default_scheme(index.id, index.scheme, index.place);
  }

  void check(const Scheme& scheme) const {
    const auto sex = std::find_if(all_.analytes.begin(), all_.analytes.end(),
                                  [](const Analyte& a) { return a.id == "sex"; });
    if (!scheme.sex.empty() && sex != all_.analytes.end()) {
      known(ids(sex->categories), scheme.sex, "sex", scheme.place);
    }
    known(references_, scheme.reference, "reference", scheme.place);
    Names units;
    for (const Analyte& a : all_.analytes) {
      if (a.id != scheme.quantity) continue;
      for (const AnalyteUnit& u : a.units) units.push_back(u.id);
    }
    for (const Index& i : all_.indices) {
      if (i.id == scheme.quantity) units.push_back(i.unit);
    }
    if (units.empty()) {
      Names quantities = analytes_;
      for (const Index& i : all_.indices) quantities.push_back(i.id);
      fail(scheme.place, "no analyte or index is called '" + scheme.quantity + "'" +
                             text::did_you_mean(scheme.quantity, quantities));
    }
    std::sort(units.begin(), units.end());
    for (const std::string& unit : scheme.units())
      known(units, unit, "unit of " + scheme.quantity, scheme.place);
  }

  void check(const Context& context) const {
    known(references_, context.reference, "reference", context.place);
    for (const Names* list : {&context.no_value, &context.no_band, &context.caution}) {
      for (const std::string& analyte : *list) {
        if (analyte != "*") known(analytes_, analyte, "analyte", context.place);
      }
    }
  }

  void check(const Note& note) const {
    for (const std::string& source : note.sources) {
      known(references_, source.substr(0, source.find(':')), "reference", note.place);
    }
  }

  const Declarations& all_;
  Names units_, analytes_, references_;
};

}  // namespace

void validate(const Declarations& all) { Validator(all).run(); }

}  // namespace metindex::loader
