// The kinds of flags are all declared, and no context takes the name of one.
#include <doctest/doctest.h>

#include <set>

#include "assess/flag_kinds.hpp"
#include "unit/assess_support.hpp"

using namespace metindex;

TEST_CASE("every status that a value may have is a kind of flag, and a problem") {
  for (const Status status : {Status::below, Status::above, Status::missing, Status::not_a_number,
                              Status::unknown_unit, Status::implausible}) {
    const FlagKind* kind = flag_kind(name_of(status));
    REQUIRE_MESSAGE(kind != nullptr, name_of(status));
    CHECK(kind->problem);
  }
  CHECK(flag_kind("ok") == nullptr);
}

TEST_CASE("kinds of flags and contexts have names of their own") {
  std::set<std::string_view> seen;
  for (const FlagKind& kind : flag_kinds()) {
    CAPTURE(kind.id);
    CHECK(seen.insert(kind.id).second);
    CHECK(!kind.meaning.empty());
    CHECK(unit::catalogue().context(kind.id) == nullptr);
  }
}

TEST_CASE("what is flagged is of a kind that is declared, or a context") {
  Options options = unit::indices({"all"}, {{"insulin", "rio_by_sex"}});
  options.contexts = {"fast_not_valid"};
  const unit::Values people[] = {{{"glucose", "95"}, {"insulin", "<2"}, {"age", "90"}},
                                 {{"glucose", "150"}, {"insulin", "40"}, {"hdl", "20"}},
                                 {{"glucose", "61"}, {"insulin", "250"}}};
  for (const unit::Values& values : people) {
    for (const Flag& flag : unit::run(values, options).flags) {
      CAPTURE(flag.kind);
      CHECK((flag_kind(flag.kind) != nullptr || unit::catalogue().context(flag.kind) != nullptr));
    }
  }
}
