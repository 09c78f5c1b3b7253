#include "text/decimal.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <string>

#include "text/decimal_avx2.hpp"
#include "text/each_cpu.hpp"
#include "text/scales.hpp"
#include "text/text.hpp"

namespace metindex::text {
namespace {

using digits::kPowers;
using digits::kZeros;
using scales::kFraction;
using scales::kLeading;
using scales::kScales;
using scales::multiply;
using scales::Product;
using scales::Scale;

// |x| * 10^places, if x is between kLeast and kMost: `high` and 2^-64 of `low`.
const Scale* scaled(double x, Product& product) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t exponent = ((bits >> kFraction) & 0x7FF) - scales::kLeastBiased;
  if (exponent >= kScales.size()) return nullptr;
  product = multiply((bits & (kLeading - 1)) | kLeading, kScales[exponent].power);
  return &kScales[exponent];
}

// Where digits stand that begin at 10^(15 - places).
struct Layout {
  int before;  // digits before the point; negative: zeros behind it
  int zero;    // 1: the first digit is a zero to leave out
};

// From the number, not from its digits, and without a branch: where to store is known early.
Layout layout(std::uint64_t number, int places) {
  const int before = 16 - places;
  const bool zero = number < kPowers<std::uint64_t>[15];
  return {before, static_cast<int>(zero) & static_cast<int>(before > 1)};
}

// Writes `count` of sixteen digits and one more, and those before the point in any case.
char* put(char* to, const digits::Sixteen& sixteen, std::uint64_t last, Layout at, int count) {
  const std::uint64_t first = sixteen.first | kZeros;
  const std::uint64_t second = sixteen.second | kZeros;
  if (at.before > 0) {
    digits::store(to, first >> (8 * at.zero));
    to -= at.zero;
    digits::store(to + at.before + 1, first >> (8 * at.before));
    digits::store(to + 9, second);
    to[17] = static_cast<char>('0' + last);
    to[at.before] = '.';
    return to + (count > at.before ? count + 1 : at.before);
  }
  digits::store(to, kZeros);
  to[1] = '.';
  to += 2 - at.before;
  digits::store(to, first);
  digits::store(to + 8, second);
  to[16] = static_cast<char>('0' + last);
  return to + count;
}

// Apart: with the call inside, the short way would keep more registers on the stack, and waits
// there.
[[gnu::noinline]] char* write_other(char* to, double x) {
  return std::to_chars(to, to + kNumberRoom, x).ptr;
}

char* put_sign(char* to, double x) {
  *to = '-';
  return to + (std::bit_cast<std::uint64_t>(x) >> 63U);
}

// No branch depends on what the digits are, but for numbers of less than ten: they are as random as
// the data, and a wrong guess costs as much as half of this.
inline char* put_shortest(char* to, double x) {
  Product product{};
  const Scale* const scale = scaled(x, product);
  if (scale == nullptr) return write_other(to, x);
  to = put_sign(to, x);
  // The multiple of 10^-places that reads back to x, if there is one; it cannot lie on the edge,
  // which has more places. Otherwise one digit more, rounded, a tie to even.
  const std::uint64_t half = scale->power / 2;
  const unsigned up = product.low > 0 - half ? 1 : 0;
  const unsigned down = product.low < half ? 1 : 0;
  const std::uint64_t tenths = (product.low >> 4U) * 10;  // the bits that go are 0
  const std::uint64_t even = (tenths >> 60U) & 1U;
  std::uint64_t last = (tenths + (std::uint64_t{1} << 59U) - 1 + even) >> 60U;
  last &= (up | down) - std::uint64_t{1};

  const std::uint64_t number = product.high + up;
  const Layout at = layout(number, scale->places);
  const digits::Sixteen sixteen = digits::split_sixteen(number);
  const std::uint64_t tail = (sixteen.second >> 8U) | (last << 56U);
  int count = 9 + digits::places_used(tail | 1);
  if (tail == 0) count = 1 + digits::places_used((sixteen.first >> 8U) | (sixteen.second << 56U));
  return put(to, sixteen, last, at, count);
}

}  // namespace

bool decimal::read_long(const char* at, std::size_t size, double& out, char mark) {
  const char* const end = at + size;
  const bool negative = size > 0 && *at == '-';
  if (negative || (size > 0 && *at == '+')) ++at;
  std::uint64_t number = 0;
  std::size_t count = 0;
  std::size_t behind = 0;
  bool marked = false;
  for (; at != end; ++at) {
    if (*at == mark && !marked) {
      marked = true;
      continue;
    }
    const unsigned digit = static_cast<unsigned char>(*at) - unsigned{'0'};
    if (digit > 9 || ++count == kPowers<double>.size()) return false;
    number = number * 10 + digit;
    if (marked) ++behind;
  }
  if (count == 0 || number > 2 * kLeading) return false;
  const double magnitude = static_cast<double>(number) / kPowers<double>[behind];
  out = negative ? -magnitude : magnitude;
  return true;
}

