// How columns and units are named in messages, and columns that document themselves.
#include "records/header.hpp"
#include "text/text.hpp"

namespace metindex::records {

std::string unit_options(const Analyte& analyte, const std::vector<const AnalyteUnit*>& units) {
  std::vector<std::string> options;
  for (const AnalyteUnit* unit : units) options.push_back("--unit " + analyte.id + "=" + unit->id);
  return text::join(options, " or ");
}

std::string unit_options(const Analyte& analyte) {
  std::vector<const AnalyteUnit*> all;
  for (const AnalyteUnit& unit : analyte.units) all.push_back(&unit);
  return unit_options(analyte, all);
}

std::string named_column(const std::string& header, std::size_t column) {
  return "'" + text::shown(header) + "' (column " + std::to_string(column + 1) + ")";
}

std::string some_of(const std::vector<std::string>& names, std::string_view last) {
  constexpr std::size_t kMostNamed = 10;
  if (names.size() > kMostNamed) {
    const std::vector<std::string> first(names.begin(), names.begin() + kMostNamed);
    return text::join(first, ", ") + " and " + std::to_string(names.size() - kMostNamed) + " more";
  }
  if (names.size() < 2) return text::join(names, ", ");
  return text::join({names.begin(), names.end() - 1}, ", ") + std::string(last) + names.back();
}

std::vector<std::string> column_names(std::size_t count) {
  std::vector<std::string> names;
  names.reserve(count);
  for (std::size_t i = 1; i <= count; ++i) names.push_back("column_" + std::to_string(i));
  return names;
}

void take_codes(const HeaderMatch& match, Binding& binding) {
  if (match.codes.empty() || binding.known != nullptr) return;
  std::vector<std::string> parts;
  for (const auto& [code, word] : match.codes) parts.push_back(code + " is " + word);
  binding.own = std::make_shared<const KnownColumn>(KnownColumn{
      binding.header, {}, {}, {}, {}, text::join(parts, ", ") + ", as it says", match.codes});
  binding.known = binding.own.get();
}

}  // namespace metindex::records
