// What the library says of a table as a whole, where the tool has refused it before.
#include <doctest/doctest.h>

#include "unit/bytes_support.hpp"
#include "unit/support.hpp"

using namespace metindex;

namespace {

struct Scored {
  BatchOutcome outcome;
  std::string table;
};

Scored score(const std::string& text, const BatchOptions& options) {
  unit::Pieces source(text, text.size());
  unit::Shelf shelf;
  BatchScorer scorer(unit::catalogue(), options, shelf, {});
  const BatchOutcome outcome = scorer.score(source, "labs.csv");
  return {outcome, shelf.got};
}

}  // namespace

TEST_CASE("batch: digits are 1 to 17, or 0") {
  const std::string table = "id,glucose[mg/dL],insulin[uIU/mL]\na,95.1,12.7\n";
  BatchOptions options;
  options.assess.indices = {"homa_ir"};
  for (const int digits : {-1, 18, 33}) {
    options.digits = digits;
    const Scored scored = score(table, options);
    CHECK(scored.outcome.status == BatchOutcome::Status::bad_option);
    CHECK(scored.outcome.message == "digits: 1 to 17, or 0 for as many as needed");
    CHECK(scored.table.empty());
  }
  for (const int digits : {0, 1, 17}) {
    options.digits = digits;
    CHECK(score(table, options).outcome.status == BatchOutcome::Status::done);
  }
}
