#include "unit/papers.hpp"

namespace unit {

namespace {

double by_sex(const Person& p, double men, double women) {
  if (p.is("sex", "male")) return men;
  return p.is("sex", "female") ? women : kNaN;
}

double with_hypertension(const Person& p, double coefficient) {
  if (p.is("hypertension", "yes")) return coefficient;
  return p.is("hypertension", "no") ? 0 : kNaN;
}

double lap(const Person& p) {  // Kahn 2005
  return (p("waist", "cm") - by_sex(p, 65, 58)) * p("triglycerides", "mmol/L");
}

double vai(const Person& p) {  // Amato 2010
  const double shape =
      p("waist", "cm") / (by_sex(p, 39.68, 36.58) + by_sex(p, 1.88, 1.89) * p("bmi", "kg/m2"));
  return shape * (p("triglycerides", "mmol/L") / by_sex(p, 1.03, 0.81)) *
         (by_sex(p, 1.31, 1.52) / p("hdl", "mmol/L"));
}

double mets_vf(const Person& p) {  // Bello-Chavolla 2020; METS-IR as of 2018
  const double mets_ir = std::log(2 * p("glucose", "mg/dL") + p("triglycerides", "mg/dL")) *
                         p("bmi", "kg/m2") / std::log(p("hdl", "mg/dL"));
  const double ir = std::log(mets_ir), whtr = std::log(p("waist", "cm") / p("height", "cm"));
  return 4.466 + 0.011 * ir * ir * ir + 3.239 * whtr * whtr * whtr + 0.319 * by_sex(p, 1, 0) +
         0.594 * std::log(p("age", "a"));
}

double egdr_wc(const Person& p) {  // after Williams 2000, as used in Epstein 2013
  return 21.158 - 0.09 * p("waist", "cm") - with_hypertension(p, 3.407) - 0.551 * p("hba1c", "%");
}

double egdr_whr(const Person& p) {  // Williams 2000
  return 24.31 - 12.22 * (p("waist", "cm") / p("hip", "cm")) - with_hypertension(p, 3.29) -
         0.57 * p("hba1c", "%");
}

double egdr_bmi(const Person& p) {  // SurInsulot 0.1.0
  return 19.02 - 0.22 * p("bmi", "kg/m2") - with_hypertension(p, 3.26) - 0.61 * p("hba1c", "%");
}

}  // namespace

Papers body_papers() {
  return {{"lap", lap},         {"vai", vai},           {"mets_vf", mets_vf},
          {"egdr_wc", egdr_wc}, {"egdr_whr", egdr_whr}, {"egdr_bmi", egdr_bmi}};
}

}  // namespace unit
