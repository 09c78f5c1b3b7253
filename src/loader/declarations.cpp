// The small questions that the declared structs answer themselves.
#include "metindex/declarations.hpp"

#include <algorithm>

namespace metindex {

std::string Reference::link() const {
  if (!doi.empty()) return "https://doi.org/" + doi;
  if (!pmid.empty()) return "PMID " + pmid;
  if (!pmcid.empty()) return pmcid;
  return url.empty() ? locator : url;
}

std::string Reference::citation() const {
  return text + (link() == locator ? "; " : ". ") + link() +
         (seen.empty() ? "" : " (seen " + seen + ")");
}

std::string Analyte::unit_list() const {
  std::string list;
  for (const AnalyteUnit& unit : units) list += (list.empty() ? "" : ", ") + unit.id;
  return list;
}

const AnalyteUnit* Analyte::find_unit(std::string_view unit) const {
  const auto found =
      std::find_if(units.begin(), units.end(), [&](const AnalyteUnit& u) { return u.id == unit; });
  return found == units.end() ? nullptr : &*found;
}

const AnalyteUnit& Analyte::unit_in(std::string_view system) const {
  const auto found = std::find_if(units.begin(), units.end(),
                                  [&](const AnalyteUnit& u) { return u.system == system; });
  return found == units.end() ? units.front() : *found;
}

std::string Interval::text() const {
  if (lower && upper) {
    return (lower->inclusive ? "" : "> ") + lower->text + " to " + (upper->inclusive ? "" : "< ") +
           upper->text;
  }
  if (upper) return (upper->inclusive ? "<= " : "< ") + upper->text;
  if (lower) return (lower->inclusive ? ">= " : "> ") + lower->text;
  return "any";
}

const Interval* Band::in(std::string_view unit) const {
  const auto found =
      std::find_if(limits.begin(), limits.end(), [&](const auto& l) { return l.first == unit; });
  return found == limits.end() ? nullptr : &found->second;
}

std::vector<std::string> Scheme::units() const {
  std::vector<std::string> found;
  for (const Band& band : bands) {
    for (const auto& [unit, interval] : band.limits) {
      if (std::find(found.begin(), found.end(), unit) == found.end()) found.push_back(unit);
    }
  }
  return found;
}

std::string Scheme::ages() const {
  const auto years = [](int age) { return std::to_string(age); };
  if (!age_min) return minors ? "children and adolescents" : "";
  if (!age_max) return years(*age_min) + " years and over";
  return years(*age_min) + " to " + years(*age_max) + " years";
}

}  // namespace metindex
