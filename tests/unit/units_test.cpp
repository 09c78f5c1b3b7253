// Units of an analyte: spellings, and the way from one to another.
#include <doctest/doctest.h>

#include <map>

#include "panel/units.hpp"
#include "text/text.hpp"
#include "unit/support.hpp"

using namespace metindex;
using panel::Converter;
using panel::find_converter;

namespace {

double convert(std::string_view analyte, double x, std::string_view from, std::string_view to,
               const panel::Factors& factors = {}) {
  const auto way = find_converter(*unit::catalogue().analyte(analyte), from, to, factors);
  REQUIRE_MESSAGE(way.has_value(), analyte, ": ", from, " to ", to);
  return (*way)(x);
}

const std::vector<Analyte>& analytes() { return unit::catalogue().declarations().analytes; }

// Numbers over the whole range in which the unit has results.
std::vector<double> numbers(const AnalyteUnit& of, unit::Random& random) {
  std::vector<double> found = {of.plausible.low, of.plausible.high};
  for (int i = 0; i < 200; ++i)
    found.push_back(random.between(of.plausible.low, of.plausible.high));
  return found;
}

}  // namespace

TEST_CASE("units: every declared conversion leads there and back") {
  unit::Random random(18);
  std::size_t checked = 0;
  for (const Analyte& analyte : analytes()) {
    for (const Conversion& c : analyte.conversions) {
      if (c.steps.size() != 1) continue;  // printed steps are not undone
      CAPTURE(analyte.id);
      CAPTURE(c.from);
      CAPTURE(c.to);
      const Converter there{{{&c, false, c.steps[0].scale}}};
      const Converter back{{{&c, true, c.steps[0].scale}}};
      const AnalyteUnit* from = analyte.find_unit(c.from);
      REQUIRE(from != nullptr);
      for (const double x : numbers(*from, random)) {
        CHECK(there(x) == doctest::Approx(c.steps[0].scale * x + c.steps[0].offset).epsilon(1e-14));
        CHECK(unit::close(back(there(x)), x, 1e-12));
        CHECK(unit::close(there(back(x)), x, 1e-12));
        ++checked;
      }
      const auto found = find_converter(analyte, c.from, c.to);
      REQUIRE(found.has_value());
      CHECK((*found)(from->usual.low) == there(from->usual.low));
      CHECK(found->authority() == c.authority);
    }
  }
  CHECK(checked > 1000);
}

TEST_CASE("units: every unit of an analyte converts to every other, and rises with it") {
  for (const Analyte& analyte : analytes()) {
    for (const AnalyteUnit& from : analyte.units) {
      for (const AnalyteUnit& to : analyte.units) {
        CAPTURE(analyte.id);
        CAPTURE(from.id);
        CAPTURE(to.id);
        const auto way = find_converter(analyte, from.id, to.id);
        REQUIRE(way.has_value());
        CHECK(way->identity() == (from.id == to.id));
        const double middle = (from.usual.low + from.usual.high) / 2;
        CHECK((*way)(from.usual.low) < (*way)(middle));
        CHECK((*way)(middle) < (*way)(from.usual.high));
        // The two printed ways between the IFCC and the JDS scale, and the steps, agree to a few
        // hundredths.
        const auto back = find_converter(analyte, to.id, from.id);
        const bool jds = from.id == "%{JDS}" || to.id == "%{JDS}";
        CHECK(unit::close((*back)((*way)(middle)), middle, jds ? 0.02 : 1e-12));
      }
    }
  }
}

