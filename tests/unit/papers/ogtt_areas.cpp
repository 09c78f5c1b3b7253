#include <utility>

#include "unit/papers/ogtt.hpp"

namespace unit {
namespace {

struct Substance {
  const char* id;
  Curve curve;
};

// Wolever 2004: between two samples on both sides of the start the triangle above it counts.
double positive_area(const Person& p, Curve curve, const Minutes& minutes) {
  double area = 0;
  for (std::size_t i = 1; i < minutes.size(); ++i) {
    const double before = curve(p, minutes[i - 1]) - curve(p, 0);
    const double after = curve(p, minutes[i]) - curve(p, 0);
    const double span = minutes[i] - minutes[i - 1];
    if (std::isnan(before + after)) return kNaN;
    if (before >= 0 && after >= 0) {
      area += span * (before + after) / 2;
    } else if (before > 0) {
      area += before * (span * before / (before - after)) / 2;
    } else if (after > 0) {
      area += after * (span * after / (after - before)) / 2;
    }
  }
  return area;
}

void add(Papers& papers, const std::string& kind, const Substance& of, int last,
         double (*area)(const Person&, Curve, const Minutes&)) {
  papers.emplace(kind + "_" + of.id + "_" + std::to_string(last),
                 [=](const Person& p) { return area(p, of.curve, p.minutes(of.id, last)); });
}

}  // namespace

Papers ogtt_area_papers() {
  Papers papers;
  for (const Substance& of : {Substance{"glucose", glucose_mg}, Substance{"insulin", insulin_uu},
                              Substance{"c_peptide", c_peptide}}) {
    for (const int last : {30, 120, 180}) add(papers, "auc", of, last, trapezoids);
    for (const int last : {120, 180}) {
      add(papers, "iauc_net", of, last, above_start);
      add(papers, "iauc_positive", of, last, positive_area);
    }
  }
  return papers;
}

}  // namespace unit
