// What a single header cell says: "LBXGLU", "Glucose (mmol/L)", "glucose_mg_dl", "1558-6".
#include <algorithm>

#include "panel/units.hpp"
#include "records/header.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

struct Parts {
  std::string_view name;
  std::string_view unit;  // in brackets, or after a comma
  bool square = false;
};

// "Glucose (mmol/L)", "glucose[mg/dL]", "Glucose, mmol/L"
Parts split_unit(std::string_view header) {
  for (const auto& [open, close] : {std::pair('[', ']'), std::pair('(', ')')}) {
    const std::size_t begin = header.find(open);
    if (begin == std::string_view::npos || begin == 0 || header.back() != close) continue;
    return {text::trim(header.substr(0, begin)),
            header.substr(begin + 1, header.size() - begin - 2), open == '['};
  }
  const std::size_t comma = header.rfind(',');
  if (comma != std::string_view::npos && comma > 0) {
    return {text::trim(header.substr(0, comma)), text::trim(header.substr(comma + 1)), false};
  }
  return {header, {}, false};
}

const KnownColumn* find_known(const Analyte& analyte, std::string_view header) {
  const auto found =
      std::find_if(analyte.columns.begin(), analyte.columns.end(),
                   [&](const KnownColumn& c) { return text::equal_folded(c.name, header); });
  return found == analyte.columns.end() ? nullptr : &*found;
}

bool is_name_of(const Analyte& analyte, const std::string& folded) {
  const auto same = [&](const std::string& name) { return text::fold_name(name) == folded; };
  return same(analyte.id) || std::any_of(analyte.headers.begin(), analyte.headers.end(), same);
}

// "glucose_mg_dl": a name followed by a unit of the analyte, everything folded.
const AnalyteUnit* unit_suffix(const Declarations& all, const Analyte& analyte,
                               const std::string& folded) {
  for (const AnalyteUnit& unit : analyte.units) {
    for (const std::string& spelling : panel::folded_spellings(all, unit.id)) {
      const std::string tail = text::fold_name(spelling);
      if (tail.size() < 2 || folded.size() <= tail.size()) continue;
      if (folded.compare(folded.size() - tail.size(), tail.size(), tail) != 0) continue;
      if (is_name_of(analyte, folded.substr(0, folded.size() - tail.size()))) return &unit;
    }
  }
  return nullptr;
}

std::optional<HeaderMatch> match(const Declarations& all, const Analyte& analyte,
                                 std::string_view header) {
  if (const KnownColumn* known = find_known(analyte, header))
    return HeaderMatch{&analyte, known->unit, known, {}, true};
  if (std::find(analyte.loinc.begin(), analyte.loinc.end(), header) != analyte.loinc.end())
    return HeaderMatch{&analyte, {}, nullptr, {}, true};
  const std::string folded = text::fold_name(header);
  if (is_name_of(analyte, folded)) return HeaderMatch{&analyte, {}, nullptr, {}, true};
  if (const AnalyteUnit* unit = unit_suffix(all, analyte, folded))
    return HeaderMatch{&analyte, unit->id, nullptr, {}, true};
  const Parts parts = split_unit(header);
  if (parts.unit.empty() || !is_name_of(analyte, text::fold_name(parts.name))) return std::nullopt;
  if (analyte.is_category()) return HeaderMatch{&analyte, {}, nullptr, {}, true};
  const AnalyteUnit* unit = panel::resolve_unit(all, analyte, parts.unit);
  if (unit != nullptr) return HeaderMatch{&analyte, unit->id, nullptr, {}, true};
  const bool unit_like = parts.square || parts.unit.find('/') != std::string_view::npos;
  const std::string problem = "unit '" + std::string(parts.unit) + "' is not known for " +
                              analyte.id + "; it has " + analyte.unit_list() +
                              "; say which with --unit " + analyte.id + "=UNIT";
  return HeaderMatch{&analyte, {}, nullptr, problem, unit_like};
}

}  // namespace

bool never_matches(const Catalogue& catalogue, std::string_view header) {
  const std::string folded = text::fold_name(split_unit(text::trim(header)).name);
  const auto& never = catalogue.declarations().never_headers;
  return std::any_of(never.begin(), never.end(), [&](const std::string& pattern) {
    const bool any_end = !pattern.empty() && pattern.back() == '*';
    const std::string word = text::fold_name(pattern);
    return any_end ? folded.compare(0, word.size(), word) == 0 : folded == word;
  });
}

std::optional<HeaderMatch> match_header(const Catalogue& catalogue, std::string_view header) {
  const std::string_view trimmed = text::trim(header);
  if (trimmed.empty() || never_matches(catalogue, trimmed)) return std::nullopt;
  std::optional<HeaderMatch>
      doubtful;  // "Glucose (2h)" is another analyte's before it is a doubt of glucose
  for (const Analyte& analyte : catalogue.declarations().analytes) {
    auto found = match(catalogue.declarations(), analyte, trimmed);
    if (found && found->problem.empty()) return found;
    if (found && !doubtful) doubtful = std::move(found);
  }
  return doubtful;
}

}  // namespace metindex::records
