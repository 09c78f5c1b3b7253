// Ids that come back: against a set, and beyond what is remembered.
#include <doctest/doctest.h>

#include <random>
#include <set>
#include <string>

#include "records/seen_ids.hpp"

namespace metindex::records {
namespace {

using Answer = SeenIds::Answer;

TEST_CASE("ids in any order are told apart as a set tells them") {
  std::mt19937 random(11);
  for (const unsigned most : {10U, 1000U, 100000U}) {
    SeenIds seen;
    std::set<std::string> all;
    std::string last;
    for (int i = 0; i < 20000; ++i) {
      const std::string id = std::to_string(random() % most);
      if (id == last) continue;
      last = id;
      const Answer expected = all.insert(id).second ? Answer::fresh : Answer::back;
      REQUIRE(seen.add(id) == expected);
    }
  }
}

TEST_CASE("ids in order never end; ids in none are too many at last") {
  SeenIds rising;
  SeenIds falling;
  SeenIds mixed;
  for (std::size_t i = 0; i < SeenIds::kMost + 10; ++i) {
    REQUIRE(rising.add("S" + std::to_string(i)) == Answer::fresh);
    REQUIRE(falling.add(std::to_string(9 * SeenIds::kMost - i)) == Answer::fresh);
    const std::string id = (i % 2 == 0 ? "a" : "b") + std::to_string(i);
    REQUIRE(mixed.add(id) == (i < SeenIds::kMost ? Answer::fresh : Answer::unknown));
  }
  CHECK(rising.add("S5") == Answer::unknown);
}

}  // namespace
}  // namespace metindex::records