TEST_CASE("units: what the authorities print") {
  CHECK(convert("hba1c", 48, "mmol/mol", "%") == doctest::Approx(6.54304).epsilon(1e-14));
  CHECK(convert("hba1c", 6.5, "%", "mmol/mol") == doctest::Approx(4.348 / 0.09148).epsilon(1e-13));
  CHECK(convert("hba1c", 6.5, "%", "mmol/mol") == doctest::Approx(47.5295).epsilon(1e-6));
  CHECK(convert("hba1c", 6.1, "%{JDS}", "%") == doctest::Approx(6.5).epsilon(1e-15));
  CHECK(convert("hba1c", 4.9, "%{JDS}", "%") == doctest::Approx(5.2).epsilon(1e-15));
  CHECK(convert("hba1c", 5.0, "%{JDS}", "%") == doctest::Approx(5.4).epsilon(1e-15));
  CHECK(convert("hba1c", 9.9, "%{JDS}", "%") == doctest::Approx(10.3).epsilon(1e-15));
  CHECK(convert("hba1c", 10.0, "%{JDS}", "%") == doctest::Approx(10.5).epsilon(1e-15));
  CHECK(convert("hba1c", 6.1, "%{JDS}", "mmol/mol") == doctest::Approx(47.119).epsilon(1e-12));
  CHECK(convert("hba1c", 47, "mmol/mol", "%{JDS}") == doctest::Approx(6.0869).epsilon(1e-12));
  CHECK(convert("glucose", 126, "mg/dL", "mmol/L") == 7);
  CHECK(convert("glucose", 7, "mmol/L", "mg/dL") == 126);
  CHECK(convert("glucose_120", 11, "mmol/L", "mg/dL") == 198);
  CHECK(convert("insulin", 12, "uIU/mL", "pmol/L") == 72);
  CHECK(convert("insulin", 72, "pmol/L", "uIU/mL") == 12);
  CHECK(convert("insulin", 1, "ng/mL", "pmol/L") == 172);  // its own factor, not 28.8 x 6
  CHECK(convert("insulin", 172, "pmol/L", "ng/mL") == doctest::Approx(1).epsilon(1e-15));
  CHECK(convert("c_peptide", 1, "ng/mL", "pmol/L") == doctest::Approx(331).epsilon(1e-15));
  CHECK(convert("triglycerides", 2, "mmol/L", "mg/dL") == doctest::Approx(177.14).epsilon(1e-15));
  CHECK(convert("hdl", 1, "mmol/L", "mg/dL") == 38.67);
  CHECK(convert("waist", 40, "in", "cm") == doctest::Approx(101.6).epsilon(1e-15));
}

TEST_CASE("units: the insulin factor can be replaced, for insulin alone") {
  const panel::Factors other = {{"insulin-factor", 6.945}};
  CHECK(convert("insulin", 12, "uIU/mL", "pmol/L", other) == doctest::Approx(83.34).epsilon(1e-15));
  CHECK(convert("insulin", 83.34, "pmol/L", "uIU/mL", other) == doctest::Approx(12).epsilon(1e-15));
  CHECK(convert("insulin", 1, "ng/mL", "pmol/L", other) == 172);
  CHECK(convert("insulin", 1, "ng/mL", "uIU/mL", other) == 28.8);
  CHECK(convert("insulin_120", 10, "uIU/mL", "pmol/L", other) ==
        doctest::Approx(69.45).epsilon(1e-15));
  CHECK(convert("glucose", 7, "mmol/L", "mg/dL", other) == 126);
  const Analyte& insulin = *unit::catalogue().analyte("insulin");
  CHECK(find_converter(insulin, "uIU/mL", "pmol/L", other)->authority() ==
        "--insulin-factor 6.945");
  CHECK(find_converter(insulin, "uIU/mL", "pmol/L")->authority() ==
        "6.00 pmol per uIU (WHO International Standard; NHANES)");
  CHECK(find_converter(insulin, "ng/mL", "pmol/L", other)->authority() ==
        "172 pmol per ng, molar mass about 5808");
}

