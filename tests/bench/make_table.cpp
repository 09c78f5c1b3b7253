// Writes a table of laboratory values, made up but of the shape that laboratories send, to standard
// output:
//   make_table [--rows N] [--seed N] [--wide | --full] [--quoted]
// The same options give the same bytes on every machine: the random numbers are our own, and so is
// exp, which uses nothing but additions, multiplications and divisions.
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Options {
  std::uint64_t rows = 1000;
  std::uint64_t seed = 1;
  bool wide = false;    // with lipids and BMI
  bool full = false;    // with them, and waist, hip, height and weight
  bool quoted = false;  // every cell in quotes
};

// splitmix64 of Steele, Lea and Flood (2014), doi:10.1145/2714064.2660195.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }

  // 0 to count - 1; the bias is below count / 2^32.
  std::uint64_t below(std::uint64_t count) { return ((next() >> 32U) * count) >> 32U; }

  // About normal with mean 0 and standard deviation 1: the sum of eight numbers of 16 bits.
  double normal() {
    constexpr double kMean = 8 * 65535.0 / 2;
    constexpr double kDeviation = 53509.17;  // 65536 * sqrt(8 / 12)
    std::uint64_t sum = 0;
    for (int draw = 0; draw < 2; ++draw) {
      for (std::uint64_t bits = next(), part = 0; part < 4; ++part, bits >>= 16U)
        sum += bits & 0xffffU;
    }
    return (static_cast<double>(sum) - kMean) / kDeviation;
  }

 private:
  std::uint64_t state_;
};

// exp for |x| below about 8: a series on x / 16, then four squarings.
double exponential(double x) {
  constexpr int kTerms = 12;
  const double small = x / 16;
  double sum = 1;
  for (int term = kTerms; term > 0; --term) sum = 1 + small * sum / term;
  for (int squaring = 0; squaring < 4; ++squaring) sum *= sum;
  return sum;
}

// The bytes of a row, written in large pieces.
class Output {
 public:
  explicit Output(bool quoted) : quoted_(quoted) { bytes_.reserve(2 * kPiece); }

  void cell(std::string_view text) { cell("", text); }

  void cell(std::string_view mark, std::string_view text) {
    if (!line_start_) bytes_ += ',';
    line_start_ = false;
    if (quoted_) bytes_ += '"';
    bytes_ += mark;
    bytes_ += text;
    if (quoted_) bytes_ += '"';
  }

  // A number of so many decimals: 123 with one is 12.3.
  void number(std::int64_t value, int decimals, std::string_view mark = "") {
    std::array<char, 32> text{};
    const std::int64_t whole = decimals == 0 ? value : value / (decimals == 1 ? 10 : 100);
    char* end = std::to_chars(text.data(), text.data() + text.size(), whole).ptr;
    if (decimals > 0) *end++ = '.';
    if (decimals > 1) *end++ = static_cast<char>('0' + value / 10 % 10);
    if (decimals > 0) *end++ = static_cast<char>('0' + value % 10);
    cell(mark, {text.data(), static_cast<std::size_t>(end - text.data())});
  }

  void end_row() {
    bytes_ += '\n';
    line_start_ = true;
    if (bytes_.size() >= kPiece) flush();
  }

  // False once standard output has failed.
  bool flush() {
    good_ = good_ && std::fwrite(bytes_.data(), 1, bytes_.size(), stdout) == bytes_.size() &&
            std::fflush(stdout) == 0;
    bytes_.clear();
    return good_;
  }

  [[nodiscard]] bool good() const { return good_; }

 private:
  static constexpr std::size_t kPiece = std::size_t{1} << 16U;
  std::string bytes_;
  bool quoted_;
  bool line_start_ = true;
  bool good_ = true;
};

std::int64_t rounded(double value, double low, double high) {
  const double kept = value < low ? low : (value > high ? high : value);
  return static_cast<std::int64_t>(kept + 0.5);
}

bool is_empty(Random& random) { return random.below(200) == 0; }

// Leaves 0.5 % of the cells empty.
void number_or_empty(Output& out, Random& random, std::int64_t value, int decimals) {
  if (is_empty(random)) return out.cell("");
  out.number(value, decimals);
}

constexpr std::uint64_t kSites = 40;

