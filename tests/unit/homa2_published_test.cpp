// The HOMA2-compatible indices against published outputs of the HOMA2 Calculator, where
// METINDEX_SCIENCE names the folder that holds them.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "formula/functions.hpp"
#include "text/text.hpp"
#include "unit/support.hpp"

using namespace metindex;
using unit::kNaN;

namespace {

struct Row {
  double glucose, hormone;  // mmol/L; pmol/L or nmol/L
  std::string unit, mode;
  double b, s, ir;  // %, % to one decimal; 100 / s to four
  bool in_domain;
};

std::vector<Row> read_rows(std::ifstream& file) {
  std::vector<Row> rows;
  std::string line;
  std::getline(file, line);
  REQUIRE(line == "glucose_mmol_l,hormone,unit,mode,pct_b,pct_s,ir_100_over_s,in_domain,source");
  while (std::getline(file, line)) {
    const auto cells = text::split(line, ',');
    REQUIRE_MESSAGE(cells.size() == 9, line);
    const auto number = [&](std::size_t at) {
      const auto x = text::to_number(cells[at]);
      REQUIRE_MESSAGE(x.has_value(), line);
      return *x;
    };
    rows.push_back({number(0), number(1), std::string(cells[2]), std::string(cells[3]), number(4),
                    number(5), number(6), number(7) == 1});
  }
  return rows;
}

struct Mode {
  std::string analyte, ending;
};

struct Counts {
  int rows = 0, b = 0, s = 0, refused = 0;  // the last printed digit equal
  double worst_b = 0, worst_s = 0;
};

double digit(double x) { return std::round(x * 10) / 10; }
bool same_digit(double x, double printed) { return std::fabs(digit(x) - printed) < 0.05; }

std::vector<std::string> indices_of(const Mode& mode) {
  return {"homa2_b" + mode.ending, "homa2_s" + mode.ending, "homa2_ir" + mode.ending};
}

Assessor assessor_of(const Mode& mode) {
  Options options;
  options.indices = indices_of(mode);
  options.notes = 0;
  return *Assessor::make(unit::catalogue(), options);
}

Assessment assess(const Assessor& assessor, const Mode& mode, const Row& row) {
  Panel panel(unit::catalogue(), {"conventional", false, true});
  panel.set("glucose", row.glucose, "mmol/L").set(mode.analyte, row.hormone, row.unit);
  REQUIRE_MESSAGE(panel.problems().empty(), panel.problems().front());
  return assessor.assess(panel);
}

bool refused(const Result& result) {
  return !result.value && result.flags.size() == 1 && result.flags[0].kind == "outside_domain" &&
         result.flags[0].text.find("glucose[mmol/L] >= 3 and glucose[mmol/L] <= 25") !=
             std::string::npos;
}

void compare(const Row& row, const std::array<double, 3>& found, Counts& counts) {
  const auto& [b, s, ir] = found;
  ++counts.rows;
  counts.b += same_digit(b, row.b) ? 1 : 0;
  counts.s += same_digit(s, row.s) ? 1 : 0;
  counts.worst_b = std::max(counts.worst_b, std::fabs(b - row.b));
  counts.worst_s = std::max(counts.worst_s, std::fabs(s - row.s));
  CHECK(unit::close(ir, 100 / digit(s), 1e-14));
  if (same_digit(s, row.s)) CHECK(std::fabs(ir - row.ir) < 0.00005 + 1e-9);
}

void check_mode(const Mode& mode, const std::string& name, const std::vector<Row>& rows) {
  CAPTURE(name);
  const Assessor assessor = assessor_of(mode);
  Counts counts;
  for (const Row& row : rows) {
    if (row.mode != name) continue;
    CAPTURE(row.glucose);
    CAPTURE(row.hormone);
    const Assessment assessment = assess(assessor, mode, row);
    std::array<double, 3> found = {kNaN, kNaN, kNaN};
    std::size_t refusals = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const Result* result = assessment.find(indices_of(mode)[i]);
      REQUIRE(result != nullptr);
      found[i] = result->value.value_or(kNaN);
      refusals += refused(*result) ? 1U : 0U;
    }
    if (row.in_domain) {
      compare(row, found, counts);
    } else {
      CHECK(refusals == 3);
      ++counts.refused;
    }
  }
  std::printf(
      "homa2_checks.csv, %s: %d rows, last digit equal %%B %.2f %%, %%S %.2f %%; worst %.3f, "
      "%.3f; %d rows refused\n",
      name.c_str(), counts.rows, 100.0 * counts.b / counts.rows, 100.0 * counts.s / counts.rows,
      counts.worst_b, counts.worst_s, counts.refused);
  CHECK(counts.rows > 1800);
  CHECK(counts.refused > 30);
  CHECK(counts.worst_b <= 0.06);
  CHECK(counts.worst_s <= 0.07);
  CHECK(counts.b >= 0.985 * counts.rows);
  CHECK(counts.s >= 0.98 * counts.rows);
}

