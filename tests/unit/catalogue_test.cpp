// Loops over the built-in catalogue: everything it says of itself holds.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "assess/compiled.hpp"
#include "assess/limits.hpp"
#include "loader/tree.hpp"
#include "loader/validate.hpp"
#include "panel/units.hpp"
#include "text/text.hpp"
#include "unit/given_support.hpp"

using namespace metindex;
using unit::computed;
using unit::Given;
using unit::kNaN;
using unit::read_given;

namespace {

const Declarations& all() { return unit::catalogue().declarations(); }

// As a formula takes it: in its unit, or the position of a category.
double number_of(const Given& given, const std::string& unit) {
  const Analyte& analyte = *unit::catalogue().analyte(given.analyte);
  if (!given.word.empty()) {
    const auto& all = analyte.categories;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Category& c) { return c.id == given.word; });
    return found == all.end() ? kNaN : static_cast<double>(found - all.begin());
  }
  return (*panel::find_converter(analyte, given.in, unit.empty() ? given.in : unit))(given.number);
}

// The position of the level in which a value lies, by the scheme's variant for the sex given.
double level_of(const Given& given, const std::string& scheme,
                const std::vector<Given>& all_given) {
  const auto sex = std::find_if(all_given.begin(), all_given.end(),
                                [](const Given& g) { return g.analyte == "sex"; });
  for (const Scheme* variant : unit::catalogue().scheme(given.analyte, scheme)) {
    if (!variant->sex.empty() && (sex == all_given.end() || variant->sex != sex->word)) continue;
    const auto& units = variant->units();
    const bool own = std::find(units.begin(), units.end(), given.in) != units.end();
    const std::string in = own ? given.in : units.front();
    const int band = band_of(*variant, in, number_of(given, in));
    if (band < 0) return kNaN;
    const auto& levels = unit::catalogue().compiled().symbols.levels();
    return static_cast<double>(std::find(levels.begin(), levels.end(),
                                         variant->bands[static_cast<std::size_t>(band)].level) -
                               levels.begin());
  }
  return kNaN;
}

// By the compiled formula alone, so that numbers need not be plausible.
double evaluated(const Index& index, const std::vector<Given>& given) {
  const CompiledIndex& compiled = unit::catalogue().compiled().get(index);
  const auto run = [&](const formula::Formula& formula) {
    std::vector<double> values;
    for (const auto& slot : formula.inputs()) {
      if (slot.kind == formula::Slot::Kind::index) {
        values.push_back(evaluated(*unit::catalogue().index(slot.id), given));
        continue;
      }
      const auto found = std::find_if(given.begin(), given.end(),
                                      [&](const Given& g) { return g.analyte == slot.id; });
      const bool there = found != given.end();
      REQUIRE_MESSAGE((there || compiled.tolerant()), index.id, " needs ", slot.id);
      if (!there)
        values.push_back(kNaN);
      else if (slot.kind == formula::Slot::Kind::band)
        values.push_back(level_of(*found, slot.unit, given));
      else
        values.push_back(number_of(*found, slot.unit));
    }
    return unit::evaluate_in_bounds(formula, values);
  };
  const double domain = compiled.needs ? run(*compiled.needs) : 1;
  if (domain == 0 || (std::isnan(domain) && !compiled.tolerant())) return kNaN;
  return run(compiled.value);
}

bool passes(const Check& check, double x) {
  if (!check.expect) return !std::isfinite(x);
  return std::fabs(x - *check.expect) <= check.within;
}

