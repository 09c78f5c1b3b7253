// The library against two evaluators that share nothing with it: a plain recursive one over the
// parsed tree, and each built-in index written once more in C++ from its paper.
#include <doctest/doctest.h>

#include <functional>
#include <map>

#include "formula/syntax.hpp"
#include "unit/support.hpp"

using namespace metindex;
using formula::Node;
using formula::Op;
using unit::kNaN;

namespace {

// Conventional units: mg/dL, uIU/mL, %, kg/m2.
struct Person {
  double glucose, insulin, hba1c, tg, hdl, bmi;
};

// --- the papers ---

double homa_ir(const Person& p) { return p.glucose * p.insulin / 405; }  // Matthews 1985

using Paper = std::function<double(const Person&)>;

const std::map<std::string, Paper>& papers() {
  static const std::map<std::string, Paper> made = {
      {"homa_ir", homa_ir},
      {"homa_b",  // Matthews 1985, glucose in mmol/L
       [](const Person& p) {
         return p.glucose / 18 > 3.5 ? 20 * p.insulin / (p.glucose / 18 - 3.5) : kNaN;
       }},
      {"homa_s", [](const Person& p) { return 100 / homa_ir(p); }},
      {"ln_homa_ir", [](const Person& p) { return std::log(homa_ir(p)); }},
      {"quicki",  // Katz 2000
       [](const Person& p) { return 1 / (std::log10(p.insulin) + std::log10(p.glucose)); }},
      {"firi", [](const Person& p) { return p.glucose / 18 * p.insulin / 25; }},  // Duncan 1995
      {"fgir_mg_dl", [](const Person& p) { return p.glucose / p.insulin; }},      // Legro 1998
      {"eag_mg_dl", [](const Person& p) { return 28.7 * p.hba1c - 46.7; }},       // Nathan 2008
      {"eag_mmol_l", [](const Person& p) { return (28.7 * p.hba1c - 46.7) / 18; }},
      {"tyg",
       [](const Person& p) { return std::log(p.tg * p.glucose / 2); }},  // Simental-Mendia 2008
      {"tg_hdl_mass", [](const Person& p) { return p.tg / p.hdl; }},     // McLaughlin 2003
      {"mets_ir",                                                        // Bello-Chavolla 2018
       [](const Person& p) { return std::log(2 * p.glucose + p.tg) * p.bmi / std::log(p.hdl); }},
      {"mcauley",  // McAuley 2001, triglycerides in mmol/L
       [](const Person& p) {
         return std::exp(2.63 - 0.28 * std::log(p.insulin) - 0.31 * std::log(p.tg / 88.57));
       }},
  };
  return made;
}

// --- the recursive evaluator ---

double truth(bool value) { return value ? 1 : 0; }

class Recursive {
 public:
  explicit Recursive(const Person& person) : p_(person) {}

  double index(const std::string& id) const {
    const Index* found = unit::catalogue().index(id);
    REQUIRE(found != nullptr);
    if (!found->needs.empty() && value(formula::parse(found->needs)) != 1) return kNaN;
    return value(formula::parse(found->formula));
  }

  double value(const Node& n) const {
    const auto arg = [&](std::size_t i) { return value(n.args.at(i)); };
    const auto known = [&](double a, double b, auto compare) {
      return std::isnan(a) || std::isnan(b) ? kNaN : truth(compare(a, b));
    };
    switch (n.op) {
      case Op::number: return n.number;
      case Op::name: return named(n.name, n.unit);
      case Op::add: return arg(0) + arg(1);
      case Op::subtract: return arg(0) - arg(1);
      case Op::multiply: return arg(0) * arg(1);
      case Op::divide: return arg(0) / arg(1);
      case Op::power: return std::pow(arg(0), arg(1));
      case Op::negate: return -arg(0);
      case Op::less: return known(arg(0), arg(1), std::less<>());
      case Op::less_equal: return known(arg(0), arg(1), std::less_equal<>());
      case Op::greater: return known(arg(0), arg(1), std::greater<>());
      case Op::greater_equal: return known(arg(0), arg(1), std::greater_equal<>());
      case Op::equal: return known(arg(0), arg(1), std::equal_to<>());
      case Op::not_equal: return known(arg(0), arg(1), std::not_equal_to<>());
      case Op::logical_not: return 1 - arg(0);
      case Op::logical_and: return arg(0) == 0 || arg(1) == 0 ? 0 : arg(0) + arg(1) - 1;
      case Op::logical_or: return arg(0) == 1 || arg(1) == 1 ? 1 : arg(0) + arg(1);
      case Op::ln: return std::log(arg(0));
      case Op::log10: return std::log10(arg(0));
      case Op::exp: return std::exp(arg(0));
      case Op::sqrt: return std::sqrt(arg(0));
      case Op::abs: return std::fabs(arg(0));
      case Op::min:
      case Op::max: return extreme(n);
      case Op::choose: return std::isnan(arg(0)) ? kNaN : (arg(0) == 1 ? arg(1) : arg(2));
      case Op::band:
      case Op::known:
      case Op::censored: break;
    }
    FAIL("no operator of an index: ", formula::print(n));
    return kNaN;
  }