// --- a file whose glucose is not the one that the calculator was fed with ---

struct Outputs {
  double c_peptide, b, s;  // nmol/L, %, %
};

std::vector<Outputs> read_outputs(std::ifstream& file) {
  std::string line;
  std::getline(file, line);
  const std::string names = line;
  const auto header = text::split(names, ',');
  const auto column = [&](std::string_view name) {
    const auto found = std::find(header.begin(), header.end(), name);
    REQUIRE_MESSAGE((found != header.end()), std::string(name));
    return static_cast<std::size_t>(found - header.begin());
  };
  const std::size_t c = column("C_peptide");
  const std::size_t b = column("HOMA2B");
  const std::size_t s = column("HOMA2S");
  std::vector<Outputs> rows;
  while (std::getline(file, line)) {
    const auto cells = text::split(line, ',');
    REQUIRE_MESSAGE(cells.size() == header.size(), line);
    const auto number = [&](std::size_t at) { return text::to_number(cells[at]).value_or(kNaN); };
    rows.push_back({number(c), number(b), number(s)});
  }
  return rows;
}

// The glucose that gives this %B, between the calculator's limits.
double glucose_of(double percent_b, double c_peptide) {
  const auto* b = formula::find_function("homa2_percent_b");
  double low = 3;
  double high = 25;
  while (high - low > 1e-9) {
    const double middle = (low + high) / 2;
    (b->value(middle, c_peptide) > percent_b ? low : high) = middle;
  }
  return low;
}

}  // namespace

TEST_CASE("homa2: published outputs of the HOMA2 Calculator") {
  const char* folder = std::getenv("METINDEX_SCIENCE");
  std::ifstream file(folder == nullptr ? std::string() : std::string(folder) + "/homa2_checks.csv");
  if (!file) {
    std::puts("homa2_checks.csv: skipped (METINDEX_SCIENCE does not name its folder)");
    return;
  }
  const std::vector<Row> rows = read_rows(file);
  CHECK(rows.size() == 5234);
  check_mode({"insulin", ""}, "insulin", rows);
  check_mode({"c_peptide", "_cpeptide"}, "cpeptide", rows);
}

TEST_CASE("homa2: published %B and %S of a C-peptide belong to one glucose") {
  const char* folder = std::getenv("METINDEX_DATA");
  std::ifstream file(folder == nullptr ? std::string()
                                       : std::string(folder) + "/homa2_cpeptide_nhanes3.csv");
  if (!file) {
    std::puts("homa2_cpeptide_nhanes3.csv: skipped (METINDEX_DATA does not name its folder)");
    return;
  }
  const auto* of_s = formula::find_function("homa2_percent_s");
  int rows = 0;
  int together = 0;
  for (const Outputs& row : read_outputs(file)) {
    const bool known = row.c_peptide >= 0.2 && row.c_peptide <= 3.5 && row.b > 0 && row.s > 0;
    if (!known) continue;
    // %B is printed to 0.1: so is the glucose known within these.
    const double from = glucose_of(row.b + 0.06, row.c_peptide);
    const double to = glucose_of(row.b - 0.06, row.c_peptide);
    if (from <= 3 || to >= 25 - 1e-6) continue;
    ++rows;
    const bool fits = row.s <= of_s->value(from, row.c_peptide) + 0.07 &&
                      row.s >= of_s->value(to, row.c_peptide) - 0.07;
    together += fits ? 1 : 0;
  }
  std::printf("homa2_cpeptide_nhanes3.csv: %d of %d rows have %%B and %%S of one glucose\n",
              together, rows);
  CHECK(rows > 9000);
  CHECK(together == rows);
}
