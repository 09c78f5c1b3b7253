#include "unit/papers/ogtt.hpp"

namespace unit {
namespace {

double weight(const Person& p) { return p("weight", "kg"); }
double bmi(const Person& p) { return p("bmi", "kg/m2"); }

double gutt(const Person& p) {  // Gutt 2000; a logarithm at or below zero is outside
  const double uptake = 75000 + (glucose_mg(p, 0) - glucose_mg(p, 120)) * 0.19 * weight(p);  // mg
  const double rate = uptake / 120 / ((glucose_mmol(p, 0) + glucose_mmol(p, 120)) / 2);
  const double insulin = (insulin_uu(p, 0) + insulin_uu(p, 120)) / 2;
  return insulin > 1 ? rate / std::log10(insulin) : kNaN;
}

double cederholm(const Person& p, const Minutes& minutes) {  // Cederholm 1990; 180 mg per mmol
  const double fall = (glucose_mmol(p, 0) - glucose_mmol(p, 120)) * 1.15 * 180;
  const double rate = (75000 + fall * 0.19 * weight(p)) / 120;
  const double insulin = average(p, insulin_uu, minutes);
  return insulin > 1 ? rate / average(p, glucose_mmol, minutes) / std::log10(insulin) : kNaN;
}

struct Ogis {
  double p1, p2, p3, p4, p5, p6;
};
constexpr Ogis kTwoHours = {650, 325, 81300, 132, 652e-6, 173};
constexpr Ogis kThreeHours = {289, 270, 14000, 440, 637e-6, 117};

// Mari 2001. `mid` and `end` are the last two samples.
double clearance(const Person& p, const Ogis& c, int mid, int end) {
  const double surface =
      0.0235 * std::pow(p("height", "cm"), 0.42246) * std::pow(weight(p), 0.51456);
  const double dose = 75 / surface;  // g/m2
  const double slope = (glucose_mg(p, end) - glucose_mg(p, mid)) / (end - mid);
  const double supply =
      (c.p1 * dose - 10000 * slope) / glucose_mg(p, mid) + c.p3 / glucose_mg(p, 0);
  const double insulin = insulin_uu(p, mid) - insulin_uu(p, 0) + c.p2;
  return insulin > 0 ? c.p4 * supply / insulin : kNaN;
}

double ogis(const Person& p, const Ogis& c, int mid, int end) {
  const double cl = clearance(p, c, mid, end);
  if (!(cl > 0)) return kNaN;
  const double above = glucose_mg(p, mid) - 90;
  const double b = (c.p5 * above + 1) * cl;
  return 0.5 * (b + std::sqrt(b * b + 4 * c.p5 * c.p6 * above * cl));
}

double avignon(const Person& p, int t) {  // Avignon 1999
  return 1e8 / (insulin_uu(p, t) * glucose_mg(p, t) * 150 * weight(p));
}

double belfiore(const Person& p) {  // Belfiore 1998: areas in units of the mean normal ones
  const auto area = [&](Curve curve) { return curve(p, 0) / 2 + curve(p, 60) + curve(p, 120) / 2; };
  const double ins = area(insulin_uu) / p("reference_insulin_area", "uIU/mL.h");
  const double gly = area(glucose_mg) / p("reference_glucose_area", "mg/dL.h");
  return 2 / (ins * gly + 1);
}

struct BigttSensitivity {
  double constant, i0, it, i120, g0, gt, g120, man, bmi;
};

double bigtt_si(const Person& p, int t, const BigttSensitivity& c) {  // Hansen 2007
  if (!p.knows("sex")) return kNaN;
  return std::exp(c.constant - c.i0 * insulin_pmol(p, 0) - c.it * insulin_pmol(p, t) -
                  c.i120 * insulin_pmol(p, 120) - c.g0 * glucose_mmol(p, 0) -
                  c.gt * glucose_mmol(p, t) - c.g120 * glucose_mmol(p, 120) -
                  (p.is("sex", "male") ? c.man : 0) - c.bmi * bmi(p));
}

double caumo(const Person& p) {  // Caumo 2000, areas by trapezoids to 120 min
  const Minutes minutes = {0, 30, 60, 90, 120};
  const auto relative = [](const Person& q, int t) {
    return (glucose_mg(q, t) - glucose_mg(q, 0)) / glucose_mg(q, t);
  };
  const double a = trapezoids(p, relative, minutes);
  const double b = above_start(p, glucose_mg, minutes);
  const double c = above_start(p, insulin_uu, minutes);
  if (!(b > 0) || !(c > 0)) return kNaN;
  const double dose = 75000 / weight(p);
  return 10000 * (0.8 * dose * a / b - 0.024 * a) / c;
}

Papers stumvoll_papers() {
  return {
      {"stumvoll_isi_2000",
       [](const Person& p) {
         return 0.226 - 0.0032 * bmi(p) - 0.0000645 * insulin_pmol(p, 120) -
                0.00375 * glucose_mmol(p, 90);
       }},
      {"stumvoll_mcr_2000",
       [](const Person& p) {
         return 18.8 - 0.271 * bmi(p) - 0.0052 * insulin_pmol(p, 120) - 0.27 * glucose_mmol(p, 90);
       }},
      {"stumvoll_isi_2001",
       [](const Person& p) {
         return 0.156 - 0.0000459 * insulin_pmol(p, 120) - 0.000321 * insulin_pmol(p, 0) -
                0.00541 * glucose_mmol(p, 120);
       }},
      {"stumvoll_isi_2001_demographic",
       [](const Person& p) {
         return 0.222 - 0.00333 * bmi(p) - 0.0000779 * insulin_pmol(p, 120) -
                0.000422 * p("age", "a");
       }},
  };
}

}  // namespace

Papers ogtt_sensitivity_papers() {
  Papers papers = {
      {"gutt_isi_0_120", {gutt, 0.5}},
      {"cederholm_0_120", {[](const Person& p) { return cederholm(p, {0, 120}); }, 0.5}},
      {"cederholm_0_30_60_120",
       {[](const Person& p) { return cederholm(p, {0, 30, 60, 120}); }, 0.5}},
      {"ogis_2h_clearance", [](const Person& p) { return clearance(p, kTwoHours, 90, 120); }},
      {"ogis_2h", {[](const Person& p) { return ogis(p, kTwoHours, 90, 120); }, 0.4}},
      {"ogis_3h_clearance", [](const Person& p) { return clearance(p, kThreeHours, 120, 180); }},
      {"ogis_3h", {[](const Person& p) { return ogis(p, kThreeHours, 120, 180); }, 0.4}},
      {"avignon_sib", [](const Person& p) { return avignon(p, 0); }},
      {"avignon_si2h", [](const Person& p) { return avignon(p, 120); }},
      {"avignon_sim",
       [](const Person& p) { return (0.137 * avignon(p, 0) + avignon(p, 120)) / 2; }},
      {"belfiore_ogtt", belfiore},
      {"bigtt_si_0_30_120",
       [](const Person& p) {
         return bigtt_si(p, 30,
                         {4.90, 0.00402, 0.000556, 0.00127, 0.152, 0.00871, 0.0373, 0.145, 0.0376});
       }},
      {"bigtt_si_0_60_120",
       [](const Person& p) {
         return bigtt_si(
             p, 60, {4.62, 0.00385, 0.000917, 0.000760, 0.0551, 0.0178, 0.0524, 0.144, 0.0380});
       }},
      {"hiri_0_30",  // Abdul-Ghani 2007, means instead of areas
       [](const Person& p) {
         return average(p, glucose_mg, {0, 30}) * average(p, insulin_uu, {0, 30}) / 100;
       }},
      {"caumo_isi", {caumo, 0.15, 0.9}},
  };
  papers.merge(stumvoll_papers());
  return papers;
}

}  // namespace unit
