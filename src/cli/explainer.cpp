#include "cli/explainer.hpp"

#include <algorithm>

#include "assess/compiled.hpp"
#include "cli/documents.hpp"
#include "cli/scheme_list.hpp"
#include "cli/timed_options.hpp"
#include "formula/syntax.hpp"
#include "metindex/check.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

std::string cited(const Catalogue& catalogue, const std::string& id) {
  const Reference* reference = catalogue.reference(id);
  if (reference == nullptr) return id;
  return reference->citation();
}

// "fasting glucose in mg/dL; also read in mmol/L", "sex, female or male"
std::string input_told(const Analyte& analyte, const std::string& in) {
  std::vector<std::string> words;
  for (const Category& category : analyte.categories) words.push_back(category.id);
  if (!words.empty()) return analyte.name + ", " + text::join(words, " or ");
  for (const AnalyteUnit& unit : analyte.units) {
    if (unit.id != in) words.push_back(unit.id);
  }
  const std::string others = words.empty() ? "" : "; also read in " + text::join(words, ", ");
  return analyte.name + " in " + in + others;
}

}  // namespace

Explainer::Explainer(const Catalogue& catalogue, Page::Style style)
    : catalogue_(catalogue), all_(catalogue.declarations()), page_(find_terminal(), style) {}

void Explainer::index(const Index& index) {
  page_.title(index.name + " (" + index.id + ")");
  page_.paragraph(index.title);
  page_.blank();
  page_.term("Formula",
             catalogue_.formula_text(index) + (index.unit == "1" ? "" : "  [" + index.unit + "]"));
  inputs(index);
  samples(index);
  const auto& counted = catalogue_.compiled().get(index).value.counted();
  for (std::size_t i = 0; i < counted.size(); ++i)
    page_.term("Counts", index.criteria[i] + ": " + counted[i]);
  page_.term("Domain", catalogue_.needs_text(index));
  page_.term("Doubtful",
             index.doubt + (index.doubt_reason.empty() ? "" : ": " + index.doubt_reason));
  page_.term("Rises", index.rises);
  page_.term("Caveat", index.caveat);
  page_.term("Bands", index.caution);
  withheld_terms(index.id);
  page_.term("Not checked", index.experimental);
  page_.term("Reference", cited(catalogue_, index.reference));
  page_.term("Checked", std::to_string(index.checks.size()) +
                            " check values; metindex check --index " + index.id);
  example(index);
  schemes(index.id, index.scheme);
}

// What goes in, and of samples after a glucose drink what they are.
void Explainer::inputs(const Index& index) {
  std::vector<std::string> notes;
  for (const auto& input : catalogue_.inputs(index)) {
    const Analyte& analyte = *input.analyte;
    page_.term("Input", analyte.id + ": " + input_told(analyte, input.unit) +
                            (input.optional ? "; may be missing" : ""));
    if (analyte.family.empty()) continue;
    const std::string& note = catalogue_.analyte(analyte.family)->load->note;
    if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
  }
  for (const std::string& note : notes) page_.term("Load", note);
}

void Explainer::samples(const Index& index) {
  for (const formula::Series& series : catalogue_.compiled().get(index).value.series()) {
    if (!series.open) continue;
    page_.term("Samples", series.analyte + ": all that there are from 0 to " +
                              std::to_string(series.minutes.back()) +
                              " min, these two included; of a table, those of its columns");
  }
}

void Explainer::analyte(const Analyte& analyte) {
  page_.title(analyte.name + " (" + analyte.id + ")");
  page_.paragraph(analyte.title);
  page_.blank();
  for (const AnalyteUnit& unit : analyte.units) {
    page_.term("Unit",
               unit.id + (unit.id == "1" ? ""
                                         : ": plausible " + text::shortest(unit.plausible.low) +
                                               " to " + text::shortest(unit.plausible.high)));
  }
  for (const Conversion& c : analyte.conversions)
    page_.term("Conversion", c.from + " to " + c.to + ": " + c.authority +
                                 (c.option.empty() ? "" : "; --" + c.option + " replaces it"));
  std::vector<std::string> categories;
  for (const Category& category : analyte.categories) categories.push_back(category.id);
  page_.term("Values", text::join(categories, ", "));
  page_.term("Note", analyte.note);
  page_.term("Caution", analyte.caution);
  withheld_terms(analyte.id);
  std::vector<std::string> used;
  for (const Index& index : all_.indices) {
    const auto inputs = catalogue_.inputs(index);
    if (std::any_of(inputs.begin(), inputs.end(),
                    [&](const auto& i) { return i.analyte == &analyte; }))
      used.push_back(index.id);
  }
  page_.term("Used by", text::join(used, ", "));
  std::vector<std::string> columns = analyte.headers;
  for (const KnownColumn& column : analyte.columns) columns.push_back(column.name);
  page_.term("Headers", text::join(columns, ", "));
  timed_headers(analyte);
  page_.term("With unit", text::join(analyte.ambiguous, ", "));
  page_.term("LOINC", text::join(analyte.loinc, ", "));
  schemes(analyte.id, analyte.scheme);
}

