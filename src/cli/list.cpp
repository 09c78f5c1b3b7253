// metindex list: what there is, a line each.
#include <algorithm>
#include <functional>

#include "cli/commands.hpp"
#include "cli/declared_json.hpp"
#include "cli/documents.hpp"
#include "cli/formulas.hpp"
#include "cli/page.hpp"
#include "cli/scheme_list.hpp"
#include "cli/streams.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

using Row = std::vector<std::string>;

Row row(const Index& i) {
  return {i.id, i.title + (i.experimental.empty() ? "" : " (experimental)")};
}
Row row(const Context& c) { return {c.id, c.title}; }
Row row(const Tag& t) { return {t.id, t.title}; }
Row row(const Note& n) { return {n.id, n.title}; }
Row row(const FlagKind& f) {
  return {std::string(f.id), f.problem ? "problem" : "remark", std::string(f.meaning)};
}
Row row(const Reference& r) { return {r.id, r.citation()}; }

Row row(const Analyte& a) {
  std::vector<std::string> values;
  for (const AnalyteUnit& unit : a.units) values.push_back(unit.id);
  for (const Category& category : a.categories) values.push_back(category.id);
  constexpr std::size_t kAtMost = 3;  // of a line; explain names them all
  if (a.categories.size() > kAtMost) values = {std::to_string(a.categories.size()) + " categories"};
  return {a.id, a.name, text::join(values, ", ")};
}

Row row(const Unit& u) {
  return {u.id, "UCUM " + u.ucum,
          u.spellings.empty() ? "" : "also " + text::join(u.spellings, ", ")};
}

// Of a glucose load, one row stands for all its minutes.
void add_rows(const Analyte& a, std::vector<Row>& rows) {
  if (a.one_of_many) return;
  rows.push_back(row(a));
  if (!a.load) return;
  rows.push_back({a.id + "_MIN", text::put(a.load->name, "{t}", "MIN"),
                  a.unit_list() + "; MIN is " + text::join_numbers(a.load->minutes)});
}

template <typename T>
void add_rows(const T& item, std::vector<Row>& rows) {
  rows.push_back(row(item));
}

// Those of one quantity alone, where one is named.
std::string render_schemes(const Catalogue& catalogue, const CommandLine& line) {
  std::string page = scheme_list(catalogue, line.of);
  if (!wants_json(line)) return page;
  const Index* index = catalogue.index(line.of);  // by whichever of its names
  const std::string& wanted = index == nullptr ? line.of : index->id;
  Json out = Json::array();
  for (const Scheme& scheme : catalogue.declarations().schemes) {
    if (wanted.empty() || scheme.quantity == wanted) out.push_back(to_json(catalogue, scheme));
  }
  return out.dump(2) + "\n";
}

// By kind; those of one kind alone, where one is named.
std::string render_notes(const Catalogue& catalogue, const CommandLine& line) {
  const auto& notes = catalogue.declarations().notes;
  std::vector<std::string> kinds;
  for (const Note& note : notes) {
    if (std::find(kinds.begin(), kinds.end(), note.kind) == kinds.end()) kinds.push_back(note.kind);
  }
  if (!line.of.empty()) {
    if (std::find(kinds.begin(), kinds.end(), line.of) == kinds.end())
      throw Failure{
          ExitCode::usage,
          "no note is of the kind '" + line.of + "'" +
              text::did_you_mean(line.of, kinds, "; there are " + text::join(kinds, ", "))};
    kinds = {line.of};
  }
  Page page(find_terminal());
  Json out = Json::array();
  for (const std::string& kind : kinds) {
    std::vector<Row> rows;
    for (const Note& note : notes) {
      if (note.kind != kind) continue;
      rows.push_back(row(note));
      out.push_back(to_json(catalogue, note));
    }
    std::sort(rows.begin(), rows.end());
    if (kinds.size() > 1) page.heading(kind);
    page.table(rows);
  }
  if (wants_json(line)) return out.dump(2) + "\n";
  return page.text().substr(page.text().find_first_not_of('\n'));
}

template <typename List>
std::string as_json(const Catalogue& catalogue, const List& list) {
  Json out = Json::array();
  for (const auto& item : list) out.push_back(to_json(catalogue, item));
  return out.dump(2) + "\n";
}

template <typename List>
std::string render(const Catalogue& catalogue, const List& list, bool json) {
  if (json) return as_json(catalogue, list);
  std::vector<Row> rows;
  for (const auto& item : list) add_rows(item, rows);
  Page page(find_terminal());
  page.table(rows);
  return page.text();
}

// A context is a kind of flag too where it does something to a value or a band.
std::string render_flags(const Catalogue& catalogue, bool json) {
  Json out = Json::array();
  std::vector<Row> rows;
  for (const FlagKind& kind : flag_kinds()) {
    rows.push_back(row(kind));
    out.push_back(to_json(catalogue, kind));
  }
  for (const Context& context : catalogue.declarations().contexts) {
    const bool named = !(context.no_value.empty() && context.no_band.empty());
    if (!named && context.caution.empty() && !context.minors) continue;
    rows.push_back({context.id, "remark", "context: " + context.title});
    out.push_back({{"id", context.id}, {"problem", false}, {"meaning", rows.back().back()}});
  }
  if (json) return out.dump(2) + "\n";
  Page page(find_terminal());
  page.table(rows);
  return page.text();
}

}  // namespace

ExitCode run_list(const Catalogue& catalogue, const CommandLine& line) {
  const Declarations& all = catalogue.declarations();
  const bool json = wants_json(line);
  const std::vector<std::pair<std::string, std::function<std::string()>>> lists = {
      {"indices", [&] { return render(catalogue, all.indices, json); }},
      {"analytes", [&] { return render(catalogue, all.analytes, json); }},
      {"units", [&] { return render(catalogue, all.units, json); }},
      {"schemes", [&] { return render_schemes(catalogue, line); }},
      {"contexts", [&] { return render(catalogue, all.contexts, json); }},
      {"tags", [&] { return render(catalogue, all.tags, json); }},
      {"notes", [&] { return render_notes(catalogue, line); }},
      {"documents",
       [&] { return json ? as_json(catalogue, all.documents) : documents_page(catalogue); }},
      {"flags", [&] { return render_flags(catalogue, json); }},
      {"formulas",
       [&] { return json ? as_json(catalogue, all.indices) : formulas_page(catalogue); }},
      {"references", [&] { return render(catalogue, all.references, json); }},
  };
  std::vector<std::string> names;
  for (const auto& [name, make] : lists) {
    names.push_back(name);
    if (name != line.topic) continue;
    if (!line.of.empty() && name != "schemes" && name != "notes")
      throw Failure{ExitCode::usage,
                    "'" + line.of + "' is not expected behind 'list " + name + "'"};
    print(make());
    return ExitCode::finished;
  }
  throw Failure{ExitCode::usage, "there is no list of '" + line.topic + "'" +
                                     text::did_you_mean(line.topic, names,
                                                        "; there are " + text::join(names, ", "))};
}

}  // namespace metindex::cli
