// Columns at once against the same rules row by row; and the parts that make columns quick.
#include <doctest/doctest.h>

#include "panel/units.hpp"
#include "unit/columns_support.hpp"
#include "unit/loader_support.hpp"

using namespace metindex;
using unit::Seen;

namespace {

std::vector<const Analyte*> analytes(const std::vector<std::string>& ids) {
  std::vector<const Analyte*> found;
  for (const std::string& id : ids) found.push_back(unit::catalogue().analyte(id));
  return found;
}

// Each scheme of the catalogue at least once, in runs of one scheme a quantity; the first of them
// with all indices, the others with those that they judge.
std::vector<Options> options_for_all_schemes() {
  std::vector<Options> runs;
  std::vector<std::pair<std::string, std::string>> done;
  for (const Scheme& scheme : unit::catalogue().declarations().schemes) {
    if (std::find(done.begin(), done.end(), std::pair(scheme.quantity, scheme.id)) != done.end())
      continue;
    done.emplace_back(scheme.quantity, scheme.id);
    const auto free = std::find_if(runs.begin(), runs.end(), [&](const Options& options) {
      return std::none_of(options.schemes.begin(), options.schemes.end(),
                          [&](const auto& chosen) { return chosen.first == scheme.quantity; });
    });
    Options& run = free == runs.end() ? runs.emplace_back() : *free;
    if (run.schemes.empty()) run.indices.clear();
    run.schemes.push_back(done.back());
    if (unit::catalogue().index(scheme.quantity) != nullptr) run.indices.push_back(scheme.quantity);
  }
  runs.front().indices = {"all"};
  return runs;
}

// With all analytes at random most rows are in some context; without those that tell of contexts
// few are.
std::vector<const Analyte*> few_contexts() {
  std::vector<const Analyte*> found;
  for (const Analyte& analyte : unit::catalogue().declarations().analytes) {
    const auto& contexts = unit::catalogue().compiled().contexts;
    const bool tells = std::any_of(contexts.begin(), contexts.end(), [&](const auto& context) {
      const auto slots = context.when.inputs();
      return std::any_of(slots.begin(), slots.end(),
                         [&](const formula::Slot& slot) { return slot.id == analyte.id; });
    });
    if (!tells || analyte.id == "age") found.push_back(&analyte);
  }
  return found;
}

}  // namespace

TEST_CASE("columns: the core, row by row and at once, to the bit") {
  const auto given = analytes({"glucose", "insulin", "hba1c", "age", "sex"});
  const Seen seen = unit::compare_mixtures(unit::catalogue(), {}, &given,
                                           {0, 1, 7, 8, 9, 31, 255, 256, 257, 1000, 1, 2048});
  CHECK(seen.values > 10000);
  CHECK(seen.gaps > 1000);
  CHECK(seen.bands > 10000);
  CHECK(seen.flagged > 1000);
  CHECK(seen.unflagged > 1000);
}

TEST_CASE("columns: every index and scheme, row by row and at once, to the bit") {
  const std::vector<const Analyte*> few = few_contexts();
  Seen all;
  const auto add = [&](const Seen& seen) {
    all.values += seen.values;
    all.bands += seen.bands;
    for (std::size_t i = 0; i < seen.causes.size(); ++i) all.causes[i] += seen.causes[i];
  };
  for (const Options& options : options_for_all_schemes()) {
    add(unit::compare_mixtures(unit::catalogue(), options, nullptr,
                               {unit::kSanitized ? 3 : 40, 5}));
    add(unit::compare_mixtures(unit::catalogue(), options, &few, {unit::kSanitized ? 8 : 100}));
  }
  if (unit::kSanitized) return;  // too few to see everything
  CHECK(all.values > 50000);
  CHECK(all.bands > 50000);
  for (const BandCause cause : {BandCause::no_value, BandCause::not_stated, BandCause::withheld,
                                BandCause::outside_population, BandCause::does_not_apply,
                                BandCause::sex_unknown, BandCause::between_bands}) {
    const auto at = static_cast<std::size_t>(cause);
    CAPTURE(at);
    CHECK(all.causes[at] > 200);
  }
}

TEST_CASE("columns: without sex or age, and with contexts for everyone") {
  Options options;
  options.schemes = {{"insulin", "tlgs_by_sex"}, {"insulin", "mclaughlin2003"}};
  const auto nobody = analytes({"glucose", "insulin", "hba1c"});
  const auto sexes = analytes({"glucose", "insulin", "hba1c", "sex"});
  CHECK(unit::compare_mixtures(unit::catalogue(), options, &nobody, {200})
            .causes[static_cast<std::size_t>(BandCause::sex_unknown)] > 300);
  CHECK(unit::compare_mixtures(unit::catalogue(), options, &sexes, {200}).bands > 2000);
  options.contexts = {"pregnant"};
  CHECK(unit::compare_mixtures(unit::catalogue(), options, &sexes, {200}).bands == 0);
  options.contexts = {"under_18", "injected_insulin"};
  CHECK(unit::compare_mixtures(unit::catalogue(), options, nullptr, {200}).gaps > 900);
}