TEST_CASE("units: there is no way to a unit that the analyte has not") {
  const Analyte& glucose = *unit::catalogue().analyte("glucose");
  CHECK_FALSE(find_converter(glucose, "mg/dL", "pmol/L").has_value());
  CHECK_FALSE(find_converter(glucose, "uIU/mL", "mg/dL").has_value());
  CHECK(panel::resolve_unit(unit::catalogue().declarations(), glucose, "uIU/mL") == nullptr);
  CHECK(panel::resolve_unit(unit::catalogue().declarations(), glucose, "") == nullptr);
}

TEST_CASE("units: every spelling resolves to its unit, for every analyte that has it") {
  const Declarations& all = unit::catalogue().declarations();
  std::size_t resolved = 0;
  for (const Analyte& analyte : all.analytes) {
    for (const AnalyteUnit& own : analyte.units) {
      const Unit* declared = unit::catalogue().unit(own.id);
      REQUIRE(declared != nullptr);
      std::vector<std::string> spellings = declared->spellings;
      spellings.push_back(declared->id);
      spellings.push_back(declared->ucum);
      for (const std::string& spelling : spellings) {
        for (const std::string& written : {spelling, " " + spelling + " ", text::lower(spelling)}) {
          CAPTURE(analyte.id);
          CAPTURE(written);
          const AnalyteUnit* found = panel::resolve_unit(all, analyte, written);
          REQUIRE(found != nullptr);
          CHECK(found->id == own.id);
          ++resolved;
        }
      }
    }
  }
  CHECK(resolved > 300);
}

TEST_CASE("units: no spelling means two units of one analyte, or two units at all") {
  const Declarations& all = unit::catalogue().declarations();
  std::map<std::string, std::string> seen;
  for (const Unit& declared : all.units) {
    for (const std::string& folded : panel::folded_spellings(all, declared.id)) {
      const auto [place, fresh] = seen.emplace(folded, declared.id);
      CHECK_MESSAGE(place->second == declared.id, "'", folded, "' means ", place->second, " and ",
                    declared.id);
      CHECK_FALSE(folded.empty());
    }
  }
}

TEST_CASE("units: the signs for micro") {
  const Declarations& all = unit::catalogue().declarations();
  const Analyte& insulin = *unit::catalogue().analyte("insulin");
  for (const std::string written :
       {"\xC2\xB5IU/mL", "\xCE\xBCIU/mL", "\xCE\x9CIU/mL", "uIU/mL", "mcIU/mL", "MCU/ML", "µU / mL",
        "mU/L", "microU/mL", "u[IU]/mL", "m[IU]/L", "мкЕд/мл", "МКЕД/МЛ"}) {
    CAPTURE(written);
    const AnalyteUnit* found = panel::resolve_unit(all, insulin, written);
    REQUIRE(found != nullptr);
    CHECK(found->id == "uIU/mL");
  }
  for (const std::string written : {"IU/mL", "mU/mL", "mIU/mL", "U/L", "uU/L", "mg/mL", "nmol/L"}) {
    CAPTURE(written);
    CHECK(panel::resolve_unit(all, insulin, written) == nullptr);
  }
}

TEST_CASE("units: the unit of a bare number") {
  const Analyte& glucose = *unit::catalogue().analyte("glucose");
  CHECK(glucose.unit_in("conventional").id == "mg/dL");
  CHECK(glucose.unit_in("si").id == "mmol/L");
  CHECK(glucose.unit_in("other").id == "mg/dL");
  CHECK(unit::catalogue().analyte("bmi")->unit_in("si").id == "kg/m2");
  for (const Analyte& analyte : analytes()) {
    for (const AnalyteUnit& own : analyte.units) {
      CAPTURE(analyte.id);
      CAPTURE(own.id);
      CHECK(own.possible.low <= own.plausible.low);
      CHECK(own.plausible.low <= own.usual.low);
      CHECK(own.usual.high <= own.plausible.high);
      CHECK(own.plausible.high <= own.possible.high);
      CHECK(own.plausible.low <= own.bare.low);
      CHECK(own.bare.high <= own.plausible.high);
    }
  }
}
