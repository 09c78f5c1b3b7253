// The collection of published check values, where METINDEX_SCIENCE names the folder it stands in.
#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>

#include "panel/units.hpp"
#include "unit/given_support.hpp"

using namespace metindex;
using unit::Given;
using unit::kNaN;

namespace {

// What the collection calls an index, where its id is another.
const std::map<std::string, std::string> kIds = {
    {"adipo_ir_uU", "adipo_ir_uiu"},
    {"belfiore_normalised", "belfiore_basal"},
    {"bennett_ln_mgdL", "bennett_ln_mg_dl"},
    {"eag_mgdL", "eag_mg_dl"},
    {"eag_mmolL", "eag_mmol_l"},
    {"fgir", "fgir_mg_dl"},
    {"gmi_mmolmol", "gmi_mmol_mol"},
    {"hba1c_ifcc_mmolmol", "hba1c_ifcc"},
    {"hba1c_ngsp_pct", "hba1c_ngsp"},
    {"homa_beta_pct", "homa_b"},
    {"homa_s_pct", "homa_s"},
    {"spina_gbeta_pmol_s", "spina_gbeta"},
    {"spina_gr_mol_s", "spina_gr"},
    {"tg_hdl_mgdL", "tg_hdl_mass"},
};

const std::map<std::string, std::string> kUnits = {
    {"mgdL", "mg/dL"},   {"mmolL", "mmol/L"}, {"uUmL", "uIU/mL"},
    {"pmolL", "pmol/L"}, {"ugmL", "ug/mL"},   {"cm", "cm"},
    {"kg", "kg"},        {"pct", "%"},        {"mmolmol", "mmol/mol"},
};

// The collection's short names of analytes, without the minutes that follow some.
const std::map<std::string, std::string> kAnalytes = {
    {"g", "glucose"},
    {"i", "insulin"},
    {"fpg", "glucose"},
    {"tg", "triglycerides"},
};

// Of an analyte that is written without its unit.
const std::map<std::string, std::string> kBareUnits = {{"bmi", "kg/m2"}, {"age", "a"}};

const std::map<std::string, std::map<std::string, std::string>> kWords = {
    {"sex", {{"M", "male"}, {"F", "female"}}},
    {"hypertension", {{"0", "no"}, {"1", "yes"}}},
};

// Any reference will do where values are given as multiples of it.
const std::map<std::string, double> kReference = {{"glucose", 90}, {"insulin", 10}};

// What the formula of an index takes for granted.
const std::set<std::string> kConventions = {"bsa=gehan_george", "dose_g=75"};

std::string found_or(const std::map<std::string, std::string>& map, const std::string& key,
                     const std::string& other) {
  const auto found = map.find(key);
  return found == map.end() ? other : found->second;
}

// "g30" -> "glucose_30", "i0" -> "insulin", "glucose120" -> "glucose_120", "hba1c" -> itself.
std::string analyte_called(const std::string& written) {
  if (unit::catalogue().analyte(written) != nullptr) return written;
  const std::size_t digits = written.find_last_not_of("0123456789") + 1;
  const std::string stem = written.substr(0, digits);
  const std::string minutes = written.substr(digits);
  const std::string name = found_or(kAnalytes, stem, stem);
  return minutes.empty() || minutes == "0" ? name : name + "_" + minutes;
}

// "g30_mgdL=135", "sex=F", "bmi=21.8"
Given read_input(const std::string& text) {
  const std::size_t equal = text.find('=');
  REQUIRE_MESSAGE(equal < text.size(), text);
  const std::string name = text.substr(0, equal), value = text.substr(equal + 1);
  if (const auto words = kWords.find(name); words != kWords.end())
    return {name, kNaN, "", words->second.at(value)};
  const auto number = text::to_number(value);
  REQUIRE_MESSAGE(number.has_value(), text);
  const std::size_t last = name.rfind('_');
  const bool bare = kBareUnits.count(name) > 0;
  REQUIRE_MESSAGE((bare || last < name.size()), text, " has no unit");
  if (bare) return {name, *number, kBareUnits.at(name)};
  const auto in = kUnits.find(name.substr(last + 1));
  REQUIRE_MESSAGE((in != kUnits.end()), text, " has no known unit");
  return {analyte_called(name.substr(0, last)), *number, in->second};
}

// "insulin_over_ref=1": a value as a multiple of the laboratory's reference.
void read_multiple(const std::string& analyte, double multiple, std::vector<Given>& given) {
  const std::string in = unit::catalogue().analyte(analyte)->units.front().id;
  given.push_back({"reference_" + analyte, kReference.at(analyte), in});
  given.push_back({analyte, multiple * kReference.at(analyte), in});
}

std::vector<Given> read_inputs(std::string_view text) {
  std::vector<Given> given;
  for (const std::string_view part : text::split(text, ';')) {
    const std::size_t multiple = part.find("_over_ref=");
    if (multiple != std::string_view::npos) {
      const auto number = text::to_number(part.substr(part.find('=') + 1));
      read_multiple(std::string(part.substr(0, multiple)), number.value_or(kNaN), given);
    } else if (kConventions.count(std::string(part)) == 0) {
      given.push_back(read_input(std::string(part)));
    }
  }
  return given;
}

// "insulin_pmolL_from_uUmL", of one input; NaN where the name is no conversion.
double converted(const std::string& name, const std::vector<Given>& given) {
  const std::size_t from = name.find("_from_");
  if (from == std::string::npos || given.size() != 1) return kNaN;
  const std::string target = name.substr(0, from);
  const std::string to = kUnits.at(target.substr(target.rfind('_') + 1));
  const auto way =
      panel::find_converter(*unit::catalogue().analyte(given[0].analyte), given[0].in, to);
  return way ? (*way)(given[0].number) : kNaN;
}

struct Row {
  std::string name, inputs, expect;
  double within;
};

std::vector<Row> read_rows(std::istream& file) {
  std::vector<Row> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto cells = text::split(line, ',');
    REQUIRE_MESSAGE(cells.size() >= 5, line);
    const auto within = text::to_number(cells[3]);
    REQUIRE_MESSAGE(within.has_value(), line);
    rows.push_back({std::string(cells[0]), std::string(cells[1]), std::string(cells[2]), *within});
  }
  return rows;
}

