// metindex convert: one value of one analyte to another of its units.
#include "cli/commands.hpp"
#include "cli/declared_json.hpp"
#include "cli/streams.hpp"
#include "panel/units.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

struct Way {
  const Analyte* analyte;
  std::string from, to;
  panel::Converter converter;
};

std::vector<Way> find_ways(const Catalogue& catalogue, const CommandLine& line) {
  std::vector<Way> ways;
  for (const Analyte& analyte : catalogue.declarations().analytes) {
    // Later samples convert as the fasting one does.
    const bool wanted = line.analyte.empty() ? analyte.family.empty() : analyte.id == line.analyte;
    if (!wanted) continue;
    const AnalyteUnit* from = panel::resolve_unit(catalogue.declarations(), analyte, line.from);
    const AnalyteUnit* to = panel::resolve_unit(catalogue.declarations(), analyte, line.to);
    if (from == nullptr || to == nullptr) continue;
    if (auto converter = panel::find_converter(analyte, from->id, to->id, line.assess.factors)) {
      ways.push_back({&analyte, from->id, to->id, *std::move(converter)});
    }
  }
  return ways;
}

// The one way there is, or the one that all of them agree on.
Way choose_way(const Catalogue& catalogue, const CommandLine& line, double value) {
  if (!line.analyte.empty() && catalogue.analyte(line.analyte) == nullptr) {
    throw Failure{ExitCode::usage,
                  text::not_called("analyte", line.analyte, catalogue.declarations().analytes)};
  }
  const std::vector<Way> ways = find_ways(catalogue, line);
  if (ways.empty()) {
    throw Failure{ExitCode::usage,
                  "no way leads from '" + line.from + "' to '" + line.to + "'" +
                      (line.analyte.empty() ? "" : " for " + line.analyte) +
                      "; 'metindex explain ANALYTE' shows the units of an analyte"};
  }
  std::vector<std::string> able;
  bool agree = true;
  for (const Way& way : ways) {
    able.push_back(way.analyte->id);
    agree = agree && way.converter(value) == ways.front().converter(value);
  }
  if (!agree)
    throw Failure{ExitCode::usage, "the conversion depends on the analyte; add --analyte " +
                                       text::join(able, " or --analyte ")};
  return ways.front();
}

std::string no_number(const std::string& written) {
  const std::string pointed = text::with_point(written);
  return "'" + written + "' is not a number" +
         (text::to_number(pointed) ? "; if the comma is the decimal mark, write " + pointed : "");
}

}  // namespace

ExitCode run_convert(const Catalogue& catalogue, const CommandLine& line) {
  const auto value = text::to_number(line.value);
  if (!value) throw Failure{ExitCode::usage, no_number(line.value)};
  const Way way = choose_way(catalogue, line, *value);
  const double result = way.converter(*value);
  const std::string shown = text::significant(result, line.digits > 0 ? line.digits : 4);
  if (wants_json(line)) {
    const Json json = {
        {"analyte", way.analyte->id},
        {"value", line.digits > 0 ? text::to_number(shown).value_or(result) : result},
        {"unit", way.to},
        {"from", {{"value", *value}, {"unit", way.from}}},
        {"authority", way.converter.authority()}};
    print(json.dump() + "\n");
  } else {
    print(shown + " " + way.to + "\n");
  }
  return ExitCode::finished;
}

}  // namespace metindex::cli
