// Many numbers at a time against one at a time, to the last bit and byte, on whatever this
// machine's version of the loops is.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "text/decimal.hpp"
#include "unit/support.hpp"

using namespace metindex;
using unit::random_text;

namespace {

bool is_short_number(const std::string& text, char mark) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto digits = std::count_if(text.begin(), text.end(), digit);
  const auto marks = std::count(text.begin(), text.end(), mark);
  return text.size() <= 8 && digits > 0 && marks <= 1 &&
         static_cast<std::size_t>(digits + marks) == text.size();
}

void compare(const std::vector<std::string>& texts, char mark) {
  text::ShortNumbers numbers;
  numbers.resize(texts.size());
  std::vector<std::string> padded;
  for (const std::string& text : texts) padded.push_back(text + "12,.3456");  // what follows
  for (std::size_t i = 0; i < texts.size(); ++i) numbers.set(i, padded[i].data(), texts[i].size());
  std::vector<double> got(texts.size());
  numbers.read(mark, got.data());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const bool expected = is_short_number(texts[i], mark);
    double alone = 0;
    const bool taken = text::read_plain(padded[i].data(), texts[i].size(), alone, mark);
    const bool same = !expected || (taken && std::bit_cast<std::uint64_t>(alone) ==
                                                 std::bit_cast<std::uint64_t>(got[i]));
    if (numbers.is_number(i) != expected || numbers.is_empty(i) != texts[i].empty() || !same)
      FAIL_CHECK("'" << texts[i] << "': " << got[i] << " for " << alone);
  }
}

}  // namespace

TEST_CASE("decimal columns: short numbers are read as one by one, and nothing else is") {
  std::mt19937_64 random(7);
  for (const char mark : {'.', ','}) {
    std::vector<std::string> texts = {"",   ".",        ",",        "..",       "5.",
                                      ".5", "12345678", "1234567.", "123456789"};
    for (int i = 0; i < 60000; ++i) {
      const std::string alphabet =
          i % 3 == 0 ? "01.,-+e <\xB5" : "0123456789" + std::string(1, mark);
      texts.push_back(random_text(random, alphabet, 10));
    }
    compare(texts, mark);
    for (std::size_t count = 1; count < 9; ++count)  // what does not fill a wide register
      compare({texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(count)}, mark);
  }
}

TEST_CASE("decimal columns: numbers are written as one by one, and what is not finite not at all") {
  std::mt19937_64 random(8);
  std::vector<double> numbers = {0.0,
                                 -0.0,
                                 1.0,
                                 4.3160493827160495,
                                 1e300,
                                 -2.2250738585072014e-308,
                                 std::numeric_limits<double>::infinity(),
                                 std::numeric_limits<double>::quiet_NaN()};
  for (int i = 0; i < 20000; ++i) {
    const auto bits = random();
    numbers.push_back(i % 2 == 0 ? std::bit_cast<double>(bits)
                                 : static_cast<double>(bits % 1000000) / 405);
  }
  constexpr std::size_t kStep = 32;
  std::vector<char> text(numbers.size() * kStep + text::kNumberRoom);
  std::vector<std::uint8_t> size(numbers.size());
  text::write_shortest(numbers.data(), numbers.size(), text.data(), kStep, size.data());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    std::array<char, text::kNumberRoom> alone{};
    const char* const end =
        std::isfinite(numbers[i]) ? text::write_shortest(alone.data(), numbers[i]) : alone.data();
    const std::string expected(static_cast<const char*>(alone.data()), end);
    if (std::string(text.data() + i * kStep, size[i]) != expected)
      FAIL_CHECK(std::string(text.data() + i * kStep, size[i]) << " for " << expected);
  }
}
