#include "unit/papers.hpp"

namespace unit {

namespace {

double mmol(const Person& p) { return p("glucose", "mmol/L"); }
double mg(const Person& p) { return p("glucose", "mg/dL"); }
double uiu(const Person& p) { return p("insulin", "uIU/mL"); }

double homa_ir(const Person& p) { return mmol(p) * uiu(p) / 22.5; }  // Matthews 1985

double homa_b(const Person& p) {  // Matthews 1985
  const double above = mmol(p) - 3.5;
  return above > 0 ? 20 * uiu(p) / above : kNaN;
}

double quicki(const Person& p) {  // Katz 2000
  const double sum = std::log10(uiu(p)) + std::log10(mg(p));
  return sum > 0 ? 1 / sum : kNaN;
}

double quicki_revised(const Person& p) {  // Perseghin 2001
  const double sum = std::log10(uiu(p) * mg(p) * p("ffa", "mmol/L"));
  return sum > 0 ? 1 / sum : kNaN;
}

double bennett(const Person& p) {  // natural logarithms, mg/dL
  if (!(uiu(p) > 1) || !(mg(p) > 1)) return kNaN;
  return 1 / std::log(uiu(p)) / std::log(mg(p));
}

double belfiore(const Person& p) {  // Belfiore 1998: both relative to the mean of healthy people
  const double insulin = p("insulin", "pmol/L") / p("reference_insulin", "pmol/L");
  const double glucose = mmol(p) / p("reference_glucose", "mmol/L");
  return 2 / (insulin * glucose + 1);
}

}  // namespace

Papers fasting_papers() {
  return {
      {"homa_ir", homa_ir},
      {"homa_b", {homa_b, 0.6, 0.95}},
      {"homa_s", [](const Person& p) { return 100 / homa_ir(p); }},
      {"inverse_homa_ir", [](const Person& p) { return 22.5 / (mmol(p) * uiu(p)); }},
      {"ln_homa_ir", [](const Person& p) { return std::log(homa_ir(p)); }},
      {"quicki", quicki},
      {"quicki_revised", {quicki_revised, 0.7, 0.99}},
      {"firi", [](const Person& p) { return mmol(p) * uiu(p) / 25; }},    // Duncan 1995
      {"fgir_mg_dl", [](const Person& p) { return mg(p) / uiu(p); }},     // Legro 1998
      {"fgir_mmol_l", [](const Person& p) { return mmol(p) / uiu(p); }},  // the same, molar
      {"igr_mg_dl", [](const Person& p) { return uiu(p) / mg(p); }},      // Hanley 2003
      {"igr_mmol_l", [](const Person& p) { return uiu(p) / mmol(p); }},
      {"raynaud", [](const Person& p) { return 40 / uiu(p); }},             // Raynaud 1999
      {"isi_basal", [](const Person& p) { return 1e4 / mg(p) / uiu(p); }},  // Hanley 2003
      {"bennett_ln_mg_dl", {bennett, 0.6, 0.99}},
      {"belfiore_basal", belfiore},
  };
}

}  // namespace unit
