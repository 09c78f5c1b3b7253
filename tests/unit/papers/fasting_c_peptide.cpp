#include "unit/papers.hpp"

namespace unit {

namespace {

double homa_islet(const Person& p) {  // Li 2004, for diabetes
  const double above = p("glucose", "mmol/L") - 3.5;
  return above > 0 ? 0.27 * p("c_peptide", "pmol/L") / above : kNaN;
}

}  // namespace

Papers c_peptide_papers() {
  return {
      {"ohkura",  // Ohkura 2013
       [](const Person& p) { return 20 / p("c_peptide", "nmol/L") / p("glucose", "mmol/L"); }},
      {"c_peptide_glucose_molar",
       [](const Person& p) { return p("c_peptide", "nmol/L") / p("glucose", "mmol/L"); }},
      {"c_peptide_glucose_mass",  // Saisho 2016
       [](const Person& p) { return p("c_peptide", "ng/mL") / p("glucose", "mg/dL") * 100; }},
      {"insulin_c_peptide_molar",  // the 1000 of nmol/L belongs below
       [](const Person& p) { return p("insulin", "pmol/L") / (1000 * p("c_peptide", "nmol/L")); }},
      {"glucagon_insulin_molar",
       [](const Person& p) { return p("glucagon", "pmol/L") / p("insulin", "pmol/L"); }},
      {"proinsulin_insulin_molar",
       [](const Person& p) { return p("proinsulin", "pmol/L") / p("insulin", "pmol/L"); }},
      {"homa_ir_cp",  // Li 2004
       [](const Person& p) {
         return 1.5 + p("glucose", "mmol/L") * p("c_peptide", "pmol/L") / 2800;
       }},
      {"homa_islet_cp_dm", {homa_islet, 0.6, 0.95}},
      {"homa_islet_cp_normal", {[](const Person& p) { return 50 + homa_islet(p); }, 0.6, 0.95}},
  };
}

}  // namespace unit
