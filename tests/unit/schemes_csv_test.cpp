// The collection of published schemes, where METINDEX_SCIENCE names the folder it stands in: each
// row is a band of the catalogue with the same limits, or is left out for a reason that stands
// here.
#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>

#include "text/text.hpp"
#include "unit/support.hpp"

using namespace metindex;

namespace {

using Row = std::map<std::string, std::string>;  // by the header

// What the collection calls an analyte or index, where its id is another.
const std::map<std::string, std::string> kQuantities = {
    {"glucose_fasting", "glucose"},   {"insulin_fasting", "insulin"},
    {"insulin_2h", "insulin_120"},    {"tg_hdl", "tg_hdl_mass"},
    {"bp_systolic", "systolic_bp"},   {"bp_diastolic", "diastolic_bp"},
    {"matsuda", "matsuda_trapezoid"},
};

const std::map<std::string, std::string> kUnits = {
    {"% JDS", "%{JDS}"},
    {"mm[Hg]", "mmHg"},
    {"mg/dL per mg/dL", "1"},
    {"Ln[TG*G/2] (mg/dL)", "1"},
};

// Schemes whose id in the catalogue is not the collection's without the quantity.
const std::map<std::string, std::string> kSchemes = {
    {"mets_idf2005.waist_europid", "mets_idf_europid"},
};

// Left out, and why.
const std::map<std::string, std::string> kOtherForms = {
    {"Ln[TG*G]/2 (mg/dL)", "the catalogue has TyG as ln(TG x glucose / 2), and this limit for it"},
};

// There, but with another limit than the collection's.
const std::map<std::string, std::string> kOtherLimits = {
    {"mets_ir.bello2018",
     "50.0 was read in an encyclopaedia; the paper's abstract has 50.39, the highest quarter"},
};

// Made for another variant of the index than its quantity says.
const std::map<std::string, std::string> kVariants = {
    {"homa2_ir.bihar", "homa2_ir_cpeptide"},
    {"matsuda.pmc8103608", "matsuda_arithmetic"},
};

// The collection has >= here; the paper's abstract says that the ratios "exceeded" these limits.
const std::set<std::string> kAbove = {"tg_hdl.mexico_students"};

// 18 or none in the collection, for want of an age in what was read; the ages of the sample are
// known.
const std::map<std::string, std::pair<std::string, std::string>> kAges = {
    {"insulin.rio", {"20", "60"}},
    {"insulin.rio_by_sex", {"20", "60"}},
    {"insulin.research_ge10", {"20", ""}},
    {"homa_ir.rio", {"20", "60"}},
    {"homa_ir.massoud2022", {"18", "70"}},
    {"homa_ir.yamada2011", {"20", "79"}},
    {"homa_ir.turkey_p90", {"20", "84"}},
    {"homa_ir.nhanes1999_2018", {"20", ""}},
    {"homa_ir.brams", {"18", "78"}},
    {"homa_ir.brams_mets", {"18", "78"}},
    {"homa2_ir.brams", {"18", "78"}},
    {"homa2_ir.brams_mets", {"18", "78"}},
    {"homa2_ir.turkey_p90", {"20", "84"}},
    {"homa_ir.kurtoglu2010_prepubertal", {"5", "18"}},
    {"homa_ir.kurtoglu2010_pubertal", {"5", "18"}},
    // Adolescents, as WHO counts them.
    {"homa_ir.adolescents2016", {"10", "19"}},
    {"homa_ir.india_adolescents2013", {"10", "19"}},
};

// Called a guideline there; pages of clinics print it, and the society's document was not read.
const std::map<std::string, std::string> kKinds = {{"homa_ir.jds_practice", "convention"}};

// Labels that say the same in other words; the part in brackets with the limits is left off.
const std::map<std::string, std::string> kSameMeaning = {
    {"below diabetes range; diabetes by glucose not excluded",
     "below the diabetes range (diabetes by glucose not excluded)"},
    {"below high risk", "below prediabetes"},
    {"high risk", "prediabetes"},
    {"below prediabetes (an \"at risk\" class exists, limits unchecked)", "below prediabetes"},
    {"not diabetic type by HbA1c", "below the diabetes range"},
    {"diabetic type (a glucose criterion is also required)",
     "diabetes range (a glucose criterion is needed too)"},
    {"diabetic type", "diabetes range"},
    {"diabetes range (two tests)", "diabetes range"},
    {"diabetes range (secondary test)", "diabetes range"},
    {"prediabetes by screening only (also printed as 5.7-6.4)",
     "high risk for diabetes (screening only)"},
    {"IFG", "impaired fasting glucose (IFG)"},
    {"below IFG (an \"at risk\" class exists, limits unchecked)", "below impaired fasting glucose"},
    {"high-normal (OGTT advised)", "high-normal"},
    {"optimal", "lowest of the company's classes"},
    {"insulin resistant by suppression test", "insulin resistance likelier"},
    {"raised", "reasonable indicator of insulin resistance"},
    {"insulin resistance", "insulin resistance range"},
    {"top fifth of people without metabolic abnormality", "top fifth of the metabolically healthy"},
    {"below p2.5-p97.5", "below the central 95 percent"},
    {"within p2.5-p97.5", "within the central 95 percent"},
    {"above p2.5-p97.5", "above the central 95 percent"},
    {"top third (>= p66.7)", "top third of the population"},
    {"insulin resistance by OGTT insulin sum > 300", "insulin resistance by OGTT insulin sum"},
    {"between", "between low secretion and reference"},
    {"lowered: more resistant", "lowered (more resistant)"},
    {"top quarter", "top quarter of the students"},
    {"HOMA-IR >= 2.5 likelier", "raised HOMA-IR likelier"},
};
// Of mcauley.india_adolescents2014 the collection says less than the paper, which has its own word.
const std::map<std::string, std::string> kSameMeaningHere = {
    {"mexico_students", "not above cut-off"},  // see kAbove
    {"india_adolescents2014", "lowered (metabolic syndrome likelier)"},
};

std::vector<std::string> split_csv(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool doubled = quoted && line.compare(i, 2, "\"\"") == 0;
    if (doubled)
      cells.back() += line[i++];
    else if (line[i] == '"')
      quoted = !quoted;
    else if (line[i] == ',' && !quoted)
      cells.emplace_back();
    else
      cells.back() += line[i];
  }
  return cells;
}

