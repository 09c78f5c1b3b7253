// Tags and notes by columns against the same row by row.
#include <doctest/doctest.h>

#include <set>

#include "assess/finding_columns.hpp"
#include "unit/columns_support.hpp"

using namespace metindex;

namespace {

std::vector<std::string> ids(const Findings& found) {
  std::vector<std::string> all;
  for (const Tag* tag : found.tags) all.push_back("tag " + tag->id);
  for (const Note* note : found.notes) all.push_back("note " + note->id);
  for (const Note* note : found.more_notes) all.push_back("more " + note->id);
  return all;
}

// Returns what was found in any row.
std::set<std::string> compare(const Plan& plan, const unit::Mixture& mixture,
                              unit::Random& random) {
  constexpr std::size_t kRows = unit::kSanitized ? 60 : 400;
  const Block block = unit::BlockMaker(plan, random).make(mixture, kRows);
  Evaluation evaluation;
  Workspace work;
  evaluate(plan, block, evaluation, work);
  FindingColumns columns;
  columns.find(plan, block, evaluation);
  std::set<std::string> seen;
  Findings found;
  for (std::size_t row = 0; row < kRows; ++row) {
    columns.of(plan, block, evaluation, row, found);
    const auto mine = ids(found);
    CHECK(mine == ids(find_findings(plan, block, evaluation, row)));
    seen.insert(mine.begin(), mine.end());
  }
  return seen;
}

}  // namespace

TEST_CASE("findings: by columns as row by row, for every mixture of rows") {
  unit::Random random(20261126);
  std::set<std::string> seen;
  for (const int notes : {-1, 2}) {
    Options options;
    options.indices = {"core", "remission2021", "remission2021_glucose", "mets_harmonised2009",
                       "central_obesity"};
    options.notes = notes;
    // All analytes, so that most rows are in some context; then three.
    const std::vector<const Analyte*> three = {unit::catalogue().analyte("glucose"),
                                               unit::catalogue().analyte("insulin"),
                                               unit::catalogue().analyte("hba1c")};
    for (const auto* available :
         {static_cast<const std::vector<const Analyte*>*>(nullptr), &three}) {
      if (available != nullptr) options.indices = {"core"};
      const Expected<Plan> plan = Plan::make(unit::catalogue(), options, available);
      REQUIRE_MESSAGE(plan, plan.error());
      for (const unit::Mixture& mixture : unit::kMixtures) {
        CAPTURE(mixture.name);
        seen.merge(compare(*plan, mixture, random));
      }
    }
  }
  if (unit::kSanitized) return;  // too few to see everything
  for (const std::string id :
       {"tag compensated", "tag urgent_high", "tag remission_incomplete", "tag doubtful_unit",
        "note context_glp1", "note censored_value", "more one_sample"})
    CHECK_MESSAGE(seen.count(id) == 1, id);
}
