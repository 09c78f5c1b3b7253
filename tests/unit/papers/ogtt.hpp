// A person's curve after a glucose load, for the papers that work on one.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "unit/papers.hpp"

namespace unit {

inline double sample(const Person& p, const std::string& fasting, int minute,
                     const std::string& unit) {
  return p(minute == 0 ? fasting : fasting + "_" + std::to_string(minute), unit);
}

inline double glucose_mg(const Person& p, int t) { return sample(p, "glucose", t, "mg/dL"); }
inline double glucose_mmol(const Person& p, int t) { return sample(p, "glucose", t, "mmol/L"); }
inline double insulin_uu(const Person& p, int t) { return sample(p, "insulin", t, "uIU/mL"); }
inline double insulin_pmol(const Person& p, int t) { return sample(p, "insulin", t, "pmol/L"); }
inline double c_peptide(const Person& p, int t) { return sample(p, "c_peptide", t, "nmol/L"); }

using Curve = double (*)(const Person&, int minute);
using Minutes = std::vector<int>;

inline double trapezoids(const Person& p, Curve curve, const Minutes& minutes) {
  double area = 0;
  for (std::size_t i = 1; i < minutes.size(); ++i)
    area += (minutes[i] - minutes[i - 1]) * (curve(p, minutes[i]) + curve(p, minutes[i - 1])) / 2;
  return area;
}

inline double above_start(const Person& p, Curve curve, const Minutes& minutes) {
  return trapezoids(p, curve, minutes) - curve(p, minutes.front()) * minutes.back();
}

inline double average(const Person& p, Curve curve, const Minutes& minutes) {
  double sum = 0;
  for (const int minute : minutes) sum += curve(p, minute);
  return sum / static_cast<double>(minutes.size());
}

inline double over(double part, double whole) { return whole > 0 ? part / whole : kNaN; }

double matsuda(const Person& p, const Minutes& minutes, bool trapezoid);  // ogtt_matsuda.cpp

}  // namespace unit
