// Numbers of the fast way against their plain twins, to the last bit and byte.
// METINDEX_LONG=1 tries ten million random numbers instead of two hundred thousand.
#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "text/decimal.hpp"
#include "text/text.hpp"
#include "unit/support.hpp"

using namespace metindex;
using unit::random_text;

namespace {

constexpr std::size_t kMany = unit::kSanitized ? 6000 : 200000;

std::size_t run_length() { return std::getenv("METINDEX_LONG") == nullptr ? kMany : 50 * kMany; }

// Collects what differs; a CHECK for each number would take longer than the numbers.
class Differences {
 public:
  void expect(const std::string& got, const std::string& wanted, const std::string& what = "") {
    ++tried_;
    if (got == wanted) return;
    if (++count_ <= 5) first_ += "\n" + what + " '" + got + "' for '" + wanted + "'";
  }
  ~Differences() {
    INFO(count_, " of ", tried_, " differ:", first_);
    CHECK(tried_ > 0);
    CHECK(count_ == 0);
  }
  Differences() = default;
  Differences(const Differences&) = delete;
  Differences& operator=(const Differences&) = delete;

 private:
  std::size_t tried_ = 0, count_ = 0;
  std::string first_;
};

// What a writer puts, with a complaint if it touches bytes outside its room.
template <typename Writer>
std::string written(const Writer& write) {
  constexpr std::size_t kGuard = 16;
  std::array<char, kGuard + text::kNumberRoom + kGuard> buffer{};
  buffer.fill('#');
  char* const begin = buffer.data() + kGuard;
  const std::string out(begin, write(begin));
  for (std::size_t i = 0; i < kGuard; ++i) {
    if (buffer[i] != '#' || buffer[buffer.size() - 1 - i] != '#') return out + " and more";
  }
  return out;
}

std::string fast_shortest(double x) {
  return written([&](char* to) { return text::write_shortest(to, x); });
}

std::string fast_significant(double x, int digits) {
  return written([&](char* to) { return text::write_significant(to, x, digits); });
}

void expect_all_digits(Differences& differences, double x) {
  differences.expect(fast_shortest(x), text::shortest(x));
  for (int digits = 1; digits <= 17; ++digits)
    differences.expect(fast_significant(x, digits), text::significant(x, digits),
                       std::to_string(digits) + " digits:");
}

void expect_with_neighbours(Differences& differences, double x) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (double y : {x, std::nextafter(x, 0.0), std::nextafter(x, kInfinity)}) {
    if (std::isinf(y)) continue;
    expect_all_digits(differences, y);
    expect_all_digits(differences, -y);
  }
}

std::string bits(double x) { return std::to_string(std::bit_cast<std::uint64_t>(x)); }

std::string plainly_read(std::string s, char mark) {
  if (mark == ',') {
    if (s.find('.') != std::string::npos) return "refused";
    for (char& c : s) c = c == ',' ? '.' : c;
  }
  const auto x = text::to_number(s);
  return x ? bits(*x) : "refused";
}

// `behind`: what stands in memory after the text.
std::string read_fast(const std::string& s, char mark, const std::string& behind = "12345678") {
  const std::string memory = s + behind;
  double x = 0;
  return text::read_plain(memory.data(), s.size(), x, mark) ? bits(x) : "left";
}

// True if the fast way took it.
bool expect_read(Differences& differences, const std::string& s, char mark) {
  const std::string fast = read_fast(s, mark);
  if (fast == "left") return false;
  differences.expect(fast, plainly_read(s, mark), s);
  return true;
}

}  // namespace

TEST_CASE("decimal: indices of random values are written as std::to_chars writes them") {
  Differences differences;
  std::mt19937_64 random(1);
  for (std::size_t i = 0; i < run_length(); ++i) {
    const double glucose = static_cast<double>(random() % 6000) / 10;
    const double insulin = static_cast<double>(1 + random() % 30000) / 100;
    const double index = i % 3 == 0 ? glucose / insulin : glucose * insulin / 405;
    differences.expect(fast_shortest(index), text::shortest(index));
    const int digits = 1 + static_cast<int>(i % 17);
    if (i % 8 == 0)
      differences.expect(fast_significant(index, digits), text::significant(index, digits));
  }
}

