#include "unit/papers/ogtt.hpp"

namespace unit {
namespace {

const Minutes kFive = {0, 30, 60, 90, 120};

double insulinogenic(const Person& p, Curve glucose, int t = 30) {  // Seltzer 1967
  return over(insulin_uu(p, t) - insulin_uu(p, 0), glucose(p, t) - glucose(p, 0));
}

double igi(const Person& p) { return insulinogenic(p, glucose_mmol); }

double corrected_response(const Person& p, int t) {  // Sluiter 1976, Hanson 2000
  return over(insulin_uu(p, t), glucose_mg(p, t) * (glucose_mg(p, t) - 70));
}

double c_peptide_index(const Person& p) {
  return over(c_peptide(p, 30) - c_peptide(p, 0), glucose_mmol(p, 30) - glucose_mmol(p, 0));
}

double positive(double x) { return x > 0 ? x : kNaN; }

Paper abdul_ghani(int t, bool trapezoid) {  // Abdul-Ghani 2007
  return {[=](const Person& p) {
            return positive(insulinogenic(p, glucose_mg, t)) *
                   matsuda(p, {0, 30, 60, 120}, trapezoid);
          },
          0.15, 0.6};
}

double quicki(const Person& p) {
  return over(1, std::log10(insulin_uu(p, 0)) + std::log10(glucose_mg(p, 0)));
}

double issi2(const Person& p, bool trapezoid) {  // Retnakaran 2009
  return trapezoids(p, insulin_uu, kFive) / trapezoids(p, glucose_mg, kFive) *
         matsuda(p, kFive, trapezoid);
}

double hayashi(const Person& p) {  // Hayashi 2013; of equal values the earlier is the peak
  const double i30 = insulin_uu(p, 30), i60 = insulin_uu(p, 60), i120 = insulin_uu(p, 120);
  const double peak = std::max({i30, i60, i120});
  if (std::isnan(i30 + i60 + i120) || !(peak > insulin_uu(p, 0))) return kNaN;
  if (peak == i30) return i60 > i120 ? 1 : 2;
  if (peak == i60) return 3;
  return i30 < i60 ? 4 : 5;
}

struct Bigtt {
  double constant, i0, it, i120, g0, gt, g120, man, bmi;
};

double bigtt_air(const Person& p, int t, const Bigtt& c) {  // Hansen 2007
  if (!p.knows("sex")) return kNaN;
  return std::exp(c.constant + c.i0 * insulin_pmol(p, 0) + c.it * insulin_pmol(p, t) -
                  c.i120 * insulin_pmol(p, 120) - c.g0 * glucose_mmol(p, 0) -
                  c.gt * glucose_mmol(p, t) + c.g120 * glucose_mmol(p, 120) +
                  (p.is("sex", "male") ? c.man : 0) + c.bmi * p("bmi", "kg/m2"));
}

double glucagon(const Person& p, int t) { return sample(p, "glucagon", t, "pmol/L"); }

Papers disposition_papers() {
  return {
      {"disposition_igi_mg_dl_matsuda_arithmetic",
       {[](const Person& p) {
          return positive(insulinogenic(p, glucose_mg)) * matsuda(p, kFive, false);
        },
        0.15, 0.6}},
      {"disposition_igi_mmol_matsuda_trapezoid",
       {[](const Person& p) { return positive(igi(p)) * matsuda(p, kFive, true); }, 0.15, 0.6}},
      {"disposition_0_30_mg_dl_4pt_arithmetic", abdul_ghani(30, false)},
      {"disposition_0_30_mg_dl_4pt_trapezoid", abdul_ghani(30, true)},
      {"disposition_0_120_mg_dl_4pt_arithmetic", abdul_ghani(120, false)},
      {"disposition_0_120_mg_dl_4pt_trapezoid", abdul_ghani(120, true)},
      {"disposition_igi_mg_dl_insulin",
       {[](const Person& p) { return positive(insulinogenic(p, glucose_mg)) / insulin_uu(p, 0); },
        0.15, 0.6}},
      {"disposition_igi_mmol_insulin",
       {[](const Person& p) { return positive(igi(p)) / insulin_uu(p, 0); }, 0.15, 0.6}},
      {"disposition_igi_mmol_quicki",
       {[](const Person& p) { return positive(igi(p)) * quicki(p); }, 0.15, 0.6}},
      {"disposition_igi_mmol_homa_ir",
       {[](const Person& p) {
          return positive(igi(p)) / (insulin_uu(p, 0) * glucose_mmol(p, 0) / 22.5);
        },
        0.15, 0.6}},
      {"disposition_cpi_matsuda_trapezoid",
       {[](const Person& p) { return positive(c_peptide_index(p)) * matsuda(p, kFive, true); },
        0.15, 0.6}},
      {"issi2_arithmetic", [](const Person& p) { return issi2(p, false); }},
      {"issi2_trapezoid", [](const Person& p) { return issi2(p, true); }},
  };
}

}  // namespace

Papers ogtt_secretion_papers() {
  Papers papers = {
      {"insulinogenic_index_30_uu_mmol", {igi, 0.4, 0.9}},
      {"insulinogenic_index_120_uu_mmol",  // Abdul-Ghani 2007
       {[](const Person& p) { return insulinogenic(p, glucose_mmol, 120); }, 0.4, 0.9}},
      {"insulinogenic_index_120_uu_mg_dl",
       {[](const Person& p) { return insulinogenic(p, glucose_mg, 120); }, 0.4, 0.9}},
      {"insulinogenic_index_30_uu_mg_dl",
       {[](const Person& p) { return insulinogenic(p, glucose_mg); }, 0.4, 0.9}},
      {"corrected_insulin_response_30",
       {[](const Person& p) { return corrected_response(p, 30); }, 0.5, 0.95}},
      {"corrected_insulin_response_120",
       {[](const Person& p) { return corrected_response(p, 120); }, 0.5, 0.95}},
      {"kadowaki_index",  // Kadowaki 1984
       [](const Person& p) { return (insulin_uu(p, 30) - insulin_uu(p, 0)) / glucose_mg(p, 30); }},
      {"stumvoll_first_phase",  // Stumvoll 2000
       [](const Person& p) {
         return 1283 + 1.829 * insulin_pmol(p, 30) - 138.7 * glucose_mmol(p, 30) +
                3.772 * insulin_pmol(p, 0);
       }},
      {"stumvoll_second_phase_287",
       [](const Person& p) {
         return 287 + 0.4164 * insulin_pmol(p, 30) - 26.07 * glucose_mmol(p, 30) +
                0.9226 * insulin_pmol(p, 0);
       }},
      {"stumvoll_second_phase_286",
       [](const Person& p) {
         return 286 + 0.416 * insulin_pmol(p, 30) - 25.94 * glucose_mmol(p, 30) +
                0.926 * insulin_pmol(p, 0);
       }},
      {"bigtt_air_0_30_120",
       [](const Person& p) {
         return bigtt_air(p, 30,
                          {8.20, 0.00178, 0.00168, 0.000383, 0.314, 0.109, 0.0781, 0.180, 0.032});
       }},
      {"bigtt_air_0_60_120",
       [](const Person& p) {
         return bigtt_air(p, 60,
                          {8.19, 0.00339, 0.00152, 0.000959, 0.389, 0.142, 0.164, 0.256, 0.038});
       }},
      {"c_peptide_index_30", {c_peptide_index, 0.4, 0.9}},
      {"c_peptide_glucose_30_molar",
       [](const Person& p) { return c_peptide(p, 30) / glucose_mmol(p, 30); }},
      {"hayashi_insulin_pattern", {hayashi, 0.5, 0.95}},
      {"glucagon_suppression_30", [](const Person& p) { return glucagon(p, 0) - glucagon(p, 30); }},
      {"glucagon_suppression_30_pct",
       [](const Person& p) { return 100 * (1 - glucagon(p, 30) / glucagon(p, 0)); }},
  };
  papers.merge(disposition_papers());
  return papers;
}

}  // namespace unit
