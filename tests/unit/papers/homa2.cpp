#include "unit/papers.hpp"
#include "unit/plain_homa2.hpp"

namespace unit {

namespace {

// Within the input ranges of the HOMA2 Calculator; outside of them neither has a value.
struct Fasting {
  double glucose = kNaN;    // mmol/L
  double c_peptide = kNaN;  // nmol/L, measured or led back to from insulin
};

bool within(double x, double low, double high) { return x >= low && x <= high; }

Fasting from_insulin(const Person& p) {
  const double glucose = p("glucose", "mmol/L");
  const double insulin = p("insulin", "pmol/L");
  if (!within(glucose, 3, 25) || !within(insulin, 20, 400)) return {};
  return {glucose, plain::homa2_c_peptide(glucose, insulin)};
}

Fasting from_specific_insulin(const Person& p) {
  const double glucose = p("glucose", "mmol/L");
  const double insulin = p("specific_insulin", "pmol/L");
  if (!within(glucose, 3, 25) || !within(insulin, 20, 300)) return {};
  return {glucose, plain::homa2_c_peptide_specific(glucose, insulin)};
}

Fasting from_c_peptide(const Person& p) {
  const double glucose = p("glucose", "mmol/L");
  const double c_peptide = p("c_peptide", "nmol/L");
  if (!within(glucose, 3, 25) || !within(c_peptide, 0.2, 3.5)) return {};
  return {glucose, c_peptide};
}

double percent_b(const Fasting& f) {
  return std::isnan(f.glucose) ? kNaN : plain::homa2_percent_b(f.glucose, f.c_peptide);
}
double percent_s(const Fasting& f) {
  return std::isnan(f.glucose) ? kNaN : plain::homa2_percent_s(f.glucose, f.c_peptide);
}
double resistance(const Fasting& f) {  // from %S as the calculator prints it
  return 100 / (std::round(percent_s(f) * 10) / 10);
}

// One in three people has insulin and glucose within the ranges, one in two C-peptide.
template <typename From>
void add(Papers& papers, const std::string& ending, From from) {
  papers.emplace("homa2_b" + ending,
                 Paper([=](const Person& p) { return percent_b(from(p)); }, 0.25, 0.7));
  papers.emplace("homa2_s" + ending,
                 Paper([=](const Person& p) { return percent_s(from(p)); }, 0.25, 0.7));
  papers.emplace("homa2_ir" + ending,
                 Paper([=](const Person& p) { return resistance(from(p)); }, 0.25, 0.7));
}

}  // namespace

Papers homa2_papers() {
  Papers papers;
  add(papers, "", from_insulin);
  add(papers, "_specific", from_specific_insulin);
  add(papers, "_cpeptide", from_c_peptide);
  return papers;
}

}  // namespace unit
