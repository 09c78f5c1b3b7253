// metindex explain: everything the catalogue says of one topic.
#include "cli/commands.hpp"
#include "cli/declared_json.hpp"
#include "cli/explainer.hpp"
#include "cli/search.hpp"
#include "cli/streams.hpp"
#include "cli/topics.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

Page::Style style_of(TextFormat format) {
  return format == TextFormat::markdown ? Page::Style::markdown : Page::Style::terminal;
}

const std::string& default_scheme(const Catalogue& catalogue, const std::string& quantity) {
  const Analyte* analyte = catalogue.analyte(quantity);
  return analyte != nullptr ? analyte->scheme : catalogue.index(quantity)->scheme;
}

std::string scheme_pages(const Catalogue& catalogue, const std::vector<const Scheme*>& schemes,
                         Page::Style style) {
  Explainer explainer(catalogue, style);
  for (std::size_t i = 0; i < schemes.size(); ++i) {
    const Scheme* scheme = schemes[i];
    Scheme titled = *scheme;
    titled.id = scheme->quantity + "." + scheme->id;
    explainer.scheme(titled, scheme->id == default_scheme(catalogue, scheme->quantity));
    const bool last = i + 1 == schemes.size() || schemes[i + 1]->quantity != scheme->quantity;
    if (last) explainer.no_band_line(scheme->quantity);
  }
  const std::string& text = explainer.text();
  return text.substr(text.find_first_not_of('\n'));  // the first heading needs no blank line
}

std::string pages(const Catalogue& catalogue, const Topics& topics, Page::Style style) {
  std::vector<std::string> pages;
  const auto add = [&](const auto& items, auto show) {
    for (const auto* item : items) {
      Explainer explainer(catalogue, style);
      show(explainer, *item);
      pages.push_back(explainer.text());
    }
  };
  add(topics.indices, [](Explainer& e, const Index& i) { e.index(i); });
  add(topics.analytes, [](Explainer& e, const Analyte& a) { e.analyte(a); });
  add(topics.notes, [](Explainer& e, const Note& n) { e.note(n); });
  add(topics.contexts, [](Explainer& e, const Context& c) { e.context(c); });
  add(topics.tags, [](Explainer& e, const Tag& t) { e.tag(t); });
  add(topics.documents, [](Explainer& e, const Document& d) { e.document(d); });
  add(topics.flags, [](Explainer& e, const FlagKind& f) { e.flag(f); });
  if (!topics.schemes.empty()) pages.push_back(scheme_pages(catalogue, topics.schemes, style));
  add(topics.references, [](Explainer& e, const Reference& r) { e.reference(r); });
  return text::join(pages, "\n");
}

template <typename T>
void list(Page& page, const std::string& heading, const std::vector<const T*>& items) {
  if (items.empty()) return;
  std::vector<std::vector<std::string>> rows;
  for (const T* item : items) rows.push_back({"  " + item->id, item->title});
  page.heading(heading);
  page.table(rows);
}

// A line for each, where there are too many for pages: the indices first, as most people mean one.
std::string overview(const std::string& topic, const Topics& topics, Page::Style style) {
  Page page(find_terminal(), style);
  page.paragraph("'" + topic + "' stands in these; metindex explain NAME tells about one.");
  list(page, "Indices", topics.indices);
  list(page, "Analytes", topics.analytes);
  list(page, "Contexts", topics.contexts);
  list(page, "Tags", topics.tags);
  list(page, "Notes", topics.notes);
  std::vector<std::vector<std::string>> rows;
  for (const Scheme* scheme : topics.schemes) {
    const std::vector<std::string> row = {"  " + scheme->quantity + "." + scheme->id,
                                          scheme->title};
    if (rows.empty() || rows.back().front() != row.front()) rows.push_back(row);  // men, women
  }
  if (rows.empty()) return page.text();
  page.heading("Schemes");
  page.table(rows);
  return page.text();
}

