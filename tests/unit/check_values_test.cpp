// The collection of published check values, where METINDEX_SCIENCE names the folder it stands in.
#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>

#include "unit/given_support.hpp"

using namespace metindex;
using unit::computed;
using unit::Given;
using unit::kNaN;

TEST_CASE("catalogue: the collection of published check values") {
  const char* folder = std::getenv("METINDEX_SCIENCE");
  std::ifstream file(folder == nullptr ? std::string() : std::string(folder) + "/check_values.csv");
  if (!file) {
    std::puts("check_values.csv: skipped (METINDEX_SCIENCE does not name its folder)");
    return;
  }
  const std::map<std::string, std::string> renamed = {
      {"homa_beta_pct", "homa_b"},    {"homa_s_pct", "homa_s"},  {"fgir", "fgir_mg_dl"},
      {"tg_hdl_mgdL", "tg_hdl_mass"}, {"eag_mgdL", "eag_mg_dl"}, {"eag_mmolL", "eag_mmol_l"}};
  const std::map<std::string, std::pair<std::string, std::string>> inputs = {
      {"glucose_mgdL", {"glucose", "mg/dL"}},
      {"glucose_mmolL", {"glucose", "mmol/L"}},
      {"insulin_uUmL", {"insulin", "uIU/mL"}},
      {"insulin_pmolL", {"insulin", "pmol/L"}},
      {"tg_mgdL", {"triglycerides", "mg/dL"}},
      {"tg_mmolL", {"triglycerides", "mmol/L"}},
      {"hdl_mgdL", {"hdl", "mg/dL"}},
      {"hdl_mmolL", {"hdl", "mmol/L"}},
      {"bmi", {"bmi", "kg/m2"}},
      {"hba1c_pct", {"hba1c", "%"}}};
  int run = 0;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto cells = text::split(line, ',');
    REQUIRE(cells.size() >= 4);
    const auto other = renamed.find(std::string(cells[0]));
    const std::string id = other == renamed.end() ? std::string(cells[0]) : other->second;
    const auto& indices = unit::catalogue().declarations().indices;
    const auto index =
        std::find_if(indices.begin(), indices.end(), [&](const Index& i) { return i.id == id; });
    if (index == indices.end()) continue;
    CAPTURE(line);
    std::vector<Given> given;
    for (const std::string_view part : text::split(cells[1], ';')) {
      const std::size_t equal = part.find('=');
      const auto input = inputs.find(std::string(part.substr(0, equal)));
      REQUIRE_MESSAGE(input != inputs.end(), part);
      given.push_back({input->second.first, text::to_number(part.substr(equal + 1)).value_or(kNaN),
                       input->second.second});
    }
    const double x = computed(*index, given);
    ++run;
    if (cells[2] == "nan")
      CHECK(std::isnan(x));
    else
      CHECK(std::fabs(x - text::to_number(cells[2]).value_or(kNaN)) <=
            text::to_number(cells[3]).value_or(kNaN));
  }
  std::printf("check_values.csv: %d rows run\n", run);
  CHECK(run > 50);
}
