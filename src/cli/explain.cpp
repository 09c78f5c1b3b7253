// metindex explain: everything the catalogue says of one topic.
#include "cli/commands.hpp"
#include "cli/declared_json.hpp"
#include "cli/explainer.hpp"
#include "cli/streams.hpp"
#include "cli/topics.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

const std::string& default_scheme(const Catalogue& catalogue, const std::string& quantity) {
  const Analyte* analyte = catalogue.analyte(quantity);
  return analyte != nullptr ? analyte->scheme : catalogue.index(quantity)->scheme;
}

std::string scheme_pages(const Catalogue& catalogue, const std::vector<const Scheme*>& schemes) {
  Explainer explainer(catalogue);
  for (std::size_t i = 0; i < schemes.size(); ++i) {
    const Scheme* scheme = schemes[i];
    Scheme titled = *scheme;
    titled.id = scheme->quantity + "." + scheme->id;
    explainer.scheme(titled, scheme->id == default_scheme(catalogue, scheme->quantity));
    const bool last = i + 1 == schemes.size() || schemes[i + 1]->quantity != scheme->quantity;
    if (last) explainer.no_band_line(scheme->quantity);
  }
  return explainer.text().substr(1);  // the first heading needs no blank line
}

std::string pages(const Catalogue& catalogue, const Topics& topics) {
  std::vector<std::string> pages;
  const auto add = [&](const auto& items, auto show) {
    for (const auto* item : items) {
      Explainer explainer(catalogue);
      show(explainer, *item);
      pages.push_back(explainer.text());
    }
  };
  add(topics.indices, [](Explainer& e, const Index& i) { e.index(i); });
  add(topics.analytes, [](Explainer& e, const Analyte& a) { e.analyte(a); });
  add(topics.contexts, [](Explainer& e, const Context& c) { e.context(c); });
  add(topics.notes, [](Explainer& e, const Note& n) { e.note(n); });
  add(topics.flags, [](Explainer& e, const FlagKind& f) { e.flag(f); });
  if (!topics.schemes.empty()) pages.push_back(scheme_pages(catalogue, topics.schemes));
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
std::string overview(const std::string& topic, const Topics& topics) {
  Page page(find_terminal());
  page.paragraph("'" + topic + "' stands in these; metindex explain NAME tells about one.");
  list(page, "Indices", topics.indices);
  list(page, "Analytes", topics.analytes);
  list(page, "Contexts", topics.contexts);
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
  add(topics.notes);
  add(topics.flags);
  Json schemes = Json::array();
  for (const Scheme* scheme : topics.schemes) schemes.push_back(to_json(catalogue, *scheme));
  if (!schemes.empty()) objects.push_back(schemes.dump(2) + "\n");
  add(topics.references);
  return text::join(objects, "\n");
}

}  // namespace

ExitCode run_explain(const Catalogue& catalogue, const CommandLine& line) {
  const bool json = wants_json(line);
  const std::string& topic = line.topic;
  const Topics topics = find_topics(catalogue, topic);
  if (topics.empty()) {
    throw Failure{
        ExitCode::usage,
        "nothing is known of '" + topic + "'" +
            text::did_you_mean(topic, topic_ids(catalogue),
                               "; 'metindex list indices' and the other lists name the topics")};
  }
  if (json) {
    print(as_json(catalogue, topics));
  } else {
    print(topics.fit_on_pages() ? pages(catalogue, topics) : overview(topic, topics));
  }
  return ExitCode::finished;
}

}  // namespace metindex::cli
