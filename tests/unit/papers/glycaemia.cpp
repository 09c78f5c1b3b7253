#include "unit/papers.hpp"

namespace unit {

namespace {

// A measured HbA1c less the one that a line predicts from fasting glucose in mg/dL.
auto glycation(double slope, double intercept) {
  return
      [=](const Person& p) { return p("hba1c", "%") - slope * p("glucose", "mg/dL") - intercept; };
}

}  // namespace

Papers glycaemia_papers() {
  return {
      {"eag_mg_dl", [](const Person& p) { return 28.7 * p("hba1c", "%") - 46.7; }},  // Nathan 2008
      {"eag_mmol_l", [](const Person& p) { return (28.7 * p("hba1c", "%") - 46.7) / 18; }},
      {"gmi_pct",  // Bergenstal 2018
       [](const Person& p) { return 3.31 + 0.02392 * p("mean_glucose", "mg/dL"); }},
      {"gmi_mmol_mol",
       [](const Person& p) { return 12.71 + 4.70587 * p("mean_glucose", "mmol/L"); }},
      {"hba1c_ngsp",  // NGSP master equation
       [](const Person& p) { return 0.09148 * p("hba1c", "mmol/mol") + 2.152; }},
      {"hba1c_ifcc", [](const Person& p) { return (p("hba1c", "%") - 2.152) / 0.09148; }},
      {"hba1c_jds",  // IFCC master equation for the Japanese scale
       [](const Person& p) { return 0.0927 * p("hba1c", "mmol/mol") + 1.73; }},
      {"hgi_nhanes2021", glycation(0.024, 3.1)},  // Hempe 2021
      {"hgi_d2d2020", glycation(0.0164, 4.2)},
      {"hgi_accord2015", glycation(0.009, 6.8)},
  };
}

}  // namespace unit