std::vector<Row> read_rows(std::istream& file) {
  std::string line;
  std::getline(file, line);
  const auto header = split_csv(line);
  std::vector<Row> rows;
  while (std::getline(file, line)) {
    const auto cells = split_csv(line);
    REQUIRE_MESSAGE(cells.size() == header.size(), line);
    Row row;
    for (std::size_t i = 0; i < cells.size(); ++i) row[header[i]] = cells[i];
    rows.push_back(row);
  }
  return rows;
}

std::string found_or(const std::map<std::string, std::string>& map, const std::string& key,
                     const std::string& other) {
  const auto found = map.find(key);
  return found == map.end() ? other : found->second;
}

std::string quantity_of(const Row& row) {
  const std::string& written = row.at("quantity");
  return found_or(kVariants, row.at("scheme"), found_or(kQuantities, written, written));
}

// "insulin.tlgs" -> "tlgs", "mets_atp3_2001.waist" -> "mets_atp3_2001"
std::string scheme_of(const Row& row) {
  const std::string& written = row.at("scheme");
  const std::size_t dot = written.find('.');
  if (dot == std::string::npos) return written;
  const bool whole = written.substr(0, dot) != row.at("quantity") && written.rfind("mets_", 0) == 0;
  return found_or(kSchemes, written, whole ? written.substr(0, dot) : written.substr(dot + 1));
}

// Why the row is not in the catalogue; empty if it must be.
std::string left_out(const Row& row) {
  if (const auto form = kOtherForms.find(row.at("unit")); form != kOtherForms.end())
    return form->second;
  if (const auto limits = kOtherLimits.find(row.at("scheme")); limits != kOtherLimits.end())
    return limits->second;
  return "";
}

// The collection writes every upper end as excluded: an end that belongs to its band stands there
// with a step finer than any report. NaN: unbounded.
bool same_end(const std::string& written, const std::optional<Limit>& limit, bool belongs_below) {
  if (written.empty() || !limit) return written.empty() && !limit;
  const double x = text::to_number(written).value_or(unit::kNaN);
  const auto is = [&](double step) { return std::fabs(x - limit->value - step) < 1e-9; };
  return belongs_below ? is(1e-3) || is(1e-4) : is(0);
}

const Scheme* find_scheme(const Row& row) {
  const std::string sex = row.at("sex") == "any" ? "" : row.at("sex");
  for (const Scheme* scheme : unit::catalogue().scheme(quantity_of(row), scheme_of(row))) {
    if (scheme->sex == sex) return scheme;
  }
  return nullptr;
}

