#include "unit/papers/ogtt.hpp"

namespace unit {
namespace {

double total(const Person& p, const char* id, Curve curve, int last) {
  return trapezoids(p, curve, p.minutes(id, last));
}

double net(const Person& p, const char* id, Curve curve, int last) {
  return above_start(p, curve, p.minutes(id, last));
}

double insulin_by_glucose(const Person& p, int last) {
  return total(p, "insulin", insulin_uu, last) / total(p, "glucose", glucose_mg, last);
}

double net_insulin_by_glucose(const Person& p, int last) {
  return over(net(p, "insulin", insulin_uu, last), net(p, "glucose", glucose_mg, last));
}

}  // namespace

Papers ogtt_area_ratio_papers() {
  return {
      {"auc_ratio_insulin_glucose_30", [](const Person& p) { return insulin_by_glucose(p, 30); }},
      {"auc_ratio_insulin_glucose_120", [](const Person& p) { return insulin_by_glucose(p, 120); }},
      {"iauc_net_ratio_insulin_glucose_30",
       {[](const Person& p) { return net_insulin_by_glucose(p, 30); }, 0.4, 0.9}},
      {"iauc_net_ratio_insulin_glucose_120",
       {[](const Person& p) { return net_insulin_by_glucose(p, 120); }, 0.4, 0.9}},
      {"auc_ratio_c_peptide_glucose_120",
       [](const Person& p) {
         return total(p, "c_peptide", c_peptide, 120) / total(p, "glucose", glucose_mmol, 120);
       }},
      {"auc_ratio_c_peptide_insulin_120",
       [](const Person& p) {
         return 1000 * total(p, "c_peptide", c_peptide, 120) /
                total(p, "insulin", insulin_pmol, 120);
       }},
  };
}

}  // namespace unit