TEST_CASE("decimal: random doubles of any size are written as std::to_chars writes them") {
  Differences differences;
  std::mt19937_64 random(2);
  const auto expect = [&](double x) {
    if (std::isfinite(x)) differences.expect(fast_shortest(x), text::shortest(x));
  };
  for (std::size_t i = 0; i < run_length(); ++i) {
    const std::uint64_t r = random();
    expect(std::bit_cast<double>(r));
    // All bits random, size between 2^-14 and 2^20.
    expect(std::ldexp(static_cast<double>(r >> 11U), -67 + static_cast<int>(r % 35)));
    // Few bits: ends exactly, ties between two shortest texts among them.
    expect(std::ldexp(static_cast<double>(r >> 40U), -static_cast<int>(r % 40)));
    // Few digits.
    expect(static_cast<double>(r % 20000000) / std::pow(10.0, static_cast<double>(r >> 61U)));
  }
}

TEST_CASE("decimal: powers, integers, halves, limits") {
  Differences differences;
  constexpr int kStep = unit::kSanitized ? 7 : 1;
  for (int e = -1074; e < 1024; e += kStep) expect_with_neighbours(differences, std::ldexp(1.0, e));
  for (int e = -323; e <= 308; e += kStep) {
    for (int digit = 1; digit < 10; ++digit) {
      const std::string written = std::to_string(digit) + "e" + std::to_string(e);
      if (const auto x = text::to_number(written)) expect_with_neighbours(differences, *x);
    }
  }
  for (int i = 0; i < 2000; ++i) expect_with_neighbours(differences, i / 2.0);
  for (int i = 65000; i < 66000; ++i) expect_all_digits(differences, i);
  using Limits = std::numeric_limits<double>;
  for (double x : {0.0, Limits::min(), Limits::denorm_min(), Limits::max(), Limits::epsilon()})
    expect_with_neighbours(differences, x);
}

TEST_CASE("decimal: what is written, for the eye") {
  struct Row {
    double x;
    std::string text;
  };
  const std::vector<Row> rows = {
      {95 * 12.0 / 405, "2.814814814814815"},
      {1 + 1.0 / 131072, "1.0000076293945312"},  // ends in ...3125: a tie, to even
      {0.1 + 0.2, "0.30000000000000004"},
      {-0.0, "-0"},
      {9.5, "9.5"},
      {10, "10"},
      {60000, "60000"},
      {100000, "1e+05"},
      {0.002, "0.002"},
      {0.0001, "1e-04"},
      {-65535.99999999999, "-65535.99999999999"},
  };
  for (const Row& row : rows) CHECK(fast_shortest(row.x) == row.text);
  CHECK(fast_significant(9.996, 3) == "10.0");
  CHECK(fast_significant(99.96, 3) == "100");
  CHECK(fast_significant(0.09996, 3) == "0.100");
  CHECK(fast_significant(-12345.5, 3) == "-12346");
  CHECK(fast_significant(2.5, 1) == "2");
  CHECK(fast_significant(3.5, 1) == "4");
}

