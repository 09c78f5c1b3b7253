#include "unit/papers.hpp"

namespace unit {

namespace {

// Dietrich 2022, in SI units throughout: mol/L, s.
double gbeta(const Person& p) {
  const double insulin = p("insulin", "pmol/L") * 1e-12, glucose = p("glucose", "mmol/L") * 1e-3;
  const double b_i = 3.4e-3, a_i = 0.2, d_beta = 7e-3;
  return b_i * insulin * (d_beta + glucose) / (a_i * glucose) * 1e12;  // pmol/s
}

double gr(const Person& p) {
  const double insulin = p("insulin", "pmol/L") * 1e-12, glucose = p("glucose", "mmol/L") * 1e-3;
  const double a_g = 0.11, b_g = 7.1e-4, p0 = 150e-6, d_r = 1.6e-9, g_e = 50;
  const double gain = a_g * p0 * (d_r + insulin) / (b_g * g_e * insulin * glucose) -
                      d_r / (g_e * insulin) - 1 / g_e;
  return gain < 0 ? 0 : gain;
}

// SPINA Carb; the older form goes with mg/dL and uIU/mL.
double aigr(const Person& p) {
  const double above = p("glucose", "mmol/L") - 1.7;
  return above > 0 ? p("insulin", "pmol/L") / above : kNaN;
}

double turner(const Person& p) {
  const double above = p("glucose", "mg/dL") - 30;
  return above > 0 ? p("insulin", "uIU/mL") * 100 / above : kNaN;
}

}  // namespace

Papers spina_papers() {
  return {
      {"spina_gbeta", gbeta},
      {"spina_gr", gr},
      {"spina_di", [](const Person& p) { return gbeta(p) * gr(p); }},  // Dietrich 2024
      {"aigr_molar", {aigr, 0.7, 0.98}},
      {"aigr_mg_dl", {turner, 0.7, 0.98}},
  };
}

}  // namespace unit