const Band* find_band(const Row& row, const Scheme& scheme, const std::string& in) {
  const bool stepped = kAbove.count(row.at("scheme")) == 0;
  for (const Band& band : scheme.bands) {
    const Interval* limits = band.in(in);
    if (limits == nullptr) continue;
    const bool low = same_end(row.at("lower_inclusive"), limits->lower,
                              stepped && limits->lower && !limits->lower->inclusive);
    const bool high = same_end(row.at("upper_exclusive"), limits->upper,
                               stepped && limits->upper && limits->upper->inclusive);
    if (low && high) return &band;
  }
  return nullptr;
}

// "p25 to p50" -> "25th to 50th percentile"
std::string percentiles(const std::string& label) {
  static const std::map<std::string, std::string> same = {
      {"below p5", "below the 5th percentile"},    {"below p25", "below the 25th percentile"},
      {"below p50", "below the 50th percentile"},  {"below p75", "below the 75th percentile"},
      {"p5 to p25", "5th to 25th percentile"},     {"p25 to p50", "25th to 50th percentile"},
      {"p50 to p75", "50th to 75th percentile"},   {"p75 to p90", "75th to 90th percentile"},
      {"p75 to p95", "75th to 95th percentile"},   {"p75 or more", "75th percentile or above"},
      {"p90 or more", "90th percentile or above"}, {"p95 or more", "95th percentile or above"},
  };
  return found_or(same, label, label);
}

bool same_meaning(const Row& row, const Scheme& scheme, const std::string& label) {
  std::string written = row.at("label");
  const std::size_t bracket = written.rfind(" (");
  if (bracket != std::string::npos && written.back() == ')') written.erase(bracket);
  return label == written || label == found_or(kSameMeaning, written, written) ||
         label == percentiles(written) || label == found_or(kSameMeaningHere, scheme.id, written);
}

void compare(const Row& row) {
  CAPTURE(row.at("scheme"));
  CAPTURE(row.at("quantity"));
  CAPTURE(row.at("label"));
  const Scheme* scheme = find_scheme(row);
  REQUIRE_MESSAGE(scheme != nullptr, "not in the catalogue: ", quantity_of(row), "=",
                  scheme_of(row));
  const Band* band = find_band(row, *scheme, found_or(kUnits, row.at("unit"), row.at("unit")));
  REQUIRE_MESSAGE(band != nullptr, "no band with these limits: ", row.at("lower_inclusive"), " to ",
                  row.at("upper_exclusive"), " ", row.at("unit"));
  CHECK_MESSAGE(same_meaning(row, *scheme, band->label), band->label);
  const std::string kind = row.at("kind") == "model" ? "convention" : row.at("kind");
  CHECK(scheme->kind == found_or(kKinds, row.at("scheme"), kind));
  const auto years = [](const std::optional<int>& age) { return age ? std::to_string(*age) : ""; };
  const auto ages = kAges.find(row.at("scheme"));
  CHECK(years(scheme->age_min) == (ages == kAges.end() ? row.at("age_min") : ages->second.first));
  CHECK(years(scheme->age_max) == (ages == kAges.end() ? row.at("age_max") : ages->second.second));
  if (row.at("age_min").empty()) CHECK(scheme->minors);  // adolescents, without ages
  CHECK_FALSE(scheme->population.empty());
  CHECK((unit::catalogue().reference(scheme->reference) != nullptr));
}

}  // namespace

TEST_CASE("schemes: the collection of published schemes, row by row") {
  const char* folder = std::getenv("METINDEX_SCIENCE");
  std::ifstream file(folder == nullptr ? std::string() : std::string(folder) + "/schemes.csv");
  if (!file) {
    std::puts("schemes.csv: skipped (METINDEX_SCIENCE does not name its folder)");
    return;
  }
  int compared = 0;
  std::map<std::string, int> reasons;
  for (const Row& row : read_rows(file)) {
    const std::string reason = left_out(row);
    if (reason.empty()) {
      compare(row);
      ++compared;
    } else {
      const bool there =
          kOtherForms.count(row.at("unit")) + kOtherLimits.count(row.at("scheme")) > 0;
      CHECK_MESSAGE((find_scheme(row) != nullptr) == there, row.at("scheme"));
      ++reasons[row.at("scheme") + ": " + reason];
    }
  }
  std::printf("schemes.csv: %d bands compared\n", compared);
  for (const auto& [reason, rows] : reasons)
    std::printf("schemes.csv: %d left out, %s\n", rows, reason.c_str());
  CHECK(compared > 300);
}