void Explainer::scheme(const Scheme& scheme, bool is_default) {
  page_.heading(scheme.id + (scheme.sex.empty() ? "" : " (" + scheme.sex + ")") +
                (is_default ? " (default)" : "") + ": " + scheme.title);
  const std::string ages = scheme.ages();
  page_.paragraph(
      kind_words(scheme.kind) + "; " + scheme.population + (ages.empty() ? "" : "; " + ages), 2);
  std::vector<std::vector<std::string>> rows;
  for (const Band& band : scheme.bands) {
    std::vector<std::string> limits;
    for (const auto& [unit, interval] : band.limits)
      limits.push_back(interval.text() + (unit == "1" ? "" : " " + unit));
    rows.push_back({"   ", text::join(limits, ", "), band.label});
  }
  page_.table(rows);
  if (!scheme.applies.empty()) page_.paragraph("Only while " + scheme.applies + ".", 2);
  if (!scheme.remark.empty()) page_.paragraph(scheme.remark, 2);
  page_.paragraph(cited(catalogue_, scheme.reference), 2);
}

Explainer::Withheld Explainer::withheld(const std::string& quantity) const {
  const Analyte* analyte = catalogue_.analyte(quantity);
  const Index* index = analyte == nullptr ? catalogue_.index(quantity) : nullptr;
  const auto naming = [&](std::vector<std::string> Context::* list) {
    return index == nullptr ? contexts_naming(all_, list, {analyte})
                            : contexts_naming(all_, list, catalogue_.compiled().get(*index));
  };
  Withheld found;
  if (index != nullptr) found.value = naming(&Context::no_value);
  const bool has_scheme = std::any_of(all_.schemes.begin(), all_.schemes.end(),
                                      [&](const Scheme& s) { return s.quantity == quantity; });
  if (!has_scheme) return found;
  found.band = naming(&Context::no_band) & ~found.value;
  for (std::size_t i = 0; i < all_.contexts.size(); ++i) {
    if (all_.contexts[i].minors) found.of_adults |= ContextSet{1} << i;
  }
  found.of_adults &= ~(found.value | found.band);
  found.band |= found.of_adults;
  return found;
}

std::string Explainer::told(const Withheld& all, ContextSet of_these) const {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < all_.contexts.size(); ++i) {
    const Context& context = all_.contexts[i];
    const bool of_adults = (all.of_adults >> i & 1U) != 0;
    if ((of_these >> i & 1U) != 0)
      words.push_back(context.title + (of_adults ? ", by schemes for adults" : "") + " (" +
                      context.id + ")");
  }
  return text::join(words, "; ");
}

void Explainer::withheld_terms(const std::string& quantity) {
  const Withheld found = withheld(quantity);
  page_.term("No value", told(found, found.value));
  page_.term("No band", told(found, found.band));
}

void Explainer::no_band_line(const std::string& quantity) {
  const Withheld found = withheld(quantity);
  const std::string contexts = told(found, found.value | found.band);
  if (!contexts.empty()) page_.paragraph("No band if: " + contexts + ".", 2);
}

std::string Explainer::without_value(const Context& context) const {
  std::vector<std::string> analytes, indices;
  for (const std::string& name : context.no_value)
    (catalogue_.index(name) == nullptr ? analytes : indices).push_back(name);
  std::vector<std::string> parts;
  if (!analytes.empty()) parts.push_back("for what is computed from " + text::join(analytes, ", "));
  if (!indices.empty()) parts.push_back("for " + text::join(indices, ", "));
  return text::join(parts, "; ");
}

void Explainer::context(const Context& context) {
  page_.title(context.title + " (" + context.id + ")");
  page_.blank();
  page_.term("Reason", context.reason);
  page_.term("No value", without_value(context));
  page_.term("Except", text::join(context.except, ", "));
  const bool every = context.no_band == std::vector<std::string>{"*"};
  if (context.minors || every) {
    page_.term("No band", every ? "in any scheme" : "in schemes for adults");
  } else if (!context.no_band.empty()) {
    page_.term("No band",
               "for " + text::join(context.no_band, ", ") + " and what is computed from them");
  }
  page_.term("Caution", text::join(context.caution, ", "));
  page_.term("Found by", context.when);
  page_.term("Declared", "metindex calc --context " + context.id + " ...");
  notes_naming(context.id);
  page_.term("Reference", cited(catalogue_, context.reference));
}

// The notes that a context or a tag shows.
void Explainer::notes_naming(const std::string& name) {
  std::vector<std::string> ids;
  for (const Note& note : all_.notes) {
    if (formula::names(note.when, name)) ids.push_back(note.id);
  }
  page_.term("Notes", text::join(ids, ", "));
}

void Explainer::tag(const Tag& tag) {
  page_.title(tag.title + " (tag " + tag.id + ")");
  page_.blank();
  page_.term("Found if", tag.when);
  notes_naming(tag.id);
}

