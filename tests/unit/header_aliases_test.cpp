// Every line of the collection of header spellings, where METINDEX_SCIENCE names the folder it
// stands in: what each is taken for, and why not all of them are taken.
#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>

#include "text/text.hpp"
#include "unit/header_support.hpp"

namespace {

using unit::said;

struct Exception {
  std::string said;  // what the header is taken for
  std::string why;
};

// By what the collection calls the analyte.
const std::map<std::string, Exception>& analytes_left_out() {
  static const std::map<std::string, Exception> all = {
      {"date", {"nothing", "no value"}},
      {"id", {"nothing", "no value"}},
      {"eag", {"nothing", "computed from HbA1c, not read"}},
      {"diabetes_flag", {"nothing", "no context asks for it"}},
      {"glucose_pills_flag", {"nothing", "no context asks for it"}},
      {"medication", {"nothing", "several answers in one column"}},
      {"fasting_minutes", {"nothing", "the hours decide whether a fast is of 8 to under 24 hours"}},
      {"hba1c_mass_per_volume", {"never", "g/dL, no fraction of haemoglobin"}},
  };
  return all;
}

const std::map<std::string, Exception>& headers_left_out() {
  static const std::string kUnit = "has other meanings: read only with a unit";
  static const std::string kBlood = "capillary or whole blood, or perhaps so: no plasma value";
  static const std::string kOther = "known as another analyte, which no fasting index reads";
  static const std::map<std::string, Exception> all = {
      {"fi", {"problem", kUnit}},
      {"gh", {"problem", kUnit}},
      {"cpr", {"problem", kUnit}},
      {"tag", {"problem", kUnit}},
      {"1556-0", {"never", kBlood}},
      {"14770-2", {"never", kBlood}},
      {"41604-0", {"never", kBlood}},
      {"76629-5", {"never", kBlood}},
      {"77145-1", {"never", kBlood}},
      {"16913-6", {"nothing", "public code disagrees on what it is"}},
      {"53114-5", {"nothing", "what sample it is of could not be confirmed"}},
      {"2986",
       {"nothing", "insulin within a year of the diagnosis, not at the time of the sample"}},
      {"PHAFSTHR", {"survey_fasting_hours[h]", "the study's own rule for its fasts applies"}},
      {"glucose_2h", {"glucose_120", kOther}},
      {"glucose120", {"glucose_120", kOther}},
      {"proinsulin", {"proinsulin", kOther}},
  };
  return all;
}

// What the collection expects, in the catalogue's words.
std::string expected_of(const std::string& analyte, const std::string& unit) {
  static const std::map<std::string, std::string> names = {
      {"glucose_fasting", "glucose"},
      {"glucose_2h", "glucose_120"},
      {"insulin_fasting", "insulin"},
      {"insulin_censored_flag", "insulin_detection"},
      {"insulin_treatment_flag", "insulin_treatment"},
      {"nefa", "ffa"},
      {"fasting_status", "fasting"},
      {"NEVER", "never"}};
  static const std::map<std::string, std::string> units = {{"% JDS", "%{JDS}"}};
  const auto name = names.find(analyte);
  const auto other = units.find(unit);
  return (name == names.end() ? analyte : name->second) +
         (unit.empty() ? "" : "[" + (other == units.end() ? unit : other->second) + "]");
}

// A unit that the collection does not imply may be documented with the column.
bool agrees(const std::string& got, const std::string& expected) {
  return got == expected || (expected.find('[') == std::string::npos &&
                             got.substr(0, got.find('[')) == expected && got.back() == ']');
}

}  // namespace

TEST_CASE("header: the collection of header spellings") {
  const char* folder = std::getenv("METINDEX_SCIENCE");
  std::ifstream file(folder == nullptr ? std::string() : std::string(folder) + "/aliases.csv");
  if (!file) {
    std::puts("aliases.csv: skipped (METINDEX_SCIENCE does not name its folder)");
    return;
  }
  std::map<std::string, int> used;
  int lines = 0;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto cells = metindex::text::split(line, ',');
    REQUIRE(cells.size() >= 4);
    CAPTURE(line);
    const std::string analyte(cells[0]);
    const std::string alias(cells[1]);
    const bool field = cells[3].find("UK Biobank") != std::string_view::npos;
    std::string header = field ? alias + "-0.0" : alias;
    if (header.back() == '*') header.back() = 'x';
    const auto by_header = headers_left_out().find(alias);
    const auto by_analyte = analytes_left_out().find(analyte);
    ++lines;
    if (by_header != headers_left_out().end()) {
      CHECK(said(header) == by_header->second.said);
      ++used[alias];
    } else if (by_analyte != analytes_left_out().end()) {
      CHECK(said(header) == by_analyte->second.said);
      ++used[analyte];
    } else {
      CHECK_MESSAGE(agrees(said(header), expected_of(analyte, std::string(cells[2]))),
                    header << " is taken for " << said(header));
    }
  }
  std::printf("aliases.csv: %d lines run\n", lines);
  CHECK(lines > 200);
  for (const auto& [alias, exception] : headers_left_out()) CHECK_MESSAGE(used[alias] > 0, alias);
  for (const auto& [id, exception] : analytes_left_out()) CHECK_MESSAGE(used[id] > 0, id);
}

TEST_CASE("header: names with other meanings are read with a unit that fits, and only so") {
  CHECK(said("FI") == "problem");
  CHECK(said("FI (uIU/mL)") == "insulin[uIU/mL]");
  CHECK(said("fi_pmol_l") == "insulin[pmol/L]");
  CHECK(said("FI [score]") == "nothing");
  CHECK(said("GH") == "problem");
  CHECK(said("GH (%)") == "hba1c[%]");
  CHECK(said("GH %") == "hba1c[%]");
  CHECK(said("GH (ng/mL)") == "nothing");  // growth hormone
  CHECK(said("Tag") == "problem");         // day, in German
  CHECK(said("TAG, mmol/L") == "triglycerides[mmol/L]");
  CHECK(said("CPR") == "problem");
  CHECK(said("CPR (ng/mL)") == "c_peptide[ng/mL]");
  CHECK(said("ETA") == "problem");
  CHECK(said("Età (anni)") == "age[a]");
}