TEST_CASE("decimal: sixteen digits at once are the digits printed") {
  Differences differences;
  std::mt19937_64 random(3);
  const auto letters = [](const text::digits::Sixteen& sixteen) {
    std::array<char, 16> out{};
    text::digits::store(out.data(), sixteen.first | text::digits::kZeros);
    text::digits::store(out.data() + 8, sixteen.second | text::digits::kZeros);
    return std::string(out.data(), out.size());
  };
  const auto expect = [&](std::uint64_t number) {
    std::array<char, 32> printed{};
    std::snprintf(printed.data(), printed.size(), "%016llu",
                  static_cast<unsigned long long>(number));
    differences.expect(letters(text::digits::split_sixteen(number)), printed.data(), "fast");
    differences.expect(letters(text::digits::split_sixteen_plain(number)), printed.data(), "plain");
    const std::uint64_t eight = text::digits::load(printed.data() + 8) ^ text::digits::kZeros;
    differences.expect(std::to_string(text::digits::join(eight)),
                       std::to_string(number % text::digits::kHalf), "joined");
  };
  for (std::uint64_t i = 0; i < 10000; ++i) {
    expect(i * 10000);  // every four digits in every place
    expect(i);
    expect(i * 100000000);
    expect(i * 1000000000000);
    expect(9999999999999999 - i);
  }
  for (std::size_t i = 0; i < kMany; ++i) expect(random() % 10000000000000000);
}

TEST_CASE("decimal: every text of up to four characters is read as to_number reads it, or left") {
  const std::string alphabet = "019.-+e ,x";
  for (char mark : {'.', ','}) {
    Differences differences;
    std::vector<std::string> texts = {""};
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::string s = texts[i];
      const bool taken = expect_read(differences, s, mark);
      // Left are only those which to_number refuses, and exponents.
      if (!taken && s.find('e') == std::string::npos)
        differences.expect("refused", plainly_read(s, mark), s);
      if (s.size() == 4) continue;
      for (char c : alphabet) texts.push_back(s + c);
    }
    CHECK(texts.size() == 11111);
  }
}

TEST_CASE("decimal: random texts are read as to_number reads them, or left") {
  std::mt19937_64 random(4);
  std::size_t taken = 0;
  Differences differences;
  for (std::size_t i = 0; i < 5 * kMany; ++i) {
    const char mark = i % 4 == 0 ? ',' : '.';
    const std::string digits = "01234567890123456789";
    std::string s = random_text(random, digits + mark, 10);
    if (i % 5 == 0) s = random_text(random, digits + mark, 24);
    if (i % 7 == 0) s = random_text(random, digits + "+-.,eE \t:/\xB1\x80", 9);
    taken += expect_read(differences, s, mark) ? 1U : 0U;
  }
  CHECK(taken > 3 * kMany);
}

TEST_CASE("decimal: every byte in every place of a short text") {
  Differences differences;
  for (std::size_t size = 1; size <= 10; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string s = std::string("1234567890").substr(0, size);
        s[at] = static_cast<char>(byte);
        const bool taken = expect_read(differences, s, '.');
        if (!taken && byte != 'e' && byte != 'E')
          differences.expect("refused", plainly_read(s, '.'), s);
      }
    }
  }
}

TEST_CASE("decimal: digits with or without a mark are taken, whatever stands behind them") {
  std::mt19937_64 random(5);
  for (std::size_t i = 0; i < kMany; ++i) {
    std::string s = random_text(random, "0123456789", 8);
    if (s.empty()) continue;
    if (s.size() > 1 && i % 2 == 0) s[random() % s.size()] = '.';
    const std::string behind = random_text(random, "0123456789.,\n;", 8) + "12345678";
    if (read_fast(s, '.', behind) != plainly_read(s, '.')) FAIL_CHECK(s << " before " << behind);
  }
  CHECK(read_fast("-12.5", '.') == bits(-12.5));
  CHECK(read_fast("+12.5", '.') == bits(12.5));
  CHECK(read_fast("-0", '.') == bits(-0.0));
  CHECK(read_fast("5,3", ',') == bits(5.3));
  CHECK(read_fast("5.3", ',') == "left");
  CHECK(read_fast("5,3", '.') == "left");
  CHECK(read_fast("9007199254740992", '.') == bits(9007199254740992));
  CHECK(read_fast("9007199254740993", '.') == "left");  // above 2^53
  CHECK(read_fast("0.000000000000000001", '.') == bits(1e-18));
  CHECK(read_fast("0.0000000000000000001", '.') == "left");  // 20 digits
}
