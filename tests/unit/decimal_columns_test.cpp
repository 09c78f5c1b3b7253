// Many numbers at a time against one at a time, to the last bit and byte, on whatever this
// machine's version of the loops is.
#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "text/decimal.hpp"
#include "text/text.hpp"
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

constexpr std::size_t kDrawn = unit::kSanitized ? 3000 : 100000;

void compare(const std::vector<std::string>& texts, char mark) {
  text::ShortNumbers numbers;
  numbers.resize(texts.size());
  std::vector<std::string> padded;
  for (const std::string& text : texts) padded.push_back(text + "12,.3456");  // what follows
  for (std::size_t i = 0; i < texts.size(); ++i) numbers.set(i, padded[i].data(), texts[i].size());
  std::vector<double> got(texts.size());
  numbers.read(mark, got.data());
  constexpr double kLow = 0.5;
  constexpr double kHigh = 50;
  std::vector<std::uint8_t> verdict(texts.size());
  std::vector<std::uint8_t> other(texts.size());
  numbers.judge(got.data(), kLow, kHigh, 7, 9, verdict.data(), other.data());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const bool expected = is_short_number(texts[i], mark);
    double alone = 0;
    const bool taken = text::read_plain(padded[i].data(), texts[i].size(), alone, mark);
    const bool same = !expected || (taken && std::bit_cast<std::uint64_t>(alone) ==
                                                 std::bit_cast<std::uint64_t>(got[i]));
    const bool good = expected && alone >= kLow && alone <= kHigh;
    const bool judged = verdict[i] == (good ? 7 : 9) && other[i] == (!good && !texts[i].empty());
    if (!judged || !same) FAIL_CHECK("'" << texts[i] << "': " << got[i] << " for " << alone);
  }
}

// As each alone, and nothing outside their room.
void expect_written(std::span<const double> numbers) {
  constexpr std::size_t kGuard = 16;
  constexpr std::size_t kStep = text::kNumberRoom;
  constexpr std::uint8_t kUnset = 99;
  std::string bytes(kGuard + (numbers.size() + 1) * kStep, '#');
  std::vector<std::uint8_t> sizes(numbers.size() + 1, kUnset);
  char* const first = bytes.data() + kGuard;
  text::write_shortest(numbers.data(), numbers.size(), first, kStep, sizes.data());
  const std::string behind = bytes.substr(kGuard + numbers.size() * kStep);
  if (bytes.substr(0, kGuard) != std::string(kGuard, '#') || behind != std::string(kStep, '#') ||
      sizes.back() != kUnset)
    FAIL_CHECK(numbers.size() << " numbers: bytes outside");
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::string expected = std::isfinite(numbers[i]) ? text::shortest(numbers[i]) : "";
    const std::string got(first + i * kStep, sizes[i]);
    if (got != expected) FAIL_CHECK(got << " for " << expected);
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
  using Limits = std::numeric_limits<double>;
  std::vector<double> numbers = {0.0,
                                 -0.0,
                                 -Limits::infinity(),
                                 -Limits::denorm_min(),
                                 Limits::min(),
                                 Limits::max(),
                                 Limits::infinity(),
                                 Limits::quiet_NaN(),
                                 65536,
                                 1.0 / 1024,
                                 0.1 + 0.2};
  for (int i = -3000; i < 3000; ++i) numbers.push_back(i / 2.0);
  for (int e = -20; e <= 20; ++e) {
    for (const double x : {std::ldexp(1.0, e), std::pow(10.0, e)}) {
      for (const double y : {x, std::nextafter(x, 0.0), std::nextafter(x, Limits::infinity())})
        numbers.insert(numbers.end(), {y, -y});
    }
  }
  std::mt19937_64 random(8);
  for (std::size_t i = 0; i < kDrawn; ++i) {
    const std::uint64_t r = random();
    // All bits random; few, so that it ends exactly and ties are among them; few digits; an index.
    const double whole = static_cast<double>(r >> 11U) * (r % 3 == 0 ? -1 : 1);
    numbers.push_back(std::ldexp(whole, -67 + static_cast<int>(r % 35)));
    numbers.push_back(std::ldexp(static_cast<double>(r >> 40U), -static_cast<int>(r % 40)));
    numbers.push_back(static_cast<double>(r % 20000000) /
                      std::pow(10.0, static_cast<double>(r >> 61U)));
    numbers.push_back(r % 7 == 0 ? Limits::quiet_NaN() : static_cast<double>(r % 1000000) / 405);
  }
  // In pieces of every size up to some hundred.
  std::size_t begin = 0;
  for (std::size_t size = 0; begin < numbers.size(); size = (size + 1) % 200) {
    const std::size_t count = std::min(size, numbers.size() - begin);
    expect_written({numbers.data() + begin, count});
    begin += count;
  }
}
