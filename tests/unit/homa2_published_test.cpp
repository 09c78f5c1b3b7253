// The HOMA2-compatible indices against published outputs of the HOMA2 Calculator, where
// METINDEX_SCIENCE names the folder that holds them.
#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>

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
