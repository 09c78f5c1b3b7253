// The library against two evaluators that share nothing with it: a plain recursive one over the
// parsed tree, and each built-in index written once more in C++ from its paper.
#include <doctest/doctest.h>

#include <cstdio>
#include <map>

#include "unit/papers.hpp"
#include "unit/recursive.hpp"

using namespace metindex;
using unit::kNaN;
using unit::Paper;
using unit::Papers;
using unit::Person;

namespace {

constexpr int kPeople = unit::kSanitized ? 12 : 250;
constexpr double kTolerance = 1e-12;  // relative

const Papers& papers() {
  static const Papers all = [] {
    Papers made;
    for (const auto& family :
         {unit::adipose_papers, unit::body_papers, unit::c_peptide_papers, unit::fasting_papers,
          unit::glycaemia_papers, unit::homa2_papers, unit::lipid_papers, unit::ogtt_area_papers,
          unit::ogtt_area_ratio_papers, unit::ogtt_matsuda_papers, unit::ogtt_secretion_papers,
          unit::ogtt_sensitivity_papers, unit::spina_papers, unit::syndrome_papers}) {
      for (auto& [id, paper] : family()) {
        CHECK_MESSAGE(made.emplace(id, paper).second, id, " is written twice");
      }
    }
    return made;
  }();
  return all;
}

Assessor all_indices() {
  Options options;
  options.indices.clear();
  for (const Index& index : unit::catalogue().declarations().indices)
    options.indices.push_back(index.id);
  options.notes = 0;
  return *Assessor::make(unit::catalogue(), options);
}

double finite_or_none(double x) { return std::isfinite(x) ? x : kNaN; }

bool agree(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || unit::close(a, b, kTolerance);
}

// Beside a pole or an edge of the domain dust in the input is not small in the result: there two
// ways may differ by as much as the paper itself does when its input is shaken.
bool trembles(const Paper& paper, const Person& person, double other, unit::Random& random) {
  const double middle = finite_or_none(paper.compute(person));
  double spread = 0;
  for (int i = 0; i < 16; ++i) {
    const double moved = finite_or_none(paper.compute(person.shaken(random)));
    if (agree(moved, other)) return true;
    if (std::isnan(moved) != std::isnan(middle)) return true;
    spread = std::max(spread, std::fabs(moved - middle));
  }
  return std::fabs(other - middle) <= 4 * spread;
}

}  // namespace

TEST_CASE("second evaluator: every built-in index is written once more") {
  for (const Index& index : unit::catalogue().declarations().indices) {
    CHECK_MESSAGE(papers().count(index.id) == 1, index.id, " is missing in papers/");
  }
  for (const auto& [id, paper] : papers()) {
    CHECK_MESSAGE((unit::catalogue().index(id) != nullptr), id, " is not in the catalogue");
  }
}

TEST_CASE("second evaluator: library, recursion and papers agree on random people") {
  const Assessor assessor = all_indices();
  unit::Random random(1985), dust(1998);
  std::map<std::string, int> values;
  for (int i = 0; i < kPeople; ++i) {
    const Person person = Person::any(random);
    const Panel panel = person.panel();
    REQUIRE_MESSAGE(panel.problems().empty(), panel.problems().front());
    const Assessment assessment = assessor.assess(panel);
    const unit::Recursive recursive(person);
    for (const auto& [id, paper] : papers()) {
      const Index* index = unit::catalogue().index(id);
      const Result* result = assessment.find(id);
      REQUIRE_MESSAGE(result != nullptr, id);
      const double library = result->value.value_or(kNaN);
      const double tree = finite_or_none(recursive.index(id));
      const double expected = finite_or_none(paper.compute(person));
      if (!std::isnan(library)) ++values[id];
      const bool same = (agree(library, expected) || trembles(paper, person, library, dust)) &&
                        (agree(tree, expected) || trembles(paper, person, tree, dust));
      if (!same) {
        FAIL_CHECK(id, ": library ", library, ", tree ", tree, ", paper ", expected, " for ",
                   person.text(*index));
      }
    }
  }
  if (unit::kSanitized) return;  // too few for shares
  for (const auto& [id, paper] : papers()) {
    CAPTURE(id);
    CHECK(values[id] >= paper.least * kPeople);
    CHECK(values[id] <= paper.most * kPeople);
  }
}
