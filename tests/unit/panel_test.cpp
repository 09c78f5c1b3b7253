// Entries of a panel, and what it says of those it cannot take.
#include <doctest/doctest.h>

#include "unit/support.hpp"

using namespace metindex;

TEST_CASE("panel: entries, replacement and problems") {
  Panel panel(unit::catalogue());
  panel.set("glucose", "95")
      .set("insulin", 72, "pmol/L")
      .set("glucose", "5.5 mmol/L")
      .declare("pregnant");
  CHECK(panel.problems().empty());
  REQUIRE(panel.entries().size() == 2);
  CHECK(panel.find("glucose")->number == 5.5);
  CHECK(panel.find("insulin")->unit == "pmol/L");
  CHECK(panel.find("hba1c") == nullptr);
  CHECK(panel.contexts() == std::vector<std::string>{"pregnant"});

  panel.set("glucos", "95")
      .set("insulin", "hemolyzed")
      .declare("pregnent")
      .set("hba1c", 5.6, "furlong")
      .set("hdl", "NA");
  const std::vector<std::string> expected = {
      "no analyte is called 'glucos'; did you mean 'glucose'?",
      "insulin: 'hemolyzed' is not a number",
      "no context is called 'pregnent'; did you mean 'pregnant'?",
      "hba1c: unit 'furlong' is not known for hba1c; it has %, mmol/mol, %{JDS}"};
  CHECK(panel.problems() == expected);
  CHECK(panel.contexts() == std::vector<std::string>{"pregnant"});
  CHECK(
      Panel(unit::catalogue()).set("glucose", unit::kNaN, "mg/dL").find("glucose")->has_number() ==
      false);
}
