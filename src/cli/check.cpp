// metindex check: the catalogue's check values, on the user's machine.
#include "metindex/check.hpp"

#include <algorithm>
#include <cmath>

#include "cli/commands.hpp"
#include "cli/declared_json.hpp"
#include "cli/page.hpp"
#include "cli/streams.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

struct Tally {
  std::string index;
  std::size_t run = 0, passed = 0;
  double worst = 0;  // relative error
};

std::vector<Tally> tally(const std::vector<CheckResult>& results) {
  std::vector<Tally> all;
  for (const CheckResult& r : results) {
    if (all.empty() || all.back().index != r.index->id) all.push_back({r.index->id, 0, 0, 0});
    Tally& t = all.back();
    ++t.run;
    t.passed += r.passed ? 1 : 0;
    if (r.got && r.check->expect && *r.check->expect != 0)
      t.worst = std::max(t.worst, std::fabs(*r.got / *r.check->expect - 1));
  }
  return all;
}

std::string failure_line(const CheckResult& r) {
  const std::string got = r.got ? text::shortest(*r.got) : "no value (" + r.why + ")";
  const std::string expected = r.check->expect ? text::shortest(*r.check->expect) : "no value";
  return r.index->id + ": " + r.check->given + " gives " + got + ", expected " + expected +
         " within " + text::shortest(r.check->within) + " (" + r.check->from + ")";
}

std::string as_json(const std::vector<CheckResult>& results) {
  Json list = Json::array();
  for (const CheckResult& r : results) {
    list.push_back({{"index", r.index->id},
                    {"given", r.check->given},
                    {"expect", r.check->expect ? Json(*r.check->expect) : Json(nullptr)},
                    {"got", r.got ? Json(*r.got) : Json(nullptr)},
                    {"within", r.check->within},
                    {"from", r.check->from},
                    {"passed", r.passed}});
  }
  return list.dump(2) + "\n";
}

std::string as_text(const std::vector<CheckResult>& results) {
  std::vector<std::vector<std::string>> rows = {
      {"index", "checks", "passed", "worst relative error"}};
  Tally all{"all", 0, 0, 0};
  const auto add = [&](const Tally& t) {
    rows.push_back(
        {t.index, std::to_string(t.run), std::to_string(t.passed), text::significant(t.worst, 2)});
  };
  for (const Tally& t : tally(results)) {
    add(t);
    all = {all.index, all.run + t.run, all.passed + t.passed, std::max(all.worst, t.worst)};
  }
  if (rows.size() > 2) add(all);
  Page page(find_terminal());
  page.table(rows);
  return page.text();
}

// Empty: every index.
std::vector<std::string> named_indices(const Catalogue& catalogue, const CommandLine& line) {
  std::vector<std::string> ids;
  if (!line.indices_given) return ids;
  for (const std::string& name : line.assess.indices) {
    if (name == "all") return {};
    for (const Index& index : catalogue.declarations().indices) {
      if (name == "core" && index.core) ids.push_back(index.id);
    }
    if (name != "core") ids.push_back(name);
  }
  return ids;
}

}  // namespace

ExitCode run_check(const Catalogue& catalogue, const CommandLine& line) {
  const std::vector<std::string> ids = named_indices(catalogue, line);
  const Expected<std::vector<CheckResult>> run = run_checks(catalogue, ids);
  if (!run) throw Failure{ExitCode::usage, run.error()};
  const std::vector<CheckResult>& results = *run;
  print(wants_json(line) ? as_json(results) : as_text(results));
  std::size_t failed = 0;
  for (const CheckResult& r : results) {
    if (r.passed) continue;
    ++failed;
    say(failure_line(r));
  }
  if (failed > 0)
    throw Failure{ExitCode::problems, std::to_string(failed) + " of " +
                                          std::to_string(results.size()) + " checks failed"};
  return ExitCode::finished;
}

}  // namespace metindex::cli