// What no scheme of the built-in catalogue does: a condition that may be unknown where there is a
// value, and one variant that covers all values beside one that does not.
TEST_CASE("columns: schemes of one's own, row by row and at once") {
  const Catalogue own = unit::load(R"(
[[reference]]
id      = "own"
text    = "Our own limits"
locator = "a drawer"

[[scheme]]
id         = "own"
quantity   = "hba1c"
title      = "Own"
kind       = "convention"
population = "women"
sex        = "female"
applies    = "glucose[mg/dL] <= 140"
reference  = "own"
bands      = [
  { level = "low",  label = "low",  "%" = "< 6"  },
  { level = "high", label = "high", "%" = ">= 6" },
]

[[scheme]]
id         = "own"
quantity   = "hba1c"
title      = "Own"
kind       = "convention"
population = "men"
sex        = "male"
age        = [30, 60]
partial    = true
reference  = "own"
bands      = [
  { level = "low",  label = "low",  "%" = "> 5 to 8" },
  { level = "high", label = "high", "%" = "> 8 to < 10" },
]
)");
  Options options;
  options.schemes = {{"hba1c", "own"}};
  std::vector<const Analyte*> given;
  for (const char* id : {"glucose", "insulin", "hba1c", "age", "sex"})
    given.push_back(own.analyte(id));
  const Seen seen = unit::compare_mixtures(own, options, &given, {500});
  for (const BandCause cause : {BandCause::none, BandCause::not_stated, BandCause::does_not_apply,
                                BandCause::outside_population}) {
    const auto at = static_cast<std::size_t>(cause);
    CAPTURE(at);
    CHECK(seen.causes[at] > 100);
  }
}

TEST_CASE("columns: edges place numbers as the limits do, dust and all") {
  std::size_t edges_seen = 0;
  unit::Random random(12);
  for (const Scheme& scheme : unit::catalogue().declarations().schemes) {
    CAPTURE(scheme.quantity);
    CAPTURE(scheme.id);
    for (const std::string& in : scheme.units()) {
      const std::vector<double> edges = band_edges(scheme, in);
      REQUIRE(edges.size() == scheme.bands.size() + 1);
      const auto agree = [&](double x) { return band_of(edges, x) == band_of(scheme, in, x); };
      CHECK(agree(unit::kInfinity));
      CHECK(agree(-unit::kInfinity));
      for (const double edge : edges) {
        if (std::isinf(edge)) continue;
        ++edges_seen;
        const double below = std::nextafter(edge, -unit::kInfinity);
        CHECK(agree(edge));
        CHECK(agree(below));
        CHECK(band_of(edges, edge) != band_of(edges, below));
        for (int i = 0; i < 200; ++i) {
          const double width = std::pow(10.0, -random.between(0, 16));
          CHECK(agree(edge * (1 + random.between(-width, width))));
        }
      }
    }
  }
  CHECK(edges_seen > 150);
}

TEST_CASE("columns: limits at zero, below zero, and nearer to each other than dust") {
  const auto limit = [](double value, bool inclusive) { return Limit{value, inclusive, ""}; };
  const auto scheme = [&](const std::vector<Limit>& lowers) {
    Scheme made;
    for (std::size_t i = 0; i <= lowers.size(); ++i) {
      Interval interval;
      if (i > 0) interval.lower = lowers[i - 1];
      if (i < lowers.size()) interval.upper = limit(lowers[i].value, !lowers[i].inclusive);
      made.bands.push_back({"", "", {{"1", interval}}});
    }
    return made;
  };
  for (const bool first : {false, true}) {
    for (const bool second : {false, true}) {
      for (const auto& [low, high] : std::vector<std::pair<double, double>>{
               {0, 1}, {-1, 0}, {-2, -1}, {5, 5 * (1 + 1e-13)}, {5, 5 * (1 + 1.5e-12)}}) {
        const Scheme made = scheme({limit(low, first), limit(high, second)});
        const std::vector<double> edges = band_edges(made, "1");
        CHECK(std::is_sorted(edges.begin(), edges.end()));
        for (const double centre : {low, high}) {
          double x = centre - 4e-12 * std::fabs(centre);
          for (int i = 0; i <= 400; ++i) {
            CHECK(band_of(edges, x) == band_of(made, "1", x));
            x += 2e-14 * std::fabs(centre);
          }
          for (const double near : {-1.0, -1e-300, -5e-324, -0.0, 0.0, 5e-324, 1e-300, 1.0})
            CHECK(band_of(edges, centre + near) == band_of(made, "1", centre + near));
        }
      }
    }
  }
}

TEST_CASE("columns: a column is converted as its numbers are") {
  unit::Random random(18);
  std::size_t ways = 0;
  for (const Analyte& analyte : unit::catalogue().declarations().analytes) {
    for (const AnalyteUnit& from : analyte.units) {
      for (const AnalyteUnit& to : analyte.units) {
        const auto way = panel::find_converter(analyte, from.id, to.id);
        if (!way) continue;
        ++ways;
        std::vector<double> numbers;
        for (int i = 0; i < 101; ++i) numbers.push_back(random.between(0, 200));
        std::vector<double> out(numbers.size());
        way->apply(numbers.data(), numbers.size(), out.data());
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < numbers.size(); ++i)
          wrong += unit::same_bits(out[i], (*way)(numbers[i])) ? 0U : 1U;
        CHECK_MESSAGE(wrong == 0, analyte.id, " ", from.id, " ", to.id);
      }
    }
  }
  CHECK(ways > 50);
}

TEST_CASE("columns: marked rows are listed") {
  unit::Random random(8);
  for (const std::size_t rows : {0U, 1U, 7U, 8U, 9U, 16U, 1000U}) {
    Marks marks(rows);
    Rows expected;
    for (std::size_t row = 0; row < rows; ++row) {
      marks[row] = random.chance(0.1) ? static_cast<std::uint8_t>(1 + random.below(255)) : 0;
      if (marks[row] != 0) expected.push_back(static_cast<std::uint32_t>(row));
    }
    Rows found = {99};
    gather(marks.data(), rows, found);
    CHECK(found == expected);
  }
}