bool is_snake_case(const std::string& id) {
  if (id.empty() || id.front() < 'a' || id.front() > 'z' || id.back() == '_' ||
      id.find("__") != std::string::npos)
    return false;
  return std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

template <typename T>
void check_ids(const std::vector<T>& list, const std::string& kind) {
  std::set<std::string> seen;
  for (const T& item : list) {
    CHECK_MESSAGE(is_snake_case(item.id), kind, " ", item.id);
    CHECK_MESSAGE(seen.insert(item.id).second, kind, " ", item.id, " stands twice");
  }
  CHECK_FALSE(list.empty());
}

void check_reference(const std::string& id, const std::string& owner) {
  const Reference* found = unit::catalogue().reference(id);
  CHECK_MESSAGE(found != nullptr, owner, ": ", id);
  if (found != nullptr) CHECK_MESSAGE(!found->link().empty(), id);
}

bool has(const std::vector<Given>& given, const std::string& analyte) {
  return std::any_of(given.begin(), given.end(),
                     [&](const Given& g) { return g.analyte == analyte; });
}

double& number_given(std::vector<Given>& given, const std::string& analyte) {
  const auto found = std::find_if(given.begin(), given.end(),
                                  [&](const Given& g) { return g.analyte == analyte; });
  REQUIRE_MESSAGE(found != given.end(), analyte, " is not given");
  return found->number;
}

void swap_given(std::vector<Given>& given, const std::string& a, const std::string& b) {
  std::swap(number_given(given, a), number_given(given, b));
}

bool reads_open_series(const Index& index) {
  const auto inputs = unit::catalogue().compiled().get(index).value.inputs();
  return std::any_of(inputs.begin(), inputs.end(), [](const formula::Slot& slot) {
    if (slot.kind != formula::Slot::Kind::index) return false;
    const Index& other = *unit::catalogue().index(slot.id);
    return unit::catalogue().compiled().get(other).value.has_open_series() ||
           reads_open_series(other);
  });
}

bool treats_alike(const Index& index, const std::string& a, const std::string& b,
                  unit::Random& random) {
  for (int i = 0; i < 20; ++i) {
    std::vector<Given> given;
    for (const auto& input : unit::catalogue().inputs(index)) {
      const Analyte& analyte = *input.analyte;
      if (analyte.is_category())
        given.push_back({analyte.id, kNaN, "", random.of(analyte.categories).id});
      else
        given.push_back({analyte.id, random.between(65, 100), input.unit});
    }
    const double plain = evaluated(index, given);
    swap_given(given, a, b);
    const double swapped = evaluated(index, given);
    if (std::isnan(plain) && std::isnan(swapped)) continue;
    if (!unit::close(plain, swapped, 1e-12)) return false;
  }
  return true;
}

bool notices_swap(const Index& index, const std::string& a, const std::string& b, bool alike) {
  return std::any_of(index.checks.begin(), index.checks.end(), [&](const Check& check) {
    CAPTURE(index.id);
    auto given = read_given(check.given);
    const bool tolerant = unit::catalogue().compiled().get(index).tolerant();
    if (tolerant && (!has(given, a) || !has(given, b))) return false;
    if (number_given(given, a) == number_given(given, b)) return false;
    swap_given(given, a, b);
    return alike || !passes(check, evaluated(index, given));
  });
}

}  // namespace

TEST_CASE("catalogue: what its declarations say of each other holds") {
  std::string error;
  try {
    loader::validate(all());
  } catch (const loader::LoadError& found) {
    error = found.message;
  }
  CHECK(error == "");
}

TEST_CASE("catalogue: every check of every index passes") {
  for (const Index& index : all().indices) {
    CAPTURE(index.id);
    CHECK_FALSE(index.checks.empty());
    for (const Check& check : index.checks) {
      CAPTURE(check.given);
      const auto given = read_given(check.given);
      const double x = computed(index, given);
      CHECK_MESSAGE(passes(check, x), "gives ", x);
      // Over whatever samples there are, only a plan knows the formula.
      const bool open = unit::catalogue().compiled().get(index).value.has_open_series();
      if (!open && !reads_open_series(index)) CHECK(unit::same_number(evaluated(index, given), x));
      CHECK_FALSE(check.from.empty());
      if (check.expect)
        CHECK((check.within > 0 && check.within <= 0.005 * std::fabs(*check.expect) + 0.5));
    }
  }
}

