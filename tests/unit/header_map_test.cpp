// A whole header: one column for each analyte, questions, what options decide, no header at all.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/header_support.hpp"

namespace metindex::records {
namespace {

using Header = std::vector<std::string>;

HeaderMap mapped(const Header& header, const BatchOptions& options = {}) {
  const auto map = map_header(unit::catalogue(), header, options);
  REQUIRE_MESSAGE(map, map.error());
  return *map;
}

std::string refused(const Header& header, const BatchOptions& options) {
  const auto map = map_header(unit::catalogue(), header, options);
  REQUIRE_FALSE(map);
  return map.error();
}

// "glucose[mg/dL]=2 insulin=3", columns from 1.
std::string bound(const HeaderMap& map) {
  std::string out;
  for (const Binding& b : map.bindings) {
    out += (out.empty() ? "" : " ") + b.analyte->id + (b.unit.empty() ? "" : "[" + b.unit + "]") +
           "=" + std::to_string(b.column + 1);
  }
  return out;
}

BatchOptions with_columns(std::vector<std::pair<std::string, std::string>> columns) {
  BatchOptions options;
  options.columns = std::move(columns);
  return options;
}

}  // namespace

TEST_CASE("header: a converted column steps back") {
  const HeaderMap map = mapped({"SEQN", "LBDGLUSI", "LBXGLU", "LBXIN"});
  CHECK(bound(map) == "glucose[mg/dL]=3 insulin[uIU/mL]=4");
  CHECK(map.doubts.empty());
  REQUIRE(map.remarks.size() == 1);
  CHECK(map.remarks[0] == "'LBDGLUSI' is 'LBXGLU' in another unit; 'LBXGLU' is read");
  CHECK(bound(mapped({"LBDGLUSI"})) == "glucose[mmol/L]=1");
}

TEST_CASE("header: names that differ only in case are a question, and an option decides") {
  const Header two = {"glucose", "Glucose", "insulin"};
  const HeaderMap asked = mapped(two);
  CHECK(bound(asked) == "insulin=3");
  REQUIRE(asked.doubts.size() == 1);
  CHECK(asked.doubts[0].question ==
        "columns 'glucose' (column 1) and 'Glucose' (column 2) both say glucose; choose with "
        "--column glucose=1 or --column glucose=2");
  const HeaderMap by_name = mapped(two, with_columns({{"glucose", "Glucose"}}));
  CHECK(by_name.doubts.empty());
  CHECK(bound(by_name) == "glucose=2 insulin=3");
  CHECK(bound(mapped(two, with_columns({{"glucose", "1"}}))) == "glucose=1 insulin=3");
  CHECK(refused(two, with_columns({{"glucose", "gluocse"}})) ==
        "no column is called 'gluocse'; did you mean 'glucose'?");
}

TEST_CASE("header: doubled names are a question that only a number answers") {
  const Header twice = {"id", "glucose", "glucose", "glucose", "insulin"};
  const HeaderMap asked = mapped(twice);
  REQUIRE(asked.doubts.size() == 1);
  CHECK(asked.doubts[0].question ==
        "columns 'glucose' (column 2), 'glucose' (column 3) and 'glucose' (column 4) all say "
        "glucose; choose with --column glucose=2, --column glucose=3 and so on");
  CHECK(refused(twice, with_columns({{"glucose", "glucose"}})) ==
        "--column glucose=glucose: columns 2, 3 and 4 are called 'glucose'; choose by number, as "
        "in --column glucose=2");
  CHECK(bound(mapped(twice, with_columns({{"glucose", "3"}}))) == "glucose=3 insulin=5");
}

TEST_CASE("header: a name that is a number is said to be one") {
  const HeaderMap map = mapped({"0", "2", "insulin"}, with_columns({{"glucose", "0"}}));
  CHECK(bound(map) == "glucose=1 insulin=3");
  CHECK(map.remarks.empty());  // no column has the number 0
  const HeaderMap other = mapped({"2", "0", "insulin"}, with_columns({{"glucose", "2"}}));
  CHECK(bound(other) == "glucose=1 insulin=3");
  REQUIRE(other.remarks.size() == 1);
  CHECK(other.remarks[0] == "--column glucose=2 is '2' (column 1)");
}

TEST_CASE("header: without a header only numbers name columns") {
  BatchOptions options = with_columns({{"glucose", "2"}, {"insulin", "3"}});
  options.header = false;
  options.units = {{"glucose", "mg/dL"}};
  const Header invented = column_names(3);
  CHECK(invented == Header{"column_1", "column_2", "column_3"});
  CHECK(bound(mapped(invented, options)) == "glucose[mg/dL]=2 insulin=3");
  CHECK(mapped(invented, options).bindings[0].header == "column_2");
  options.columns = {{"glucose", "column_2"}};
  CHECK(refused(invented, options) ==
        "--column glucose=column_2: without a header a column is named by its number, as in "
        "--column glucose=5");
  options.columns = {{"glucose", "4"}};
  CHECK(refused(invented, options) == "there is no column 4; the table has 3");
  options.columns.clear();
  CHECK(refused(invented, options) ==
        "--no-header: say by number which column is what, as in --column glucose=5 --unit "
        "glucose=mg/dL");
}

TEST_CASE("header: of a study's visits the first is read, and any is read on request") {
  const Header header = {"eid", "30750-1.0", "30750-0.0", "30870-0.0", "31-0.0"};
  const HeaderMap map = mapped(header);
  CHECK(bound(map) == "hba1c[mmol/mol]=3 triglycerides[mmol/L]=4 sex=5");
  REQUIRE(map.remarks.size() == 1);
  CHECK(map.remarks[0] == "left alone, of later visits or repeats: '30750-1.0'");
  REQUIRE(map.hints.size() == 1);
  CHECK(map.hints[0].analyte->id == "triglycerides");
  const HeaderMap later = mapped(header, with_columns({{"hba1c", "30750-1.0"}}));
  CHECK(later.bindings[0].column == 1);
  CHECK(later.bindings[0].unit == "mmol/mol");
  // p31 is a name of UK Biobank's only beside its id.
  CHECK(bound(mapped({"eid", "p31"})) == "sex=2");
  CHECK(bound(mapped({"id", "p31"})).empty());
  CHECK(bound(mapped({"participant.eid", "participant.p31"})) == "sex=2");
}

TEST_CASE("header: what stands aside is named, and not without end") {
  Header header;
  for (int i = 1; i <= 12; ++i) header.push_back("ogtt_" + std::to_string(i));
  const HeaderMap map = mapped(header);
  REQUIRE(map.remarks.size() == 1);
  CHECK(map.remarks[0] ==
        "left alone, not plasma values of a fast or a glucose drink, or not measurements: "
        "'ogtt_1', 'ogtt_2', 'ogtt_3', "
        "'ogtt_4', 'ogtt_5', 'ogtt_6', 'ogtt_7', 'ogtt_8', 'ogtt_9', 'ogtt_10' and 2 more; if "
        "'ogtt_10' is glucose at 10 min, add --column glucose_10=ogtt_10");
}

TEST_CASE("header: a doubtful name is a hint, with the option that settles it") {
  const HeaderMap map = mapped({"FI", "Glucose (Roche)"});
  CHECK(bound(map).empty());
  REQUIRE(map.hints.size() == 2);
  CHECK(map.hints[0].question ==
        "column 'FI' is not read: the name alone may mean something else; if it is fasting "
        "insulin, add --column insulin=FI");
  CHECK(map.hints[1].question ==
        "column 'Glucose (Roche)' is not read: 'Roche' is no unit of glucose; if it is fasting "
        "glucose, add --column 'glucose=Glucose (Roche)'");
  BatchOptions units;
  units.units = {{"glucose", "mg/dL"}};
  CHECK(bound(mapped({"Glucose (Roche)"}, units)) == "glucose[mg/dL]=1");
}

TEST_CASE("header: a data set with misleading names") {
  const HeaderMap map = mapped({"Pregnancies", "Glucose", "BloodPressure", "SkinThickness",
                                "Insulin", "BMI", "DiabetesPedigreeFunction", "Age", "Outcome"});
  CHECK(bound(map) == "bmi=6 age=8 glucose_120=2 insulin_120=5");
  REQUIRE(map.remarks.size() == 1);
  CHECK(map.remarks[0].find("this looks like the Pima Indians diabetes table") == 0);
}

TEST_CASE("header: a hundred thousand columns") {
  constexpr std::size_t kMany = unit::kSanitized ? 10000 : 100000;
  Header header(kMany, "glucose");
  CHECK(mapped(header).doubts.size() == 1);
  for (std::size_t i = 0; i < kMany; ++i) header[i] = "column " + std::to_string(i) + " (mg/dL)";
  header[kMany - 1] = "glucose (mg/dL)";
  CHECK(bound(mapped(header)) == "glucose[mg/dL]=" + std::to_string(kMany));
}

}  // namespace metindex::records
