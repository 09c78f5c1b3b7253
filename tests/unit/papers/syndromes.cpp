#include "unit/papers.hpp"

namespace unit {

namespace {

// True, false or not known, as a condition is for people of whom something is not stated.
enum class Truth : unsigned char { no, unknown, yes };

Truth either(Truth a, Truth b) { return std::max(a, b); }
Truth both(Truth a, Truth b) { return std::min(a, b); }
Truth sure(bool yes) { return yes ? Truth::yes : Truth::no; }

Truth is(const Person& p, const char* analyte, const char* word) {
  return p.knows(analyte) ? sure(p.is(analyte, word)) : Truth::unknown;
}

Truth at_least(double x, double limit) { return std::isnan(x) ? Truth::unknown : sure(x >= limit); }
Truth above(double x, double limit) { return std::isnan(x) ? Truth::unknown : sure(x > limit); }
Truth below(double x, double limit) { return std::isnan(x) ? Truth::unknown : sure(x < limit); }

// The number of conditions that are met, NaN where it depends on what is not known.
double count(std::initializer_list<Truth> conditions) {
  double met = 0;
  for (const Truth condition : conditions) {
    if (condition == Truth::unknown) return kNaN;
    met += condition == Truth::yes ? 1 : 0;
  }
  return met;
}

bool si(const Person& p, const char* analyte) { return p.reported_in(analyte) == "mmol/L"; }

Truth raised(const Person& p, const char* analyte, double mg_dl, double mmol_l) {
  return si(p, analyte) ? at_least(p(analyte, "mmol/L"), mmol_l)
                        : at_least(p(analyte, "mg/dL"), mg_dl);
}

// Where the sex is not known it must be so for either.
Truth by_sex(const Person& p, Truth men, Truth women) {
  if (!p.knows("sex")) return men == women ? men : Truth::unknown;
  return p.is("sex", "male") ? men : women;
}

// Waist from a limit on that differs by sex.
Truth wide(const Person& p, double men, double women) {
  const double waist = p("waist", "cm");
  return by_sex(p, at_least(waist, men), at_least(waist, women));
}

Truth low_hdl(const Person& p, bool in_mmol, double men, double women) {
  const double hdl = p("hdl", in_mmol ? "mmol/L" : "mg/dL");
  return by_sex(p, below(hdl, men), below(hdl, women));
}

Truth raised_pressure(const Person& p) {
  return either(at_least(p("systolic_bp", "mmHg"), 130), at_least(p("diastolic_bp", "mmHg"), 85));
}

// Alberti 2005 for the limits of IDF, Grundy 2005 for those of the US.
Truth central_obesity(const Person& p) {
  if (!p.knows("waist_population")) {
    const Truth least = wide(p, 85, 80), most = wide(p, 102, 90);
    return least == most ? least : Truth::unknown;
  }
  if (p.is("waist_population", "united_states")) return wide(p, 102, 88);
  if (p.is("waist_population", "japanese")) return wide(p, 85, 90);
  const bool asian_limits =
      p.is("waist_population", "asian") || p.is("waist_population", "central_south_american");
  return asian_limits ? wide(p, 90, 80) : wide(p, 94, 80);
}

double harmonised2009(const Person& p) {  // Alberti 2009
  const Truth hdl = si(p, "hdl") ? low_hdl(p, true, 1.0, 1.3) : low_hdl(p, false, 40, 50);
  return count({central_obesity(p),
                either(raised(p, "triglycerides", 150, 1.7), is(p, "tg_treatment", "yes")),
                either(hdl, is(p, "hdl_treatment", "yes")),
                either(raised_pressure(p), is(p, "bp_treatment", "yes")),
                either(raised(p, "glucose", 100, 5.6), is(p, "glucose_treatment", "yes"))});
}

double idf2005(const Person& p) {                              // Alberti 2005
  if (p.is("waist_population", "united_states")) return kNaN;  // no limit of its own
  const Truth central = either(central_obesity(p), above(p("bmi", "kg/m2"), 30));
  if (central == Truth::no) return 0;
  if (central == Truth::unknown) return kNaN;
  const Truth hdl = si(p, "hdl") ? low_hdl(p, true, 1.03, 1.29) : low_hdl(p, false, 40, 50);
  return 1 + count({either(raised(p, "triglycerides", 150, 1.7), is(p, "tg_treatment", "yes")),
                    either(hdl, is(p, "hdl_treatment", "yes")),
                    either(raised_pressure(p), is(p, "bp_treatment", "yes")),
                    either(raised(p, "glucose", 100, 5.6), is(p, "diabetes_type", "type_2"))});
}

double aha2005(const Person& p) {  // Grundy 2005
  const Truth hdl = si(p, "hdl") ? low_hdl(p, true, 1.03, 1.29) : low_hdl(p, false, 40, 50);
  return count({wide(p, 102, 88),
                either(raised(p, "triglycerides", 150, 1.7), is(p, "tg_treatment", "yes")),
                either(hdl, is(p, "hdl_treatment", "yes")),
                either(raised_pressure(p), is(p, "bp_treatment", "yes")),
                either(raised(p, "glucose", 100, 5.6), is(p, "glucose_treatment", "yes"))});
}

double atp3_2001(const Person& p) {  // NCEP 2001: the waist beyond its limit
  const Truth waist = by_sex(p, above(p("waist", "cm"), 102), above(p("waist", "cm"), 88));
  return count({waist, raised(p, "triglycerides", 150, 1.7), low_hdl(p, false, 40, 50),
                raised_pressure(p), raised(p, "glucose", 110, 6.1)});
}

// A drug that is taken contradicts the months without one: no verdict at all.
bool on_drugs(const Person& p) { return p.is("glucose_treatment", "yes"); }

Truth long_without_drugs(const Person& p, double months) {
  return at_least(p("drug_free_months", "mo"), months);
}

Truth hba1c_below(const Person& p, double percent, double mmol_mol) {
  return p.reported_in("hba1c") == "mmol/mol" ? below(p("hba1c", "mmol/mol"), mmol_mol)
                                              : below(p("hba1c", "%"), percent);
}

double remission2021(const Person& p) {  // Riddle 2021
  if (on_drugs(p)) return kNaN;
  return count(
      {is(p, "diabetes_type", "type_2"), long_without_drugs(p, 3), hba1c_below(p, 6.5, 48)});
}

double remission2021_glucose(const Person& p) {
  if (on_drugs(p)) return kNaN;
  const Truth glucose =
      si(p, "glucose") ? below(p("glucose", "mmol/L"), 7.0) : below(p("glucose", "mg/dL"), 126);
  return count({is(p, "diabetes_type", "type_2"), long_without_drugs(p, 3), glucose});
}

double remission2009(const Person& p) {  // Buse 2009, HbA1c in % as Karter 2014 read it
  if (on_drugs(p)) return kNaN;
  const Truth long_enough = both(is(p, "diabetes_type", "type_2"), long_without_drugs(p, 12));
  const Truth partial = below(p("hba1c", "%"), 6.5), complete = below(p("hba1c", "%"), 5.7);
  if (long_enough == Truth::no || partial == Truth::no) return 0;
  return long_enough == Truth::unknown ? kNaN : count({partial, complete});
}

double waist_hip_ratio(const Person& p) { return p("waist", "in") / p("hip", "in"); }

double obese(const Person& p) { return count({central_obesity(p)}); }

}  // namespace

// Some lack values, and where those count there is no number.
Papers syndrome_papers() {
  return {
      {"waist_hip_ratio", waist_hip_ratio},
      {"central_obesity", {obese, 0.9}},
      {"mets_harmonised2009", {harmonised2009, 0.8}},
      {"mets_idf2005", {idf2005, 0.7, 0.95}},
      {"mets_aha2005", {aha2005, 0.8}},
      {"mets_atp3_2001", {atp3_2001, 0.8}},
      {"remission2021", {remission2021, 0.3}},
      {"remission2021_glucose", {remission2021_glucose, 0.3}},
      {"remission2009", {remission2009, 0.4}},
  };
}

}  // namespace unit
