#include "loader/validate.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "loader/tree.hpp"
#include "text/text.hpp"

namespace metindex::loader {
namespace {

using Names = std::vector<std::string>;
constexpr std::string_view kBuiltIn = "catalogue/";  // their files
constexpr std::size_t kMostContexts = 64;            // a bit each

// Words that options, columns and lists have for themselves.
constexpr std::array<std::string_view, 28> kReserved = {
    "all",     "assume_units", "band",  "bounds", "catalogue",     "censored",  "column",
    "context", "contexts",     "core",  "format", "decimal_comma", "delimiter", "digits",
    "flags",   "help",         "index", "input",  "known",         "line",      "missing",
    "notes",   "output",       "quiet", "scheme", "strict",        "thousands", "units"};

bool is_identifier(std::string_view s) {
  return !s.empty() && s.front() >= 'a' && s.front() <= 'z' &&
         std::all_of(s.begin(), s.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

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
        indices_(ids(all.indices)),
        references_(ids(all.references)) {
    for (const Document& document : all.documents) {
      for (const auto& section : document.sections)
        passages_.insert(passages_.end(), section.passages.begin(), section.passages.end());
    }
    std::sort(passages_.begin(), passages_.end());
  }

  void run() {
    one_namespace();
    one_meaning_of_each_name();
    one_meaning_of_each_spelling();
    for (const Analyte& analyte : all_.analytes) {
      if (!analyte.one_of_many) check(analyte);
    }
    for (const Index& index : all_.indices) check(index);
    for (const Scheme& scheme : all_.schemes) check(scheme);
    if (all_.contexts.size() > kMostContexts) {
      fail(all_.contexts[kMostContexts].place, "there are more than 64 contexts");
    }
    for (const Context& context : all_.contexts) check(context);
    for (const Note& note : all_.notes) check(note);
    each_id_once(all_.units, "unit");
    each_id_once(all_.notes, "note");
    each_id_once(all_.tags, "tag");
    each_id_once(all_.references, "reference");
    each_id_once(all_.documents, "document");
    each_id_once(all_.datasets, "dataset");
    each_id_once(all_.field_names, "field_names");
    each_passage_once();
    for (const Dataset& dataset : all_.datasets) {
      for (const auto& [header, analyte] : dataset.columns)
        known(analytes_, analyte, "analyte", dataset.place);
    }
    for (const Analyte& analyte : all_.analytes) {
      if (!analyte.marks.empty()) known(analytes_, analyte.marks, "analyte", analyte.place);
    }
    for (const FieldNames& names : all_.field_names) check(names);
  }

 private:
  static bool holds(const Names& names, const std::string& name) {
    return std::binary_search(names.begin(), names.end(), name);
  }

  static void known(const Names& names, const std::string& name, std::string_view kind,
                    const Place& place) {
    if (holds(names, name)) return;
    fail(place,
         "no " + std::string(kind) + " is called '" + name + "'" + text::did_you_mean(name, names));
  }

  // Analytes, indices, contexts and tags are all plain names, in a formula or a condition. A user's
  // word is refused where it stands, not where the built-in one does.
  void one_namespace() const {
    struct Owner {
      std::string kind;
      Place place;
    };
    std::map<std::string, Owner> seen;
    const auto add = [&](const std::string& id, const Place& place, const std::string& kind) {
      must_be_a_name(id, place, kind);
      const auto [found, fresh] = seen.emplace(id, Owner{kind, place});
      if (fresh) return;
      const bool earlier_is_users = !found->second.place.file.starts_with(kBuiltIn);
      const Owner own = earlier_is_users ? found->second : Owner{kind, place};
      const Owner other = earlier_is_users ? Owner{kind, place} : found->second;
      fail(own.place, own.kind + " '" + id + "': that is the name of the " + other.kind + " at " +
                          other.place.file + ":" + std::to_string(other.place.line));
    };
    for (const Analyte& a : all_.analytes) add(a.id, a.place, "analyte");
    for (const Index& i : all_.indices) add(i.id, i.place, "index");
    for (const Context& c : all_.contexts) add(c.id, c.place, "context");
    for (const Tag& t : all_.tags) add(t.id, t.place, "tag");
  }

  static void must_be_a_name(std::string id, const Place& place, const std::string& kind) {
    std::replace(id.begin(), id.end(), '-', '_');
    const bool reserved = std::find(kReserved.begin(), kReserved.end(), id) != kReserved.end() ||
                          (id.size() > 5 && id.substr(id.size() - 5) == "_band");
    if (!is_identifier(id))
      fail(place, kind + " '" + id + "': a name has small letters, digits and _");
    if (reserved) fail(place, kind + " '" + id + "': that word has another meaning");
  }

  // A header or a unit's spelling that means two things would be read as one of them.
  void one_meaning_of_each_spelling() const {
    std::map<std::string, std::string> headers;
    for (const Analyte& analyte : all_.analytes) {
      Names names = analyte.headers;
      names.push_back(analyte.id);
      names.insert(names.end(), analyte.ambiguous.begin(), analyte.ambiguous.end());
      for (const std::string& name : names) {
        const auto [found, fresh] = headers.emplace(text::fold_name(name), analyte.id);
        if (!fresh && found->second != analyte.id) {
          fail(analyte.place,
               "header '" + name + "' means " + found->second + " and " + analyte.id);
        }
      }
      if (!analyte.one_of_many) spellings_differ(analyte);
    }
    one_meaning_of_each_timed_name();
  }

  void one_meaning_of_each_timed_name() const {
    std::map<std::string, std::string> seen;
    for (const Analyte& analyte : all_.analytes) {
      if (!analyte.load) continue;
      for (const Names* list : {&analyte.load->names, &analyte.load->letters}) {
        for (const std::string& name : *list) {
          const auto [found, fresh] = seen.emplace(text::fold_name(name), analyte.id);
          if (fresh || found->second == analyte.id) continue;
          fail(analyte.place,
               "'" + name + "' with a time means " + found->second + " and " + analyte.id);
        }
      }
    }
  }

  void spellings_differ(const Analyte& analyte) const {
    std::map<std::string, std::string> seen;
    for (const Unit& unit : all_.units) {
      if (analyte.find_unit(unit.id) == nullptr) continue;
      Names names = unit.spellings;
      names.push_back(unit.id);
      names.push_back(unit.ucum);
      for (const std::string& name : names) {
        const auto [found, fresh] = seen.emplace(text::fold_unit(name), unit.id);
        if (!fresh && found->second != unit.id) {
          fail(unit.place,
               "'" + name + "' means " + found->second + " and " + unit.id + " for " + analyte.id);
        }
      }
    }
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
      if (!c.option.empty()) must_be_a_name(c.option, analyte.place, "conversion option");
      if (!c.reference.empty()) known(references_, c.reference, "reference", analyte.place);
    }
    for (const KnownColumn& column : analyte.columns) {
      if (!column.unit.empty()) known(own, column.unit, kind, analyte.place);
    }
    for (const GlucoseLoad::Ranges& ranges :
         analyte.load ? analyte.load->ranges : std::vector<GlucoseLoad::Ranges>()) {
      known(own, ranges.unit, kind, analyte.place);
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
    if (units.empty()) computed(scheme.quantity, scheme.place);
    std::sort(units.begin(), units.end());
    for (const std::string& unit : scheme.units())
      known(units, unit, "unit of " + scheme.quantity, scheme.place);
  }

  // An analyte or an index.
  void computed(const std::string& name, const Place& place) const {
    if (holds(analytes_, name) || holds(indices_, name)) return;
    Names all = analytes_;
    all.insert(all.end(), indices_.begin(), indices_.end());
    fail(place, "no analyte or index is called '" + name + "'" + text::did_you_mean(name, all));
  }

  void check(const Context& context) const {
    known(references_, context.reference, "reference", context.place);
    for (const Names* list : {&context.no_value, &context.no_band, &context.caution}) {
      for (const std::string& name : *list) {
        if (name != "*") computed(name, context.place);
      }
    }
    for (const std::string& index : context.except) known(indices_, index, "index", context.place);
  }

  static void check(const FieldNames& names) {
    for (const std::string& form : names.forms) {
      std::string rest = form;
      bool numbered = true;
      for (const std::string_view part : {"{field}", "{visit}", "{repeat}"}) {
        const std::size_t at = rest.find(part);
        if (at != std::string::npos) rest.erase(at, part.size());
        numbered = numbered && (at != std::string::npos || part == "{repeat}");
      }
      if (numbered && rest.find_first_of("{}") == std::string::npos) continue;
      fail(names.place, "field_names '" + names.id + "': '" + form +
                            "' must have {field} and {visit}, may have {repeat}, each once");
    }
  }

  void check(const Note& note) const {
    if (!is_identifier(note.id))
      fail(note.place, "note '" + note.id + "': a name has small letters, digits and _");
    for (const Note::Source& source : note.sources)
      known(references_, source.reference, "reference", note.place);
    for (const Text passage : note.covers)
      known(passages_, passage, "passage of a document", note.place);
  }

  template <typename T>
  static void each_id_once(const std::vector<T>& list, const std::string& kind) {
    std::map<std::string_view, const T*> seen;
    for (const T& item : list) {
      const auto [found, fresh] = seen.emplace(item.id, &item);
      if (!fresh)
        fail(item.place, kind + " '" + item.id + "' stands already in " +
                             found->second->place.file + ":" +
                             std::to_string(found->second->place.line));
    }
  }

  void each_passage_once() const {
    std::set<std::string_view> seen;
    for (const Document& document : all_.documents) {
      known(references_, document.id, "reference", document.place);
      for (const auto& section : document.sections) {
        for (const Text passage : section.passages) {
          if (!seen.insert(passage).second)
            fail(document.place, "passage '" + passage + "' stands twice");
        }
      }
    }
    for (const LeftOut& left_out : all_.left_out) {
      for (const Text passage : left_out.passages)
        known(passages_, passage, "passage of a document", left_out.place);
    }
  }

  const Declarations& all_;
  Names units_, analytes_, indices_, references_, passages_;
};

}  // namespace

void validate(const Declarations& all) { Validator(all).run(); }

}  // namespace metindex::loader