namespace {

// Simple enough for the compiler to take several at a time.
METINDEX_EACH_CPU
void take_each(const std::uint64_t* __restrict text, const std::uint64_t* __restrict size,
               std::size_t count, char mark, std::uint64_t* __restrict whole,
               std::uint64_t* __restrict marked, std::uint64_t* __restrict wrong) {
  for (std::size_t i = 0; i < count; ++i) {
    const decimal::Short found = decimal::take_short(text[i], size[i], mark);
    whole[i] = found.whole;
    marked[i] = found.marked;
    wrong[i] = found.wrong;
  }
}

METINDEX_EACH_CPU
void divide_each(const std::uint64_t* __restrict whole, const std::uint64_t* __restrict marked,
                 std::size_t count, double* __restrict numbers) {
  for (std::size_t i = 0; i < count; ++i) {
    // 2^52 has room for the whole number in its last bits; a conversion has no wide instruction.
    constexpr auto kRoom = static_cast<double>(kLeading);
    const double sum = std::bit_cast<double>(std::bit_cast<std::uint64_t>(kRoom) | whole[i]);
    numbers[i] = (sum - kRoom) / decimal::kMarked[marked[i]];
  }
}

METINDEX_EACH_CPU
void judge_each(const double* __restrict numbers, const std::uint64_t* __restrict wrong,
                const std::uint64_t* __restrict size, std::size_t count, double low, double high,
                std::uint8_t yes, std::uint8_t no, std::uint8_t* __restrict verdict,
                std::uint8_t* __restrict other) {
  for (std::size_t i = 0; i < count; ++i) {
    const bool is_good = (wrong[i] == 0) & (numbers[i] >= low) & (numbers[i] <= high);
    verdict[i] = is_good ? yes : no;
    other[i] = (!is_good & (size[i] != 0)) ? 1 : 0;
  }
}

}  // namespace

void ShortNumbers::judge(const double* numbers, double low, double high, std::uint8_t yes,
                         std::uint8_t no, std::uint8_t* verdict, std::uint8_t* other) const {
  judge_each(numbers, wrong_.data(), size_.data(), text_.size(), low, high, yes, no, verdict,
             other);
}

void ShortNumbers::resize(std::size_t count) {
  for (auto* const each : {&text_, &size_, &whole_, &marked_, &wrong_}) each->resize(count);
}

void ShortNumbers::read(char mark, double* numbers) {
  take_each(text_.data(), size_.data(), text_.size(), mark, whole_.data(), marked_.data(),
            wrong_.data());
  divide_each(whole_.data(), marked_.data(), text_.size(), numbers);
}

char* write_shortest(char* to, double x) { return put_shortest(to, x); }

void write_shortest_plain(const double* numbers, std::size_t count, char* to, std::size_t step,
                          std::uint8_t* size) {
  for (std::size_t i = 0; i < count; ++i, to += step) {
    const char* const end = std::isfinite(numbers[i]) ? put_shortest(to, numbers[i]) : to;
    size[i] = static_cast<std::uint8_t>(end - to);
  }
}

void write_shortest(const double* numbers, std::size_t count, char* to, std::size_t step,
                    std::uint8_t* size) {
  const std::size_t done = write_shortest_avx2(numbers, count, to, step, size);
  write_shortest_plain(numbers + done, count - done, to + done * step, step, size + done);
}

char* write_significant(char* to, double x, int wanted) {
  Product product{};
  const Scale* const scale = scaled(x, product);
  const int have = product.high < kPowers<std::uint64_t>[15] ? 15 : 16;
  if (scale == nullptr || wanted < 1 || wanted >= have) {
    const std::string text = significant(x, wanted);
    return std::copy(text.begin(), text.end(), to);
  }
  // At most all decimals are dropped: before the point no digit is rounded away.
  int decimals = std::max(0, wanted - have + scale->places);
  const std::uint64_t unit =
      kPowers<std::uint64_t>[static_cast<std::size_t>(scale->places - decimals)];
  std::uint64_t kept = product.high / unit;
  const std::uint64_t dropped = product.high % unit;
  const bool tie = dropped == unit / 2 && product.low == 0;
  if (tie ? kept % 2 == 1 : dropped >= unit / 2) ++kept;
  // Carried into a new digit: 9.996 to three digits is 10.0.
  if (decimals > 0 && kept == kPowers<std::uint64_t>[static_cast<std::size_t>(wanted)]) --decimals;
  const Layout at = layout(kept * unit, scale->places);
  return put(put_sign(to, x), digits::split_sixteen(kept * unit), 0, at, at.before + decimals);
}

}  // namespace metindex::text