// The laboratories of even sites report insulin to one decimal and nothing below 2.0, the others to
// two.
void insulin_cell(Output& out, Random& random, double insulin, std::uint64_t site) {
  if (site % 3 == 0) return number_or_empty(out, random, rounded(insulin * 100, 20, 30000), 2);
  const auto tenths = rounded(insulin * 10, 2, 3000);
  if (tenths < 20) return out.number(20, 1, "<");
  number_or_empty(out, random, tenths, 1);
}

// Adults whose glucose, insulin and HbA1c rise together: medians 98 mg/dL, 9 uIU/mL and 5.5 %.
void fasting_cells(Output& out, Random& random, std::uint64_t site) {
  const double shared = random.normal();
  const double glucose = 98 * exponential(0.15 * (0.6 * shared + 0.8 * random.normal()));
  const double insulin = 9 * exponential(0.65 * (0.5 * shared + 0.866 * random.normal()));
  const double hba1c = 5.5 + 0.022 * (glucose - 98) + 0.3 * random.normal();
  number_or_empty(out, random, rounded(glucose, 45, 400), 0);
  insulin_cell(out, random, insulin, site);
  number_or_empty(out, random, rounded(hba1c * 10, 38, 160), 1);
}

// Returns the BMI.
double wide_cells(Output& out, Random& random) {
  const double shared = random.normal();
  out.number(rounded(110 * exponential(0.5 * shared), 20, 1500), 0);
  out.number(rounded(52 * exponential(0.25 * (0.8 * random.normal() - 0.5 * shared)), 15, 150), 0);
  const std::int64_t bmi = rounded(275 * exponential(0.18 * random.normal()), 150, 700);
  out.number(bmi, 1);
  return static_cast<double>(bmi) / 10;
}

// Of people whose waist goes with their BMI.
void body_cells(Output& out, Random& random, double bmi) {
  const std::int64_t height = rounded(169 + 9 * random.normal(), 140, 205);
  const double metres = static_cast<double>(height) / 100;
  out.number(rounded(10 * (35 + 2.2 * bmi + 6 * random.normal()), 500, 1800), 1);
  out.number(rounded(10 * (60 + 1.6 * bmi + 5 * random.normal()), 700, 1800), 1);
  out.number(height, 0);
  out.number(rounded(10 * bmi * metres * metres, 300, 2500), 1);
}

bool write_table(const Options& options) {
  Random random(options.seed);
  // Of their own, so that the first columns are the same in all tables.
  Random wide_random(~options.seed);
  Random body_random(~options.seed + 1);
  Output out(options.quoted);
  for (const auto* name :
       {"id", "site", "sex", "age", "glucose_mg_dl", "insulin_uiu_ml", "hba1c_pct"})
    out.cell(name);
  if (options.wide) {
    for (const auto* name : {"triglycerides_mg_dl", "hdl_mg_dl", "bmi"}) out.cell(name);
  }
  if (options.full) {
    for (const auto* name : {"waist_cm", "hip_cm", "height_cm", "weight_kg"}) out.cell(name);
  }
  out.end_row();
  for (std::uint64_t row = 1; row <= options.rows && out.good(); ++row) {
    const auto site = random.below(kSites);
    out.number(static_cast<std::int64_t>(row), 0);
    out.number(static_cast<std::int64_t>(1 + site), 0, "S");
    out.cell(random.below(2) == 0 ? "female" : "male");
    out.number(static_cast<std::int64_t>(18 + random.below(68)), 0);
    fasting_cells(out, random, site);
    const double bmi = options.wide ? wide_cells(out, wide_random) : 0;
    if (options.full) body_cells(out, body_random, bmi);
    out.end_row();
  }
  return out.flush();
}

std::optional<Options> options_of(const std::vector<std::string_view>& words) {
  Options options;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] == "--wide") {
      options.wide = true;
    } else if (words[at] == "--full") {
      options.wide = options.full = true;
    } else if (words[at] == "--quoted") {
      options.quoted = true;
    } else if ((words[at] == "--rows" || words[at] == "--seed") && at + 1 < words.size()) {
      auto& number = words[at] == "--rows" ? options.rows : options.seed;
      const auto text = words[++at];
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  const auto options = options_of({argv + 1, argv + argc});
  if (!options) {
    std::fputs("usage: make_table [--rows N] [--seed N] [--wide | --full] [--quoted]\n", stderr);
    return 2;
  }
  if (!write_table(*options)) {
    std::fputs("make_table: standard output could not be written\n", stderr);
    return 4;
  }
  return 0;
}