// An object for each; of schemes, which may differ by sex, a list.
std::string as_json(const Catalogue& catalogue, const Topics& topics) {
  std::vector<std::string> objects;
  const auto add = [&](const auto& items) {
    for (const auto* item : items) objects.push_back(to_json(catalogue, *item).dump(2) + "\n");
  };
  add(topics.indices);
  add(topics.analytes);
  add(topics.contexts);
  add(topics.tags);
  add(topics.notes);
  add(topics.documents);
  add(topics.flags);
  Json schemes = Json::array();
  for (const Scheme* scheme : topics.schemes) schemes.push_back(to_json(catalogue, *scheme));
  if (!schemes.empty()) objects.push_back(schemes.dump(2) + "\n");
  add(topics.references);
  return text::join(objects, "\n");
}

std::string hits_page(const std::vector<Hit>& hits, Page::Style style) {
  constexpr std::size_t kMost = 40;
  std::vector<std::vector<std::string>> rows;
  for (const Hit& hit : hits) {
    if (rows.size() == kMost) break;
    rows.push_back({std::string(hit.id), std::string(hit.kind),
                    hit.sentence.empty() ? std::string(hit.title) : hit.sentence});
  }
  Page page(find_terminal(), style);
  page.table(rows);
  if (hits.size() > kMost) {
    page.blank();
    page.paragraph("And " + std::to_string(hits.size() - kMost) +
                   " more: another word narrows it, --format json has all.");
  }
  return page.text();
}

std::string hits_json(const std::vector<Hit>& hits) {
  Json json = Json::array();
  for (const Hit& hit : hits) {
    json.push_back({{"id", hit.id}, {"kind", hit.kind}, {"title", hit.title}});
    if (!hit.sentence.empty()) json.back()["sentence"] = hit.sentence;
  }
  return json.dump(2) + "\n";
}

ExitCode run_search(const Catalogue& catalogue, const CommandLine& line, TextFormat format) {
  const std::vector<Hit> hits = search(catalogue, line.sought);
  if (hits.empty())
    throw Failure{ExitCode::usage, "no text has '" + line.sought + "'; try fewer words or letters"};
  print(format == TextFormat::json ? hits_json(hits) : hits_page(hits, style_of(format)));
  return ExitCode::finished;
}

// What a table's columns and flags are called: "glucose:implausible" is a kind of flag or a
// context, "insulin_band" the band of insulin.
std::string named_by_table(const Catalogue& catalogue, const std::string& topic) {
  constexpr std::string_view kBand = "_band";
  std::string kind = topic.substr(topic.find(':') + 1);
  if (flag_kind(kind) != nullptr || catalogue.context(kind) != nullptr) return kind;
  if (!topic.ends_with(kBand)) return topic;
  const std::string quantity = topic.substr(0, topic.size() - kBand.size());
  const bool known = catalogue.analyte(quantity) != nullptr || catalogue.index(quantity) != nullptr;
  return known ? quantity : topic;
}

}  // namespace

ExitCode run_explain(const Catalogue& catalogue, const CommandLine& line) {
  const TextFormat format = text_format(line);
  if (!line.sought.empty()) return run_search(catalogue, line, format);
  const std::string topic = named_by_table(catalogue, line.topic);
  const Topics topics = find_topics(catalogue, topic);
  if (topics.empty()) {
    throw Failure{
        ExitCode::usage,
        "nothing is known of '" + topic + "'" +
            text::did_you_mean(topic, topic_ids(catalogue),
                               "; 'metindex explain --search WORD' looks into all texts")};
  }
  if (format == TextFormat::json) {
    print(as_json(catalogue, topics));
  } else {
    const Page::Style style = style_of(format);
    std::string page =
        topics.fit_on_pages() ? pages(catalogue, topics, style) : overview(topic, topics, style);
    if (topics.related &&
        topics.related->named() + topics.related->schemes.size() > topics.notes.size())
      page += "\n" + overview(topic, *topics.related, style);
    print(page);
  }
  return ExitCode::finished;
}

}  // namespace metindex::cli
