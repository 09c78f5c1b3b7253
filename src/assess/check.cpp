#include "metindex/check.hpp"

#include <algorithm>
#include <cmath>

#include "metindex/quick.hpp"
#include "text/text.hpp"

namespace metindex {
namespace {

CheckResult run(const Catalogue& catalogue, const Index& index, const Check& check) {
  CheckResult result{&index, &check, {}, {}, false};
  Panel panel(catalogue, {"conventional", false, true});
  for (const auto& [analyte, value] : split_given(check)) panel.set(analyte, value);
  if (!panel.problems().empty()) {
    result.why = panel.problems().front();
    return result;
  }
  const Expected<Result> computed = index_of(catalogue, index.id, panel);
  if (!computed) {
    result.why = computed.error();
    return result;
  }
  result.got = computed->value;
  if (!computed->flags.empty()) result.why = computed->flags.front().text;
  result.passed = check.expect
                      ? result.got && std::fabs(*result.got - *check.expect) <= check.within
                      : !result.got;
  return result;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> split_given(const Check& check) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string_view part : text::split(check.given, ' ')) {
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) {
      pairs.emplace_back(part, "");
      continue;
    }
    std::string value(part.substr(equals + 1));
    const std::size_t bracket = value.find('[');
    if (bracket != std::string::npos && value.back() == ']') {
      value.pop_back();
      value[bracket] = ' ';
    }
    pairs.emplace_back(part.substr(0, equals), std::move(value));
  }
  return pairs;
}

Expected<std::vector<CheckResult>> run_checks(const Catalogue& catalogue,
                                              const std::vector<std::string>& indices) {
  const auto& all = catalogue.declarations().indices;
  std::vector<const Index*> wanted;
  for (const std::string& name : indices) {
    wanted.push_back(catalogue.index(name));
    if (wanted.back() == nullptr) return Error{text::not_called("index", name, all)};
  }
  std::vector<CheckResult> results;
  for (const Index& index : all) {
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), &index) == wanted.end())
      continue;
    for (const Check& check : index.checks) results.push_back(run(catalogue, index, check));
  }
  return results;
}

}  // namespace metindex
