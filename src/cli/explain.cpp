// metindex explain: everything the catalogue says of one topic.
#include <algorithm>

#include "assess/compiled.hpp"
#include "cli/commands.hpp"
#include "cli/declared_json.hpp"
#include "cli/page.hpp"
#include "cli/scheme_list.hpp"
#include "cli/streams.hpp"
#include "metindex/check.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

std::string cited(const Catalogue& catalogue, const std::string& id) {
  const Reference* reference = catalogue.reference(id);
  if (reference == nullptr) return id;
  return reference->citation();
}

class Explainer {
 public:
  explicit Explainer(const Catalogue& catalogue)
      : catalogue_(catalogue), all_(catalogue.declarations()), page_(find_terminal()) {}

  void index(const Index& index) {
    page_.title(index.name + " (" + index.id + ")");
    page_.paragraph(index.title);
    page_.blank();
    page_.term("Formula", catalogue_.formula_text(index) +
                              (index.unit == "1" ? "" : "  [" + index.unit + "]"));
    for (const auto& input : catalogue_.inputs(index))
      page_.term("Input", input.analyte->id + ": " + told(*input.analyte, input.unit) +
                              (input.optional ? "; may be missing" : ""));
    for (const formula::Series& series : catalogue_.compiled().find(index)->value.series()) {
      if (!series.open) continue;
      page_.term("Samples", series.analyte + ": all that there are from 0 to " +
                                std::to_string(series.minutes.back()) +
                                " min, these two included; of a table, those of its columns");
    }
    const auto& counted = catalogue_.compiled().find(index)->value.counted();
    for (std::size_t i = 0; i < counted.size(); ++i)
      page_.term("Counts", index.criteria[i] + ": " + counted[i]);
    page_.term("Domain", catalogue_.needs_text(index));
    page_.term("Doubtful",
               index.doubt + (index.doubt_reason.empty() ? "" : ": " + index.doubt_reason));
    page_.term("Rises", index.rises);
    page_.term("Caveat", index.caveat);
    page_.term("Bands", index.caution);
    page_.term("No band", no_band(index.id));
    page_.term("Not checked", index.experimental);
    page_.term("Reference", cited(catalogue_, index.reference));
    page_.term("Checked", std::to_string(index.checks.size()) +
                              " check values; metindex check --index " + index.id);
    example(index);
    schemes(index.id, index.scheme);
  }

