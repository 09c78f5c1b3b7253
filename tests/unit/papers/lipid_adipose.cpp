#include "unit/papers.hpp"

namespace unit {

namespace {

double homa_ad(const Person& p) {  // Matsuhisa 2007: HOMA-IR over adiponectin in ug/mL
  return p("glucose", "mg/dL") * p("insulin", "uIU/mL") / 405 / p("adiponectin", "ug/mL");
}

}  // namespace

Papers adipose_papers() {
  return {
      {"adipo_ir_uiu",  // Kim 2019
       [](const Person& p) { return p("insulin", "uIU/mL") * p("ffa", "mmol/L"); }},
      {"adipo_ir_pmol",
       [](const Person& p) { return p("insulin", "pmol/L") * p("ffa", "umol/L") / 1000; }},
      {"homa_ad", homa_ad},
      {"lar", [](const Person& p) { return p("leptin", "ng/mL") / p("adiponectin", "ug/mL"); }},
  };
}

}  // namespace unit