 private:
  double extreme(const Node& n) const {
    double best = value(n.args.front());
    for (const Node& each : n.args) {
      const double x = value(each);
      if (std::isnan(x) || std::isnan(best)) return kNaN;
      best = n.op == Op::min ? std::min(best, x) : std::max(best, x);
    }
    return best;
  }

  double named(const std::string& name, const std::string& in) const {
    struct Written {
      double value;
      std::map<std::string, double> per;
    };  // factors out of the conventional unit
    const std::map<std::string, Written> analytes = {
        {"glucose", {p_.glucose, {{"mg/dL", 1}, {"mmol/L", 1 / 18.0}}}},
        {"insulin", {p_.insulin, {{"uIU/mL", 1}, {"pmol/L", 6}}}},
        {"hba1c", {p_.hba1c, {{"%", 1}}}},
        {"triglycerides", {p_.tg, {{"mg/dL", 1}, {"mmol/L", 1 / 88.57}}}},
        {"hdl", {p_.hdl, {{"mg/dL", 1}, {"mmol/L", 1 / 38.67}}}},
        {"bmi", {p_.bmi, {{"kg/m2", 1}}}},
    };
    const auto found = analytes.find(name);
    if (found == analytes.end()) return index(name);
    return found->second.value * (in.empty() ? 1 : found->second.per.at(in));
  }

  Person p_;
};

// --- the library ---

Assessor all_indices() {
  Options options;
  options.indices.clear();
  for (const Index& index : unit::catalogue().declarations().indices)
    options.indices.push_back(index.id);
  options.notes = 0;
  return *Assessor::make(unit::catalogue(), options);
}

// Each value in one of its units, by chance.
Panel to_panel(const Person& p, unit::Random& random) {
  Panel panel(unit::catalogue());
  const auto set = [&](const char* analyte, double x, const char* conventional, const char* si,
                       double other) {
    const bool plain = random.chance(0.5);
    panel.set(analyte, plain ? x : other, plain ? conventional : si);
  };
  set("glucose", p.glucose, "mg/dL", "mmol/L", p.glucose / 18);
  set("insulin", p.insulin, "uIU/mL", "pmol/L", p.insulin * 6);
  set("hba1c", p.hba1c, "%", "mmol/mol", (p.hba1c - 2.152) / 0.09148);
  set("triglycerides", p.tg, "mg/dL", "mmol/L", p.tg / 88.57);
  set("hdl", p.hdl, "mg/dL", "mmol/L", p.hdl / 38.67);
  panel.set("bmi", p.bmi, "kg/m2");
  return panel;
}

Person any_person(unit::Random& random) {
  Person p{};
  do p.glucose = random.between(25, 500);
  while (std::fabs(p.glucose - 63) < 1);  // where HOMA-%B has its pole, dust is not small
  p.insulin = std::exp(random.between(std::log(0.06), std::log(900)));
  p.hba1c = random.between(4, 18);
  p.tg = random.between(12, 3000);
  p.hdl = random.between(6, 250);
  p.bmi = random.between(8, 120);
  return p;
}

}  // namespace

TEST_CASE("second evaluator: every built-in index is written once more here") {
  for (const Index& index : unit::catalogue().declarations().indices) {
    CHECK_MESSAGE(papers().count(index.id) == 1, index.id, " is missing in papers()");
  }
  for (const auto& [id, paper] : papers()) {
    CHECK_MESSAGE(unit::catalogue().index(id) != nullptr, id, " is no longer in the catalogue");
  }
}

TEST_CASE("second evaluator: library, recursion and papers agree on random people") {
  const Assessor assessor = all_indices();
  unit::Random random(1985);
  std::map<std::string, int> values;
  for (int i = 0; i < 2000; ++i) {
    const Person person = any_person(random);
    const Panel panel = to_panel(person, random);
    REQUIRE_MESSAGE(panel.problems().empty(), panel.problems().front());
    const Assessment assessment = assessor.assess(panel);
    const Recursive recursive(person);
    for (const Index& index : unit::catalogue().declarations().indices) {
      const Result* result = assessment.find(index.id);
      REQUIRE(result != nullptr);
      const double library = result->value.value_or(kNaN);
      const double tree = recursive.index(index.id);
      const auto paper = papers().find(index.id);
      const double expected = paper == papers().end() ? tree : paper->second(person);
      const auto agree = [](double a, double b) {
        return (std::isnan(a) && std::isnan(b)) || unit::close(a, b, 1e-12);
      };
      if (!std::isnan(library)) ++values[index.id];
      if (agree(library, tree) && agree(library, expected)) continue;
      FAIL_CHECK(index.id, ": library ", library, ", tree ", tree, ", paper ", expected,
                 " for glucose ", person.glucose, " insulin ", person.insulin, " hba1c ",
                 person.hba1c, " tg ", person.tg, " hdl ", person.hdl, " bmi ", person.bmi);
    }
  }
  for (const Index& index : unit::catalogue().declarations().indices) {
    CAPTURE(index.id);
    CHECK(values[index.id] > 1800);
    if (index.id == "homa_b") CHECK(values[index.id] < 2000);  // some people are below its domain
  }
}
