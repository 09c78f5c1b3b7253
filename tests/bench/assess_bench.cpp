// What the evaluation of a block costs a row: indices, bands, and the flags of the rows that have
// some. Nothing is read or written here.
//
//   cmake --preset release -DMETINDEX_BENCH=ON && cmake --build --preset release --target
//   assess_bench perf stat -e instructions:u build/release/tests/bench/assess_bench
#include <benchmark/benchmark.h>

#include <algorithm>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "assess/evaluation.hpp"
#include "assess/flags.hpp"
#include "metindex/metindex.hpp"

namespace {

using namespace metindex;

constexpr std::size_t kRows = 1024;

struct Case {
  std::vector<std::string> indices, analytes;
  double missing = 0, censored = 0, other_unit = 0;  // shares of the numbers
};

const Case kCore = {{"core"}, {"glucose", "insulin", "hba1c", "age", "sex"}};

const Case kTen = {{"homa_ir", "homa_b", "homa_s", "quicki", "firi", "fgir_mg_dl", "tyg",
                    "tg_hdl_mass", "mets_ir", "mcauley"},
                   {"glucose", "insulin", "hba1c", "triglycerides", "hdl", "bmi", "age", "sex"}};

const Case kHoma2 = {{"homa2_b", "homa2_s", "homa2_ir"}, {"glucose", "insulin"}};
const Case kHoma2CPeptide = {{"homa2_b_cpeptide", "homa2_s_cpeptide", "homa2_ir_cpeptide"},
                             {"glucose", "c_peptide"}};

Case with(Case of, double missing, double censored, double other_unit) {
  of.missing = missing;
  of.censored = censored;
  of.other_unit = other_unit;
  return of;
}

// Adults as a survey finds them, in the conventional unit.
class People {
 public:
  double value(const std::string& analyte) {
    if (analyte == "glucose") return std::round(std::max(60.0, 101 + 18 * normal_(engine_)));
    if (analyte == "insulin") return tenths(9 * std::exp(0.6 * normal_(engine_)));
    if (analyte == "hba1c") return tenths(std::max(4.0, 5.6 + 0.6 * normal_(engine_)));
    if (analyte == "triglycerides") return std::round(110 * std::exp(0.5 * normal_(engine_)));
    if (analyte == "hdl") return std::round(std::max(20.0, 54 + 14 * normal_(engine_)));
    if (analyte == "bmi") return tenths(std::max(15.0, 28 + 5 * normal_(engine_)));
    if (analyte == "c_peptide") return tenths(1.8 * std::exp(0.4 * normal_(engine_)));
    if (analyte == "age") return std::floor(18 + 70 * share());
    return share() < 0.5 ? 0 : 1;  // a category
  }
  double share() { return std::uniform_real_distribution<double>(0, 1)(engine_); }

 private:
  static double tenths(double x) { return std::round(x * 10) / 10; }
  std::mt19937_64 engine_{405};
  std::normal_distribution<double> normal_;
};

Plan make_plan(const Catalogue& catalogue, const Case& of) {
  std::vector<const Analyte*> available;
  for (const std::string& id : of.analytes) available.push_back(catalogue.analyte(id));
  Options options;
  options.indices = of.indices;
  return *Plan::make(catalogue, options, &available);
}

Block make_block(const Plan& plan, const Case& of) {
  People people;
  Block block;
  block.resize(plan, kRows);
  for (std::size_t at = 0; at < plan.inputs.size(); ++at) {
    const Analyte& analyte = *plan.inputs[at];
    Column& column = block.columns[at];
    const bool person = analyte.is_category() || analyte.id == "age";
    for (std::size_t row = 0; row < kRows; ++row) {
      column.number[row] = people.value(analyte.id);
      column.status[row] = Status::ok;
      const double chance = people.share();
      if (chance < of.missing) {
        column.status[row] = Status::missing;
        column.number[row] = 0;
      } else if (!person && chance < of.missing + of.censored) {
        column.status[row] = Status::below;
      }
      if (person || analyte.units.size() < 2 || people.share() >= of.other_unit) continue;
      column.unit[row] = 1;
      const auto way = panel::find_converter(analyte, analyte.units[0].id, analyte.units[1].id);
      column.number[row] = (*way)(column.number[row]);
    }
  }
  return block;
}

void assess_block(benchmark::State& state, const Case& of) {
  const Catalogue catalogue = Catalogue::built_in();
  const Plan plan = make_plan(catalogue, of);
  const Block block = make_block(plan, of);
  Evaluation evaluation;
  Workspace work;
  for (auto _ : state) {
    evaluate(plan, block, evaluation, work);
    benchmark::ClobberMemory();
  }
  using benchmark::Counter;
  state.counters["s_per_row"] =
      Counter(static_cast<double>(kRows), Counter::kIsIterationInvariantRate | Counter::kInvert);
}

void flag_block(benchmark::State& state, const Case& of) {
  const Catalogue catalogue = Catalogue::built_in();
  const Plan plan = make_plan(catalogue, of);
  const Block block = make_block(plan, of);
  Evaluation evaluation;
  Workspace work;
  evaluate(plan, block, evaluation, work);
  std::vector<FlagSources> flagged;
  std::vector<RowFlag> flags;
  for (auto _ : state) {
    find_flagged(plan, block, evaluation, flagged);
    for (std::size_t row = 0; row < kRows; ++row) {
      if (flagged[row] == 0) continue;
      flags.clear();
      row_flags(plan, block, evaluation, row, flagged[row], flags);
      benchmark::DoNotOptimize(flags.data());
    }
  }
  const auto plain = std::count(flagged.begin(), flagged.end(), FlagSources{0});
  state.counters["flagged"] = 1 - static_cast<double>(plain) / kRows;
  using benchmark::Counter;
  state.counters["s_per_row"] =
      Counter(static_cast<double>(kRows), Counter::kIsIterationInvariantRate | Counter::kInvert);
}

void add(const std::string& name, const Case& of) {
  benchmark::RegisterBenchmark(("assess/" + name).c_str(), assess_block, of);
  benchmark::RegisterBenchmark(("flags/" + name).c_str(), flag_block, of);
}

}  // namespace

int main(int argc, char** argv) {
  constexpr double kMissing = 0.05;
  constexpr double kCensored = 0.01;
  add("core_plain", kCore);
  add("core_missing", with(kCore, kMissing, kCensored, 0));
  add("core_mixed_units", with(kCore, 0, 0, 0.5));
  add("core_other_unit", with(kCore, 0, 0, 1));
  add("ten_plain", kTen);
  add("ten_missing", with(kTen, kMissing, kCensored, 0));
  add("homa2", kHoma2);
  add("homa2_cpeptide", kHoma2CPeptide);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
