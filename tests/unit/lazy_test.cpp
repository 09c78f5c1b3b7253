// Formulas are compiled when they are asked for: by whichever thread, once.
#include <doctest/doctest.h>

#include <thread>

#include "assess/compiled.hpp"
#include "unit/support.hpp"

using namespace metindex;

TEST_CASE("lazy: threads that ask a fresh catalogue at once get the same") {
  const Catalogue fresh = Catalogue::built_in();
  std::vector<std::string> told(4);
  std::vector<std::thread> threads;
  for (std::string& mine : told) {
    threads.emplace_back([&fresh, &mine] {
      for (const Index& index : fresh.declarations().indices) {
        mine += fresh.formula_text(index);
        for (const auto& input : fresh.inputs(index)) mine += input.analyte->id + input.unit;
      }
      const auto assessor = Assessor::make(fresh);
      mine += std::to_string(assessor->assess(Panel(fresh).set("glucose", "95")).notes.size());
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& mine : told) CHECK(mine == told.front());
  CHECK(told.front().size() > 1000);
}

TEST_CASE("lazy: what a formula may read is among the words of its text") {
  const auto& compiled = unit::catalogue().compiled();
  for (const Index& index : unit::catalogue().declarations().indices) {
    CAPTURE(index.id);
    const auto names = formula::names_in(index.formula);
    const auto has = [&](const std::string& id) {
      return std::find(names.begin(), names.end(), id) != names.end();
    };
    for (const formula::Slot& slot : compiled.get(index).value.inputs()) {
      const Analyte* analyte = unit::catalogue().analyte(slot.id);
      CHECK_MESSAGE((has(slot.id) || (analyte != nullptr && has(analyte->family_id()))), slot.id);
    }
  }
  const auto names =
      formula::names_in("min( 2 , glucose[mg/dL]) + area(insulin[uIU/mL], 0, 30) > sex");
  CHECK(names == std::vector<std::string_view>{"glucose", "insulin", "sex"});
}
