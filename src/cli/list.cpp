// metindex list: what there is, a line each.
#include "cli/commands.hpp"
#include "cli/declared_json.hpp"
#include "cli/formulas.hpp"
#include "cli/page.hpp"
#include "cli/streams.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

using Row = std::vector<std::string>;

Row row(const Index& i) {
  return {i.id, i.title + (i.experimental.empty() ? "" : " (experimental)")};
}
Row row(const Context& c) { return {c.id, c.title}; }
Row row(const Note& n) { return {n.id, n.priority, n.title}; }
Row row(const Reference& r) { return {r.id, r.citation()}; }
Row row(const Scheme& s) {
  return {s.quantity + "=" + s.id, s.kind,
          s.title + "; " + s.population + (s.sex.empty() ? "" : ", " + s.sex)};
}

Row row(const Analyte& a) {
  std::vector<std::string> values;
  for (const AnalyteUnit& unit : a.units) values.push_back(unit.id);
  for (const Category& category : a.categories) values.push_back(category.id);
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
  std::vector<std::string> minutes;
  for (const int minute : a.load->minutes) minutes.push_back(std::to_string(minute));
  rows.push_back({a.id + "_MIN", text::put(a.load->name, "{t}", "MIN"),
                  a.unit_list() + "; MIN is " + text::join(minutes, ", ")});
}

template <typename T>
void add_rows(const T& item, std::vector<Row>& rows) {
  rows.push_back(row(item));
}

template <typename T>
std::string render(const Catalogue& catalogue, const std::vector<T>& list, bool json) {
  if (json) {
    Json out = Json::array();
    for (const T& item : list) out.push_back(to_json(catalogue, item));
    return out.dump(2) + "\n";
  }
  std::vector<Row> rows;
  for (const T& item : list) add_rows(item, rows);
  Page page(find_terminal());
  page.table(rows);
  return page.text();
}

}  // namespace

ExitCode run_list(const Catalogue& catalogue, const CommandLine& line) {
  const Declarations& all = catalogue.declarations();
  const bool json = wants_json(line);
  const std::vector<
      std::pair<std::string, std::string (*)(const Catalogue&, const Declarations&, bool)>>
      lists = {
          {"indices", [](const Catalogue& c, const Declarations& d,
                         bool j) { return render(c, d.indices, j); }},
          {"analytes", [](const Catalogue& c, const Declarations& d,
                          bool j) { return render(c, d.analytes, j); }},
          {"units",
           [](const Catalogue& c, const Declarations& d, bool j) { return render(c, d.units, j); }},
          {"schemes", [](const Catalogue& c, const Declarations& d,
                         bool j) { return render(c, d.schemes, j); }},
          {"contexts", [](const Catalogue& c, const Declarations& d,
                          bool j) { return render(c, d.contexts, j); }},
          {"notes",
           [](const Catalogue& c, const Declarations& d, bool j) { return render(c, d.notes, j); }},
          {"references", [](const Catalogue& c, const Declarations& d,
                            bool j) { return render(c, d.references, j); }},
          {"formulas", [](const Catalogue& c, const Declarations& d,
                          bool j) { return j ? render(c, d.indices, j) : formulas_page(c); }},
      };
  std::vector<std::string> names;
  for (const auto& [name, make] : lists) {
    names.push_back(name);
    if (name != line.topic) continue;
    print(make(catalogue, all, json));
    return ExitCode::finished;
  }
  throw Failure{ExitCode::usage, "there is no list of '" + line.topic + "'" +
                                     text::did_you_mean(line.topic, names,
                                                        "; there are " + text::join(names, ", "))};
}

}  // namespace metindex::cli
