// Units beside the header: a row below it, a column beside the value.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "records/header_units.hpp"
#include "records/scan.hpp"
#include "records/sniff.hpp"
#include "unit/header_support.hpp"

namespace metindex::records {
namespace {

using Cells = std::vector<std::string>;

struct Beside {
  bool is_units_row = false;
  HeaderMap map;
  [[nodiscard]] std::string unit_of(const std::string& analyte) const {
    for (const Binding& b : map.bindings) {
      if (b.analyte->id == analyte) return b.unit;
    }
    return "not read";
  }
};

Beside below(const Cells& header, const Cells& row, const BatchOptions& options = {}) {
  Beside out;
  out.map = *map_header(unit::catalogue(), header, options);
  out.map.remarks.clear();
  out.is_units_row = read_units_row(unit::catalogue(), row, options, out.map);
  return out;
}

// The unit column of an analyte, from 1; 0 for none.
std::size_t unit_column(const Cells& header, const std::string& analyte,
                        const BatchOptions& options = {}) {
  HeaderMap map = *map_header(unit::catalogue(), header, options);
  find_unit_columns(unit::catalogue(), header, options, map);
  for (const Binding& b : map.bindings) {
    if (b.analyte->id == analyte) return b.unit_column + 1;
  }
  FAIL(analyte << " is not read");
  return 0;
}

}  // namespace

TEST_CASE("header units: a row of units below the header") {
  const Cells header = {"id", "age", "sex", "glucose", "insulin", "note"};
  for (const Cells& row : std::vector<Cells>{
           {"", "years", "", "mg/dL", "uIU/mL", ""},
           {"", "(Jahre)", "m/f", "[mg/dl]", "(µU/mL)", "text"},
           {"NA", "", "1=male", " MG/DL ", "in mIU/L", "free text"},
       }) {
    const Beside got = below(header, row);
    CHECK(got.is_units_row);
    CHECK(got.unit_of("glucose") == "mg/dL");
    CHECK(got.unit_of("insulin") == "uIU/mL");
    CHECK(got.map.doubts.empty());
    REQUIRE(got.map.remarks.size() == 1);
    CHECK(got.map.remarks[0].find("the row below the header holds units and is not scored: ") == 0);
  }
}

TEST_CASE("header units: a row of values is none of units") {
  const Cells header = {"id", "glucose", "insulin"};
  for (const Cells& row : std::vector<Cells>{
           {"a", "92", "12"},
           {"a", "92 mg/dL", "12 uIU/mL"},
           {"a", "", ""},
           {"a", "NA", "n.d."},
           {"7", "mg/dL", "uIU/mL"},   // a number somewhere
           {"a", "mg/dL", "<2,0"},     // a bound is a number
           {"a", "mmHg", "furlongs"},  // units of nothing that is read
           {},
       }) {
    const Beside got = below(header, row);
    CHECK_FALSE(got.is_units_row);
    CHECK(got.unit_of("glucose").empty());
    CHECK(got.map.remarks.empty());
    CHECK(got.map.doubts.empty());
  }
  CHECK_FALSE(below(header, {"a", std::string(100000, '('), "12"}).is_units_row);
}

TEST_CASE("header units: a row of units that contradicts, or names none that is known") {
  const Beside other = below({"Glucose (mg/dL)", "insulin"}, {"mmol/L", "uIU/mL"});
  CHECK(other.is_units_row);
  REQUIRE(other.map.doubts.size() == 1);
  CHECK(other.map.doubts[0].question ==
        "column 'Glucose (mg/dL)' is in mg/dL by its header, and in mmol/L by the row below; say "
        "which with --unit glucose=mg/dL or --unit glucose=mmol/L");
  const Beside unknown = below({"glucose", "insulin"}, {"g/L", "uIU/mL"});
  CHECK(unknown.is_units_row);
  REQUIRE(unknown.map.doubts.size() == 1);
  CHECK(unknown.map.doubts[0].question ==
        "column 'glucose': unit 'g/L' in the row below the header is not known for glucose; it has "
        "mg/dL, mmol/L; say which with --unit glucose=UNIT");
  BatchOptions options;
  options.units = {{"glucose", "mmol/L"}};
  const Beside settled = below({"Glucose (mg/dL)", "insulin"}, {"mg/dL", "uIU/mL"}, options);
  CHECK(settled.map.doubts.empty());
  CHECK(settled.unit_of("glucose") == "mmol/L");
  const Beside same = below({"Glucose (mg/dL)"}, {"mg/dl"});
  CHECK(same.is_units_row);
  CHECK(same.map.doubts.empty());
}

TEST_CASE("header units: a column of units beside the value") {
  for (const std::string unit : {"glucose_unit", "glucose unit", "Unit_glucose", "Glucose.Units",
                                 "Einheit Glukose", "FPG unit", "unit of glucose", "glucose (unit)",
                                 "UNITS: GLUCOSE", "glucosa unidad", "unité glucose"}) {
    CAPTURE(unit);
    CHECK(unit_column({"id", "glucose", "insulin", unit}, "glucose") == 4);
    CHECK(unit_column({"id", "glucose", "insulin", unit}, "insulin") == 0);
  }
  CHECK(unit_column({"空腹血糖", "单位"}, "glucose") == 2);
  CHECK(unit_column({"first", "first_unit"}, "glucose", [] {
          BatchOptions options;
          options.columns = {{"glucose", "first"}};
          return options;
        }()) == 2);
}

TEST_CASE("header units: a plain word for unit belongs to the value on its left") {
  const Cells header = {"unit", "glucose", "unit", "insulin", "Einheit", "hba1c", "id", "units"};
  CHECK(unit_column(header, "glucose") == 3);
  CHECK(unit_column(header, "insulin") == 5);
  CHECK(unit_column(header, "hba1c") == 0);
  CHECK(unit_column({"sex", "unit", "glucose"}, "sex") == 0);
  CHECK(unit_column({"glucose", "unit", "glucose_unit"}, "glucose") == 3);  // its name decides
  CHECK(unit_column({"glucose", "united", "community"}, "glucose") == 0);
}

TEST_CASE("header units: two columns for the unit of one value") {
  const Cells header = {"glucose", "insulin", "glucose_unit", "Unit Glucose"};
  HeaderMap map = *map_header(unit::catalogue(), header, {});
  find_unit_columns(unit::catalogue(), header, {}, map);
  REQUIRE(map.doubts.size() == 1);
  CHECK(map.doubts[0].question ==
        "columns 'glucose_unit' (column 3) and 'Unit Glucose' (column 4) both say the unit of "
        "glucose; rename one of them, or say the unit with --unit glucose=UNIT");
  BatchOptions options;
  options.units = {{"glucose", "mg/dL"}};
  map = *map_header(unit::catalogue(), header, options);
  find_unit_columns(unit::catalogue(), header, options, map);
  CHECK(map.doubts.empty());
  CHECK(map.bindings[0].unit_column == kNoColumn);
  CHECK(unit_column({"glucose", "Glucose unit", "insulin", "glucose_unit"}, "glucose") == 2);
}

TEST_CASE("header units: the cells of a unit column") {
  const Analyte& insulin = *unit::catalogue().analyte("insulin");
  UnitCells cells(unit::catalogue().declarations(), insulin);
  for (int again = 0; again < 2; ++again) {
    CHECK(insulin.units[cells.position("µIU/mL")].id == "uIU/mL");
    CHECK(insulin.units[cells.position("mU/l")].id == "uIU/mL");
    CHECK(insulin.units[cells.position(" (pmol/L) ")].id == "pmol/L");
    CHECK(cells.position("") == UnitCells::kEmpty);
    CHECK(cells.position("NA") == UnitCells::kEmpty);
    CHECK(cells.position("mg/dL") == UnitCells::kUnknown);
    CHECK(cells.position("12") == UnitCells::kUnknown);
    CHECK(cells.position(std::string(1000, 'x')) == UnitCells::kUnknown);
  }
  for (int i = 0; i < 5000; ++i)
    CHECK(cells.position("spelling " + std::to_string(i)) == UnitCells::kUnknown);
  CHECK(insulin.units[cells.position("pmol/L")].id == "pmol/L");
}

TEST_CASE("header units: a column that holds no unit is none of units") {
  const auto sniffed = [](const std::string& rows, std::vector<std::string>& remarks) {
    const Cells header = {"glucose", "glucose_unit", "insulin [pmol/L]", "insulin_units"};
    HeaderMap map = *map_header(unit::catalogue(), header, {});
    find_unit_columns(unit::catalogue(), header, {}, map);
    const std::string text = rows + std::string(kReach, '\0');
    Dialect dialect;
    dialect.delimiter = ',';
    RecordBlock block;
    Scanner({text.data(), rows.size(), 2, false}, dialect).next(block, 100);
    sniff_unit_columns(unit::catalogue(), block, map.bindings, remarks);
    return std::pair(map.bindings[0].unit_column, map.bindings[1].unit_column);
  };
  std::vector<std::string> remarks;
  CHECK(sniffed("92,mg/dL,60,10\n5.1,mmol/l,72,\n,,,12\n", remarks) ==
        std::pair<std::size_t, std::size_t>(1, kNoColumn));  // insulin_units are of a dose
  REQUIRE(remarks.size() == 2);
  CHECK(remarks[0] == "the unit of each glucose is read from column 2");
  CHECK(remarks[1] == "column 4 is left alone: its name says unit of insulin, and it holds none");
  remarks.clear();
  CHECK(sniffed("92,,60,pmol/L\n5.1\n,nix,72,what\n", remarks) ==
        std::pair<std::size_t, std::size_t>(kNoColumn, 3));
  CHECK(remarks[1] == "the unit of each insulin is read from column 4; pmol/L where that is empty");
  remarks.clear();
  CHECK(sniffed("", remarks) == std::pair<std::size_t, std::size_t>(1, 3));  // nothing is known
}

}  // namespace metindex::records
