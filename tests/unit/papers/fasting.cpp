#include "unit/papers.hpp"

namespace unit {

namespace {

double homa_ir(const Person& p) {  // Matthews 1985
  return p("glucose", "mmol/L") * p("insulin", "uIU/mL") / 22.5;
}

double homa_b(const Person& p) {  // Matthews 1985
  const double above = p("glucose", "mmol/L") - 3.5;
  return above > 0 ? 20 * p("insulin", "uIU/mL") / above : kNaN;
}

double quicki(const Person& p) {  // Katz 2000
  const double sum = std::log10(p("insulin", "uIU/mL")) + std::log10(p("glucose", "mg/dL"));
  return sum > 0 ? 1 / sum : kNaN;
}

}  // namespace

Papers fasting_papers() {
  return {
      {"homa_ir", homa_ir},
      {"homa_b", {homa_b, 0.6, 0.95}},
      {"homa_s", [](const Person& p) { return 100 / homa_ir(p); }},
      {"ln_homa_ir", [](const Person& p) { return std::log(homa_ir(p)); }},
      {"quicki", quicki},
      {"firi",  // Duncan 1995
       [](const Person& p) { return p("glucose", "mmol/L") * p("insulin", "uIU/mL") / 25; }},
      {"fgir_mg_dl",  // Legro 1998
       [](const Person& p) { return p("glucose", "mg/dL") / p("insulin", "uIU/mL"); }},
  };
}

}  // namespace unit