struct Tally {
  int rows = 0;
  double worst = 0;  // relative error
};

void check_row(const Row& row, Tally& tally) {
  CAPTURE(row.name);
  CAPTURE(row.inputs);
  const auto given = read_inputs(row.inputs);
  const Index* index = unit::catalogue().index(found_or(kIds, row.name, row.name));
  const double got = index == nullptr ? converted(row.name, given) : unit::computed(*index, given);
  ++tally.rows;
  if (row.expect == "nan") {
    CHECK(std::isnan(got));
    return;
  }
  const double expected = text::to_number(row.expect).value_or(kNaN);
  CHECK_MESSAGE(std::fabs(got - expected) <= row.within, got, " for ", expected);
  if (expected != 0) tally.worst = std::max(tally.worst, std::fabs(got / expected - 1));
}

}  // namespace

TEST_CASE("catalogue: the collection of published check values") {
  const char* folder = std::getenv("METINDEX_SCIENCE");
  std::ifstream file(folder == nullptr ? std::string() : std::string(folder) + "/check_values.csv");
  if (!file) {
    std::puts("check_values.csv: skipped (METINDEX_SCIENCE does not name its folder)");
    return;
  }
  std::map<std::string, Tally> tallies;
  for (const Row& row : read_rows(file)) {
    const bool there = unit::catalogue().index(found_or(kIds, row.name, row.name)) != nullptr;
    const bool known = there || row.name.find("_from_") != std::string::npos;
    CHECK_MESSAGE(known, row.name, " is not in the catalogue");
    if (known) check_row(row, tallies[row.name]);
  }
  std::printf("check_values.csv: %-40s rows  worst relative error\n", "index");
  for (const auto& [name, tally] : tallies)
    std::printf("check_values.csv: %-40s %4d  %.1e\n", name.c_str(), tally.rows, tally.worst);
  CHECK(tallies.size() >= 15);
}
