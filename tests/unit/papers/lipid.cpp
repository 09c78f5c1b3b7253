#include "unit/papers.hpp"

namespace unit {

namespace {

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

}  // namespace

Papers lipid_papers() {
  return {
      {"tyg",  // Simental-Mendia 2008
       [](const Person& p) {
         return std::log(p("triglycerides", "mg/dL") * p("glucose", "mg/dL") / 2);
       }},
      {"tg_hdl_mass",  // McLaughlin 2003
       [](const Person& p) { return p("triglycerides", "mg/dL") / p("hdl", "mg/dL"); }},
      {"mets_ir", mets_ir},
      {"mcauley", mcauley},
  };
}

}  // namespace unit
