// [analyte.load]: one declaration, an analyte for each minute.
#include <doctest/doctest.h>

#include "unit/loader_support.hpp"

using namespace metindex;
using unit::error_of;
using unit::load;

namespace {

std::string hormone(const std::string& load) {
  return "[[analyte]]\nid = \"glp_1\"\nheaders = [\"glp\"]\n[[analyte.unit]]\nid = \"pmol/L\"\n"
         "possible = [0.1, 500]\nusual = [2, 20]\n[analyte.load]\n" +
         load;
}

const std::string kLoad =
    "minutes = [15, 30]\nname = \"GLP-1 at {t} min\"\ntitle = \"GLP-1 {t} min after the drink\"\n"
    "names = [\"glp 1\"]\n[[analyte.load.unit]]\nid = \"pmol/L\"\nusual = [2, 100]\n";

}  // namespace

TEST_CASE("glucose load: a sample declared by itself is read in the units of its family") {
  for (const Analyte& analyte : unit::catalogue().declarations().analytes) {
    if (analyte.family.empty()) continue;
    const Analyte& fasting = *unit::catalogue().analyte(analyte.family);
    CHECK_MESSAGE(analyte.unit_list() == fasting.unit_list(), analyte.id);
    CHECK_MESSAGE(analyte.conversions.size() == fasting.conversions.size(), analyte.id);
  }
}

TEST_CASE("glucose load: the later samples have the units and conversions of the fasting one") {
  const Analyte& glucose = *unit::catalogue().analyte("glucose");
  const Analyte* later = unit::catalogue().analyte("glucose_30");
  REQUIRE(later != nullptr);
  CHECK(later->name == "glucose at 30 min");
  CHECK(later->family == "glucose");
  CHECK(later->minute == 30);
  CHECK(later->one_of_many);
  CHECK(later->unit_list() == glucose.unit_list());
  CHECK(later->conversions.size() == glucose.conversions.size());
  CHECK(later->units[0].usual.high == 600);
  CHECK(later->units[0].plausible.high == glucose.units[0].plausible.high);
  CHECK(later->scheme.empty());
  CHECK(glucose.family_id() == "glucose");
  for (const std::string family : {"glucose", "insulin", "c_peptide", "glucagon"}) {
    const Analyte* fasting = unit::catalogue().analyte(family);
    REQUIRE(fasting->load);
    for (const int minute : fasting->load->minutes)
      CHECK((unit::catalogue().analyte(family + "_" + std::to_string(minute)) != nullptr));
  }
}

TEST_CASE("glucose load: an analyte that is declared itself joins the family") {
  const Analyte* two_hours = unit::catalogue().analyte("glucose_120");
  REQUIRE(two_hours != nullptr);
  CHECK(two_hours->name == "2-hour glucose");
  CHECK(two_hours->family == "glucose");
  CHECK_FALSE(two_hours->one_of_many);
}

TEST_CASE("glucose load: a file of one's own may declare a family, and headers for its members") {
  const Catalogue own = load(hormone(kLoad));
  REQUIRE(own.analyte("glp_1_15") != nullptr);
  CHECK(own.analyte("glp_1_30")->title == "GLP-1 30 min after the drink");
  const Catalogue added =
      load("[[analyte]]\nid = \"glucose_30\"\nheaders = [\"half-hour sugar\"]\n");
  CHECK(added.analyte("glucose_30")->headers.back() == "half-hour sugar");
}

TEST_CASE("glucose load: mistakes are told with their line") {
  const auto says = [](const std::string& from, const std::string& to) {
    std::string text = hormone(kLoad);
    text.replace(text.find(from), from.size(), to);
    return error_of(text);
  };
  CHECK(says("[15, 30]", "[30, 15]") ==
        "own.toml:9: the load of analyte 'glp_1': 'minutes' must ascend, from 1");
  CHECK(says("[15, 30]", "[]") ==
        "own.toml:8: the load of analyte 'glp_1' needs 'minutes', a list of whole numbers");
  CHECK(says("\"glp 1\"", "\"ins\"") == "own.toml:1: 'ins' with a time means insulin and glp_1");
  CHECK(says("id = \"pmol/L\"\nusual = [2, 100]", "id = \"mg/dL\"\nusual = [2, 100]")
            .find("no unit of glp_1 is called 'mg/dL'") != std::string::npos);
}
