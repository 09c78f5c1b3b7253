#include "unit/people.hpp"

#include <doctest/doctest.h>

#include <set>

#include "text/text.hpp"

using namespace metindex;

namespace unit {
namespace {

// From the analyte's first unit; analytes called after it (glucose_120) convert likewise. Insulin
// in ng/mL is left out: by activity to uIU/mL and by mass to pmol/L it is 0.5 % apart.
struct Way {
  const char* analyte;
  const char* unit;
  double (*convert)(double);
  // The way back, and on to a third unit, gives what the way there does. Insulin in ng/mL has a
  // factor to each of the other two units, and old Japanese percentages are undone in steps.
  bool closes = true;
};

constexpr Way kWays[] = {
    {"glucose", "mmol/L", [](double x) { return x / 18; }},
    {"insulin", "pmol/L", [](double x) { return x * 6; }},
    {"specific_insulin", "pmol/L", [](double x) { return x * 6; }},
    {"insulin", "ng/mL", [](double x) { return x / 28.8; }, false},
    {"c_peptide", "nmol/L", [](double x) { return x * 0.331; }},
    {"c_peptide", "pmol/L", [](double x) { return x * 331; }},
    {"reference_glucose_area", "mmol/L.h", [](double x) { return x / 18; }},
    {"reference_insulin_area", "pmol/L.h", [](double x) { return x * 6; }},
    {"hba1c", "mmol/mol", [](double x) { return (x - 2.152) / 0.09148; }},
    {"hba1c", "%{JDS}", [](double x) { return 0.0927 * (x - 2.152) / 0.09148 + 1.73; }, false},
    {"triglycerides", "mmol/L", [](double x) { return x / 88.57; }},
    {"hdl", "mmol/L", [](double x) { return x / 38.67; }},
    {"waist", "in", [](double x) { return x / 2.54; }},
    {"height", "in", [](double x) { return x / 2.54; }},
    {"height", "m", [](double x) { return x / 100; }},
    {"weight", "lb", [](double x) { return x / 0.45359237; }},
    {"hip", "in", [](double x) { return x / 2.54; }},
    {"ffa", "umol/L", [](double x) { return x * 1000; }},
    {"ffa", "mEq/L", [](double x) { return x; }},
    {"adiponectin", "ng/mL", [](double x) { return x * 1000; }},
    {"leptin", "pg/mL", [](double x) { return x * 1000; }},
    {"glucagon", "pg/mL", [](double x) { return x * 3.483; }},
    {"mean_glucose", "mmol/L", [](double x) { return x / 18; }},
    {"reference_glucose", "mmol/L", [](double x) { return x / 18; }},
    {"drug_free_months", "a", [](double x) { return x / 12; }},
    {"reference_insulin", "pmol/L", [](double x) { return x * 6; }},
};

// "glucose_120" -> "glucose_120", then "glucose".
const Way* find_way(std::string_view analyte, std::string_view in) {
  for (;;) {
    for (const Way& way : kWays) {
      if (analyte == way.analyte && in == way.unit) return &way;
    }
    const std::size_t last = analyte.rfind('_');
    if (last == std::string_view::npos) return nullptr;
    analyte = analyte.substr(0, last);
  }
}

const Analyte& known(std::string_view id) {
  const Analyte* found = catalogue().analyte(id);
  REQUIRE_MESSAGE(found != nullptr, "no analyte is called ", std::string(id));
  return *found;
}

double draw(Range range, Random& random) {
  REQUIRE((std::isfinite(range.low) && std::isfinite(range.high)));
  if (range.low <= 0) return random.between(range.low, range.high);
  return std::exp(random.between(std::log(range.low), std::log(range.high)));
}

// These words put a context in force that withholds values, whatever the formula.
bool withholds(std::string_view analyte, std::string_view word) {
  return (analyte == "diabetes_type" && word == "type_1") ||
         (analyte == "insulin_treatment" && word == "yes") ||
         (analyte == "fasting" && word == "no") || (analyte == "pregnancy" && word == "yes");
}

// All that enter an index, with those it takes from other indices, and every sample after a load.
const std::set<const Analyte*>& used() {
  static const std::set<const Analyte*> found = [] {
    std::set<const Analyte*> made;
    for (const Index& index : catalogue().declarations().indices) {
      for (const auto& input : catalogue().inputs(index)) made.insert(input.analyte);
    }
    for (const Analyte& analyte : catalogue().declarations().analytes) {
      if (!analyte.family.empty()) made.insert(&analyte);
    }
    return made;
  }();
  return found;
}

}  // namespace

Person Person::any(Random& random) {
  Person person;
  const bool usual = random.chance(0.5);
  const double missing = random.chance(0.1) ? 0.15 : 0;
  for (const Analyte& analyte : catalogue().declarations().analytes) {
    const bool lacks = random.chance(missing);
    if (analyte.is_category()) {
      const std::size_t which = random.below(analyte.categories.size());
      if (!lacks && !withholds(analyte.id, analyte.categories[which].id))
        person.words_[analyte.id] = analyte.categories[which].id;
      continue;
    }
    const AnalyteUnit& first = analyte.units.front();
    const auto bounded = [](Range inner, Range outer) {
      return Range{std::max(inner.low, outer.low), std::min(inner.high, outer.high)};
    };
    const Range adult = {18, 120};
    const Range plausible = analyte.id == "age" ? adult : bounded(first.plausible, first.possible);
    const double number = draw(usual ? bounded(first.usual, plausible) : plausible, random);
    if (lacks) continue;
    person.numbers_[analyte.id] = number;
    const AnalyteUnit& other = random.of(analyte.units);
    const Way* way = find_way(analyte.id, other.id);
    const double converted = way == nullptr || !way->closes ? kNaN : person(analyte.id, other.id);
    const bool fits = other.plausible.contains(converted) && other.possible.contains(converted);
    person.units_[analyte.id] = fits ? other.id : first.id;
  }
  return person;
}

double Person::operator()(std::string_view analyte, std::string_view unit) const {
  const AnalyteUnit& first = known(analyte).units.at(0);
  const auto found = numbers_.find(analyte);
  if (found == numbers_.end()) return kNaN;
  if (unit == first.id) return found->second;
  const Way* way = find_way(analyte, unit);
  REQUIRE_MESSAGE(way != nullptr, "people.cpp lacks a way for ", std::string(analyte), " to ",
                  std::string(unit));
  return way->convert(found->second);
}

bool Person::is(std::string_view analyte, std::string_view category) const {
  const auto& all = known(analyte).categories;
  REQUIRE(std::any_of(all.begin(), all.end(), [&](const Category& c) { return c.id == category; }));
  const auto found = words_.find(analyte);
  return found != words_.end() && found->second == category;
}

bool Person::knows(std::string_view analyte) const {
  return numbers_.count(analyte) + words_.count(analyte) > 0;
}

const std::string& Person::reported_in(std::string_view analyte) const {
  const auto found = units_.find(analyte);
  return found == units_.end() ? known(analyte).units.at(0).id : found->second;
}

Panel Person::panel() const {
  Panel made(catalogue());
  for (const Analyte* analyte : used()) {
    if (!knows(analyte->id)) continue;
    if (analyte->is_category()) {
      made.set(analyte->id, words_.find(analyte->id)->second);
      continue;
    }
    const std::string& in = reported_in(analyte->id);
    made.set(analyte->id, (*this)(analyte->id, in), in);
  }
  return made;
}

std::vector<int> Person::minutes(std::string_view fasting, int last) const {
  std::set<int> between;
  for (const Analyte* each : used()) {
    if (each->family == fasting && each->minute < last && knows(each->id))
      between.insert(each->minute);
  }
  std::vector<int> found = {0};
  found.insert(found.end(), between.begin(), between.end());
  found.push_back(last);
  return found;
}

Person Person::shaken(Random& random) const {
  Person other = *this;
  for (auto& [id, number] : other.numbers_) number *= 1 + random.between(-4e-16, 4e-16);
  return other;
}

std::string Person::text(const Index& index) const {
  std::vector<std::string> parts;
  for (const auto& input : catalogue().inputs(index)) {
    const std::string& id = input.analyte->id;
    if (!knows(id))
      parts.push_back("no " + id);
    else if (input.analyte->is_category())
      parts.push_back(id + " " + words_.find(id)->second);
    else
      parts.push_back(id + " " + text::shortest((*this)(id, input.unit)) + " " + input.unit);
  }
  return text::join(parts, ", ");
}

}  // namespace unit
