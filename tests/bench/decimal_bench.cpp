// Numbers of the batch path beside their plain twins. Values and texts as tables have them: many
// thousands, so that no branch can be learnt by heart.
#include <benchmark/benchmark.h>

#include <charconv>
#include <cmath>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "text/decimal.hpp"
#include "text/text.hpp"

namespace {

using metindex::text::kNumberReach;
using metindex::text::kNumberRoom;

constexpr std::size_t kMany = 200000;

struct Sample {
  double glucose, insulin;  // mg/dL and uIU/mL, one decimal each
};

const std::vector<Sample>& samples() {
  static const std::vector<Sample> all = [] {
    std::mt19937_64 random(1);
    std::lognormal_distribution<double> glucose(4.6, 0.2);
    std::lognormal_distribution<double> insulin(2.2, 0.7);
    const auto tenths = [](double x) { return std::round(x * 10) / 10; };
    std::vector<Sample> made;
    for (std::size_t i = 0; i < kMany; ++i)
      made.push_back({tenths(glucose(random)), tenths(insulin(random) + 0.1)});
    return made;
  }();
  return all;
}

double homa_ir(const Sample& s) { return s.glucose * s.insulin / 405; }
double quicki(const Sample& s) { return 1 / (std::log10(s.glucose) + std::log10(s.insulin)); }
double insulin(const Sample& s) { return s.insulin; }
double whole(const Sample& s) { return std::round(s.glucose); }

char* to_chars(char* to, double x) { return std::to_chars(to, to + kNumberRoom, x).ptr; }
char* significant(char* to, double x) {
  const std::string s = metindex::text::significant(x, 4);
  return std::copy(s.begin(), s.end(), to);
}
char* write_significant(char* to, double x) { return metindex::text::write_significant(to, x, 4); }

void report(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kMany));
}

template <char* (*Write)(char*, double), double (*Value)(const Sample&)>
void writing(benchmark::State& state) {
  std::vector<double> values;
  for (const Sample& s : samples()) values.push_back(Value(s));
  std::vector<char> out((kNumberRoom + 1) * kMany);
  for (auto _ : state) {
    char* to = out.data();
    for (double x : values) {
      to = Write(to, x);
      *to++ = ',';
    }
    benchmark::DoNotOptimize(to);
    benchmark::ClobberMemory();
  }
  report(state);
}

using WriteMany = void(const double*, std::size_t, char*, std::size_t, std::uint8_t*);

template <WriteMany* Write, double (*Value)(const Sample&)>
void writing_many(benchmark::State& state) {
  constexpr std::size_t kRows = 64;  // as a table is written
  std::vector<double> values;
  for (const Sample& s : samples()) values.push_back(Value(s));
  std::vector<char> out(kNumberRoom * kRows);
  std::vector<std::uint8_t> size(kRows);
  for (auto _ : state) {
    for (std::size_t i = 0; i + kRows <= values.size(); i += kRows)
      Write(values.data() + i, kRows, out.data(), kNumberRoom, size.data());
    benchmark::ClobberMemory();
  }
  report(state);
}

bool to_number(const char* at, std::size_t size, double& out) {
  const auto x = metindex::text::to_number({at, size});
  out = x.value_or(0);
  return x.has_value();
}
bool read_plain(const char* at, std::size_t size, double& out) {
  return metindex::text::read_plain(at, size, out);
}

template <bool (*Read)(const char*, std::size_t, double&), double (*Value)(const Sample&)>
void reading(benchmark::State& state) {
  std::string cells;
  std::vector<std::size_t> ends;
  for (const Sample& s : samples()) {
    cells += metindex::text::shortest(Value(s));
    ends.push_back(cells.size());
    cells += ',';
  }
  cells.append(kNumberReach, ' ');
  for (auto _ : state) {
    double sum = 0;
    std::size_t begin = 0;
    for (std::size_t end : ends) {
      double x = 0;
      if (Read(cells.data() + begin, end - begin, x)) sum += x;
      begin = end + 1;
    }
    benchmark::DoNotOptimize(sum);
  }
  report(state);
}

}  // namespace

BENCHMARK(writing<to_chars, homa_ir>);
BENCHMARK(writing<metindex::text::write_shortest, homa_ir>);
BENCHMARK(writing<to_chars, quicki>);
BENCHMARK(writing<metindex::text::write_shortest, quicki>);
BENCHMARK(writing<to_chars, insulin>);
BENCHMARK(writing<metindex::text::write_shortest, insulin>);
BENCHMARK(writing<to_chars, whole>);
BENCHMARK(writing<metindex::text::write_shortest, whole>);
BENCHMARK(writing_many<metindex::text::write_shortest_plain, homa_ir>);
BENCHMARK(writing_many<metindex::text::write_shortest, homa_ir>);
BENCHMARK(writing_many<metindex::text::write_shortest_plain, quicki>);
BENCHMARK(writing_many<metindex::text::write_shortest, quicki>);
BENCHMARK(writing_many<metindex::text::write_shortest_plain, insulin>);
BENCHMARK(writing_many<metindex::text::write_shortest, insulin>);
BENCHMARK(writing<significant, homa_ir>);
BENCHMARK(writing<write_significant, homa_ir>);
BENCHMARK(reading<to_number, insulin>);
BENCHMARK(reading<read_plain, insulin>);
BENCHMARK(reading<to_number, whole>);
BENCHMARK(reading<read_plain, whole>);
BENCHMARK(reading<to_number, homa_ir>);
BENCHMARK(reading<read_plain, homa_ir>);

BENCHMARK_MAIN();