TEST_CASE("catalogue: swapped inputs are noticed") {
  unit::Random random(2);
  for (const Index& index : all().indices) {
    std::vector<std::string> numbers;
    for (const auto& input : unit::catalogue().inputs(index)) {
      if (!input.analyte->is_category()) numbers.push_back(input.analyte->id);
    }
    for (std::size_t a = 0; a < numbers.size(); ++a) {
      for (std::size_t b = a + 1; b < numbers.size(); ++b) {
        // A formula that treats both alike (a product) cannot be told from its swapped form: then
        // unequal values must do.
        const bool alike = treats_alike(index, numbers[a], numbers[b], random);
        CHECK_MESSAGE(notices_swap(index, numbers[a], numbers[b], alike), index.id, ": ",
                      numbers[a], " and ", numbers[b]);
      }
    }
  }
}

TEST_CASE("catalogue: ids are unique and snake_case") {
  check_ids(all().analytes, "analyte");
  check_ids(all().indices, "index");
  check_ids(all().contexts, "context");
  check_ids(all().notes, "note");
  check_ids(all().references, "reference");
  check_ids(all().datasets, "dataset");
  std::set<std::string> seen;
  for (const Scheme& scheme : all().schemes) {
    CHECK_MESSAGE(is_snake_case(scheme.id), scheme.id);
    CHECK_MESSAGE(seen.insert(scheme.quantity + "/" + scheme.id + "/" + scheme.sex).second,
                  scheme.quantity, " ", scheme.id);
    for (const Band& band : scheme.bands) {
      CHECK_MESSAGE(is_snake_case(band.level), scheme.id, " ", band.level);
      CHECK_FALSE(band.label.empty());
    }
  }
}

TEST_CASE("catalogue: every reference exists and leads somewhere") {
  for (const Index& index : all().indices) check_reference(index.reference, index.id);
  for (const Scheme& scheme : all().schemes) check_reference(scheme.reference, scheme.id);
  for (const Context& context : all().contexts) check_reference(context.reference, context.id);
  for (const Note& note : all().notes) {
    for (const Note::Source& source : note.sources) check_reference(source.reference, note.id);
  }
  for (const Analyte& analyte : all().analytes) {
    for (const Conversion& c : analyte.conversions) {
      CHECK_FALSE(c.authority.empty());
      if (!c.reference.empty()) check_reference(c.reference, analyte.id);
    }
  }
  for (const Reference& reference : all().references) {
    CHECK_MESSAGE(!reference.link().empty(), reference.id);
    CHECK_MESSAGE(reference.text.size() > 10, reference.id);
    if (!reference.doi.empty()) CHECK_MESSAGE(reference.doi.substr(0, 3) == "10.", reference.id);
  }
}

TEST_CASE("catalogue: the formula shown is the formula computed") {
  const auto& symbols = unit::catalogue().compiled().symbols;
  for (const Index& index : all().indices) {
    CAPTURE(index.id);
    const std::string text = unit::catalogue().formula_text(index);
    const auto again = formula::Formula::compile(text, symbols, formula::Formula::Use::value);
    REQUIRE_MESSAGE(again, again.error());
    CHECK(again->text() == text);
    CHECK(text == index.formula);  // written as it is printed
    CHECK(unit::catalogue().needs_text(index) == index.needs);
    CHECK_FALSE(unit::catalogue().inputs(index).empty());
  }
  CHECK(unit::catalogue().formula_text(*unit::catalogue().index("homa_ir")) ==
        "glucose[mg/dL] * insulin[uIU/mL] / 405");
}

TEST_CASE("catalogue: indices are found by id and alias in any letter case") {
  std::map<std::string, std::string> names;
  for (const Index& index : all().indices) {
    std::vector<std::string> own = index.aliases;
    own.push_back(index.id);
    for (const std::string& name : own) {
      CHECK_MESSAGE(unit::catalogue().index(name) == &index, name);
      const auto [place, fresh] = names.emplace(text::fold_name(name), index.id);
      CHECK_MESSAGE(place->second == index.id, name, " means two indices");
    }
  }
  CHECK(unit::catalogue().index("Homa-IR")->id == "homa_ir");
  CHECK(unit::catalogue().index("nothing") == nullptr);
  CHECK(unit::catalogue().index("") == nullptr);
  CHECK(unit::catalogue().scheme("hba1c", "nothing").empty());
  CHECK(unit::catalogue().scheme("insulin", "tlgs_by_sex").size() == 2);
}