void Explainer::note(const Note& note) {
  page_.title(note.title + " (" + note.id + ")");
  page_.markdown(note.text);
  if (!note.deep.empty()) {
    page_.heading("More");
    page_.markdown(note.deep);
  }
  page_.blank();
  page_.term("Kind", note.kind);
  page_.term("Also", text::join(note.names, ", "));
  page_.term("Shown if", note.when);
  page_.term("Grade", note.grade + (note.contested ? "; contested" : ""));
  page_.term("Holds for", note.jurisdiction);
  page_.term("Passages", text::join(note.covers, ", "));
  sources(note);
}

// A reference once, with all the places in it. A document's page says what it is.
void Explainer::sources(const Note& note) {
  std::vector<std::string> told;
  for (const Note::Source& source : note.sources) {
    const std::string& id = source.reference;
    if (std::find(told.begin(), told.end(), id) != told.end()) continue;
    told.push_back(id);
    std::vector<std::string> places;
    for (const Note::Source& other : note.sources) {
      if (other.reference == id && !other.where.empty()) places.push_back(other.where);
    }
    const bool document = std::any_of(all_.documents.begin(), all_.documents.end(),
                                      [&](const Document& d) { return d.id == id; });
    page_.term("Source", (document ? catalogue_.reference(id)->text : cited(catalogue_, id)) +
                             (places.empty() ? "" : " (" + text::join(places, ", ") + ")"));
  }
}

void Explainer::document(const Document& document) {
  page_.title(document.id);
  page_.paragraph(cited(catalogue_, document.id));
  for (const Document::Section& section : document.sections) {
    std::vector<std::vector<std::string>> rows;
    for (const Text passage : section.passages) {
      const Home home = home_of(all_, passage);
      std::vector<std::string> ids;
      for (const Note* note : home.notes) ids.push_back(note->id);
      rows.push_back({"  " + passage, ids.empty() ? home.left_out : text::join(ids, ", ")});
    }
    page_.heading(section.title);
    page_.table(rows);
  }
}

void Explainer::flag(const FlagKind& flag) {
  page_.title(std::string(flag.id));
  page_.blank();
  page_.term("Meaning", std::string(flag.meaning));
  page_.term("Counts as", flag.problem ? "a problem: --strict, --on-problem and --rejects go by it"
                                       : "a remark: the row has no problem by it");
}

void Explainer::reference(const Reference& reference) {
  page_.title(reference.id);
  page_.paragraph(reference.text);
  page_.paragraph(reference.link());
  if (!reference.seen.empty()) page_.paragraph("Seen on " + reference.seen + ".");
}

void Explainer::timed_headers(const Analyte& analyte) {
  const Analyte* fasting = analyte.family.empty() ? &analyte : catalogue_.analyte(analyte.family);
  if (!fasting->load) return;
  const GlucoseLoad& load = *fasting->load;
  const std::string t = std::to_string(analyte.minute);
  if (analyte.family.empty()) {
    page_.term("Samples", analyte.id + "_MIN; MIN is " + text::join_numbers(load.minutes));
  } else {
    page_.term("Fasting", fasting->id + " is minute 0");
  }
  const std::string name = load.names.empty() ? analyte.family_id() : load.names.front();
  std::string such = name + " " + t + " min, " + name + "_" + t + ", ogtt_" + name + "_" + t;
  if (!load.letters.empty()) {
    const std::string letter = load.letters.front();
    such += ", " + letter + t + " (beside " + letter + (analyte.minute > 0 ? "0)" : "30)");
  }
  page_.term("With a time", such);
}

void Explainer::example(const Index& index) {
  const auto check = std::find_if(index.checks.begin(), index.checks.end(),
                                  [](const Check& c) { return c.expect.has_value(); });
  if (check == index.checks.end()) return;
  std::vector<std::string> command = {"metindex calc", "--index " + index.id};
  for (const auto& [analyte, value] : split_given(*check)) {
    command.push_back(option_name(analyte) + " '" + value + "'");
  }
  page_.blank();
  page_.paragraph("Example, " + text::shortest(*check->expect) + " (" + check->from + "):");
  page_.command(command);
}

void Explainer::schemes(const std::string& quantity, const std::string& standard) {
  for (const Scheme& s : all_.schemes) {
    if (s.quantity == quantity && s.id == standard) scheme(s, true);
  }
  std::vector<const Scheme*> others;
  for (const Scheme& s : all_.schemes) {
    if (s.quantity == quantity && s.id != standard) others.push_back(&s);
  }
  constexpr std::size_t kMostPages = 4;  // more are named
  if (others.size() <= kMostPages) {
    for (const Scheme* s : others) scheme(*s, false);
    return;
  }
  page_.heading("More schemes (metindex explain " + quantity + ".NAME, or list schemes " +
                quantity + ")");
  std::vector<std::vector<std::string>> rows;
  for (const Scheme* s : others) {
    if (rows.empty() || rows.back().front() != "  " + s->id)  // men, women
      rows.push_back({"  " + s->id, s->title});
  }
  page_.table(rows);
}

}  // namespace metindex::cli
