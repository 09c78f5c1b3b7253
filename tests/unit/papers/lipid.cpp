#include "unit/papers.hpp"

namespace unit {

namespace {

double tyg(const Person& p) {  // Simental-Mendia 2008
  return std::log(p("triglycerides", "mg/dL") * p("glucose", "mg/dL") / 2);
}

double mets_ir(const Person& p) {  // Bello-Chavolla 2018, all in mg/dL
  const double hdl = p("hdl", "mg/dL");
  if (!(hdl > 1)) return kNaN;
  return std::log(2 * p("glucose", "mg/dL") + p("triglycerides", "mg/dL")) * p("bmi", "kg/m2") /
         std::log(hdl);
}

double mcauley(const Person& p) {  // McAuley 2001, triglycerides in mmol/L
  return std::exp(2.63 - 0.28 * std::log(p("insulin", "uIU/mL")) -
                  0.31 * std::log(p("triglycerides", "mmol/L")));
}

double spise(const Person& p) {  // Paulmichl 2016, in mg/dL
  return 600 * std::pow(p("hdl", "mg/dL"), 0.185) /
         (std::pow(p("triglycerides", "mg/dL"), 0.2) * std::pow(p("bmi", "kg/m2"), 1.338));
}

}  // namespace

Papers lipid_papers() {
  return {
      {"tyg", tyg},
      {"tyg_bmi", [](const Person& p) { return tyg(p) * p("bmi", "kg/m2"); }},  // Er 2016
      {"tyg_wc", [](const Person& p) { return tyg(p) * p("waist", "cm"); }},    // Lim 2019
      {"tyg_whtr", [](const Person& p) { return tyg(p) * (p("waist", "in") / p("height", "in")); }},
      {"tyg_whr", [](const Person& p) { return tyg(p) * (p("waist", "in") / p("hip", "in")); }},
      {"tg_hdl_mass",  // McLaughlin 2003
       [](const Person& p) { return p("triglycerides", "mg/dL") / p("hdl", "mg/dL"); }},
      {"tg_hdl_molar",
       [](const Person& p) { return p("triglycerides", "mmol/L") / p("hdl", "mmol/L"); }},
      {"mets_ir", mets_ir},
      {"mcauley", mcauley},
      {"spise", spise},
  };
}

}  // namespace unit