  void analyte(const Analyte& analyte) {
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
    page_.term("No band", no_band(analyte.id));
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

  void scheme(const Scheme& scheme, bool is_default) {
    page_.heading(scheme.id + (scheme.sex.empty() ? "" : " (" + scheme.sex + ")") +
                  (is_default ? " (default)" : "") + ": " + scheme.title);
    const std::string ages = ages_words(scheme);
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

  // The contexts in which a quantity that has schemes gets no band by any.
  [[nodiscard]] std::string no_band(const std::string& quantity) const {
    const bool has_scheme = std::any_of(all_.schemes.begin(), all_.schemes.end(),
                                        [&](const Scheme& s) { return s.quantity == quantity; });
    if (!has_scheme) return "";
    std::vector<std::string> read = {quantity};
    if (const Index* index = catalogue_.index(quantity)) {
      read.clear();
      for (const auto& input : catalogue_.inputs(*index)) read.push_back(input.analyte->id);
    }
    std::vector<std::string> found;
    for (const Context& context : all_.contexts) {
      const auto stops = [&](const std::vector<std::string>& list) {
        return std::any_of(list.begin(), list.end(), [&](const std::string& id) {
          return id == "*" || std::find(read.begin(), read.end(), id) != read.end();
        });
      };
      const bool all = stops(context.no_band) || stops(context.no_value);
      if (all || context.minors)
        found.push_back(context.title + (all ? "" : ", by schemes for adults") + " (" + context.id +
                        ")");
    }
    return text::join(found, "; ");
  }

  void no_band_line(const std::string& quantity) {
    if (const std::string contexts = no_band(quantity); !contexts.empty())
      page_.paragraph("No band if: " + contexts + ".", 2);
  }

  void context(const Context& context) {
    page_.title(context.title + " (" + context.id + ")");
    page_.blank();
    page_.term("Reason", context.reason);
    if (!context.no_value.empty()) {
      page_.term("No value", "for what is computed from " + text::join(context.no_value, ", "));
    }
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
    page_.term("Reference", cited(catalogue_, context.reference));
  }

  void note(const Note& note) {
    page_.title(note.title + " (" + note.id + ")");
    for (const std::string_view paragraph : text::split(note.text, '\n')) {
      paragraph.empty() ? page_.blank() : page_.paragraph(std::string(paragraph));
    }
    page_.blank();
    page_.term("Shown if", note.when);
    page_.term("Grade", note.grade + (note.contested ? "; contested" : ""));
    for (const std::string& source : note.sources) {
      const std::size_t colon = source.find(':');
      const std::string where =
          colon == std::string::npos
              ? ""
              : " (" + std::string(text::trim(source.substr(colon + 1))) + ")";
      page_.term("Source", cited(catalogue_, source.substr(0, colon)) + where);
    }
  }

  void reference(const Reference& reference) {
    page_.title(reference.id);
    page_.paragraph(reference.text);
    page_.paragraph(reference.link());
  }

  [[nodiscard]] const std::string& text() const { return page_.text(); }

 private:
  // "fasting glucose in mg/dL; also read in mmol/L", "sex, female or male"
  static std::string told(const Analyte& analyte, const std::string& in) {
    std::vector<std::string> words;
    for (const Category& category : analyte.categories) words.push_back(category.id);
    if (!words.empty()) return analyte.name + ", " + text::join(words, " or ");
    for (const AnalyteUnit& unit : analyte.units) {
      if (unit.id != in) words.push_back(unit.id);
    }
    const std::string others = words.empty() ? "" : "; also read in " + text::join(words, ", ");
    return analyte.name + " in " + in + others;
  }

  // Samples after a glucose load are found by patterns, of which a few are shown.
  void timed_headers(const Analyte& analyte) {
    const Analyte* fasting = analyte.family.empty() ? &analyte : catalogue_.analyte(analyte.family);
    if (!fasting->load) return;
    const GlucoseLoad& load = *fasting->load;
    std::vector<std::string> minutes;
    for (const int minute : load.minutes) minutes.push_back(std::to_string(minute));
    const std::string t = std::to_string(analyte.minute);
    if (analyte.family.empty()) {
      page_.term("Samples", analyte.id + "_" + text::join(minutes, ", _"));
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

  void example(const Index& index) {
    const auto check = std::find_if(index.checks.begin(), index.checks.end(),
                                    [](const Check& c) { return c.expect.has_value(); });
    if (check == index.checks.end()) return;
    std::vector<std::string> command = {"metindex calc", "--index " + index.id};
    for (const auto& [analyte, value] : split_given(*check)) {
      std::string option = analyte;
      std::replace(option.begin(), option.end(), '_', '-');
      command.push_back("--" + option + " '" + value + "'");
    }
    page_.blank();
    page_.paragraph("Example, " + text::shortest(*check->expect) + " (" + check->from + "):");
    page_.command(command);
  }

  void schemes(const std::string& quantity, const std::string& standard) {
    for (const Scheme& s : all_.schemes) {
      if (s.quantity == quantity && s.id == standard) scheme(s, true);
    }
    for (const Scheme& s : all_.schemes) {
      if (s.quantity == quantity && s.id != standard) scheme(s, false);
    }
  }

  const Catalogue& catalogue_;
  const Declarations& all_;
  Page page_;
};

std::vector<const Scheme*> schemes_named(const Catalogue& catalogue, const std::string& topic) {
  std::vector<const Scheme*> found;
  for (const Scheme& scheme : catalogue.declarations().schemes) {
    if (scheme.id == topic || scheme.quantity + "." + scheme.id == topic) found.push_back(&scheme);
  }
  return found;
}

// Schemes with a band of that label or level: `explain prediabetes`.
std::vector<const Scheme*> schemes_with_band(const Catalogue& catalogue, const std::string& topic) {
  std::vector<const Scheme*> found;
  const std::string wanted = text::fold_name(topic);
  for (const Scheme& scheme : catalogue.declarations().schemes) {
    const bool has = std::any_of(scheme.bands.begin(), scheme.bands.end(), [&](const Band& b) {
      return text::fold_name(b.label).find(wanted) != std::string::npos ||
             text::fold_name(b.level) == wanted;
    });
    if (has) found.push_back(&scheme);
  }
  return found;
}

std::vector<std::string> all_topics(const Declarations& all) {
  std::vector<std::string> topics;
  for (const auto& i : all.indices) topics.push_back(i.id);
  for (const auto& a : all.analytes) topics.push_back(a.id);
  for (const auto& s : all.schemes) topics.push_back(s.id);
  for (const auto& c : all.contexts) topics.push_back(c.id);
  for (const auto& n : all.notes) topics.push_back(n.id);
  for (const auto& r : all.references) topics.push_back(r.id);
  return topics;
}

template <typename T, typename Show>
std::string render(const Catalogue& catalogue, const T& item, bool json, Show show) {
  if (json) return to_json(catalogue, item).dump(2) + "\n";
  Explainer explainer(catalogue);
  show(explainer);
  return explainer.text();
}

std::string render_schemes(const Catalogue& catalogue, const std::vector<const Scheme*>& schemes,
                           bool json) {
  Json list = Json::array();
  Explainer explainer(catalogue);
  for (std::size_t i = 0; i < schemes.size(); ++i) {
    const Scheme* scheme = schemes[i];
    if (json) {
      list.push_back(to_json(catalogue, *scheme));
      continue;
    }
    const Analyte* analyte = catalogue.analyte(scheme->quantity);
    const std::string& standard =
        analyte != nullptr ? analyte->scheme : catalogue.index(scheme->quantity)->scheme;
    Scheme titled = *scheme;
    titled.id = scheme->quantity + "." + scheme->id;
    explainer.scheme(titled, scheme->id == standard);
    const bool last = i + 1 == schemes.size() || schemes[i + 1]->quantity != scheme->quantity;
    if (last) explainer.no_band_line(scheme->quantity);
  }
  if (json) return list.dump(2) + "\n";
  return explainer.text().substr(1);  // the first heading needs no blank line
}

}  // namespace

ExitCode run_explain(const Catalogue& catalogue, const CommandLine& line) {
  const bool json = wants_json(line);
  const std::string& topic = line.topic;
  std::vector<std::string> pages;
  const auto add = [&](const auto* item, auto show) {
    if (item != nullptr)
      pages.push_back(render(catalogue, *item, json, [&](Explainer& e) { show(e, *item); }));
  };
  add(catalogue.index(topic), [](Explainer& e, const Index& i) { e.index(i); });
  add(catalogue.analyte(topic), [](Explainer& e, const Analyte& a) { e.analyte(a); });
  add(catalogue.context(topic), [](Explainer& e, const Context& c) { e.context(c); });
  add(catalogue.note(topic), [](Explainer& e, const Note& n) { e.note(n); });
  auto schemes = schemes_named(catalogue, topic);
  if (pages.empty() && schemes.empty() && topic.size() > 2)
    schemes = schemes_with_band(catalogue, topic);
  if (!schemes.empty()) pages.push_back(render_schemes(catalogue, schemes, json));
  if (pages.empty())
    add(catalogue.reference(topic), [](Explainer& e, const Reference& r) { e.reference(r); });
  if (pages.empty()) {
    throw Failure{
        ExitCode::usage,
        "nothing is known of '" + topic + "'" +
            text::did_you_mean(topic, all_topics(catalogue.declarations()),
                               "; 'metindex list indices' and the other lists name the topics")};
  }
  const std::string out = text::join(pages, "\n");
  print(out);
  return ExitCode::finished;
}

}  // namespace metindex::cli
