#include "text/decimal_avx2.hpp"

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "text/decimal.hpp"
#include "text/scales.hpp"

// A function for machines with AVX2 alone.
#define METINDEX_AVX2 __attribute__((target("arch=x86-64-v3")))

namespace metindex::text {
namespace {

using scales::kScales;

// Numbers on their way, a step at a time for all of them: what one step stores has arrived where
// the next one loads it.
constexpr std::size_t kNumbers = 64;
constexpr std::size_t kLanes = 4;

struct alignas(32) Batch {
  std::array<std::uint64_t, kNumbers> high, low, power;  // of the product, as scales.hpp has it
  std::array<std::uint64_t, kNumbers> last;              // digit 17
  std::array<std::uint64_t, kNumbers> first_is_zero;
  std::array<std::array<char, 16>, kNumbers> letters;  // of digits 1 to 16
  std::array<std::uint16_t, kNumbers> zeros;           // which of the 16 are 0, the first lowest
  std::array<std::uint8_t, kNumbers> scale;            // position in kScales; its size: another way
};

// How the digits of a number stand in its text.
struct alignas(64) Form {
  std::array<std::uint8_t, 16> take;  // for the first 16 bytes: which digit; kNone: none
  std::array<char, 16> text;          // what stands there then
  std::uint8_t behind;                // where all digits stand that are not before the point, less
                                      // their position
  std::uint8_t before;                // digits before the point, a leading zero counted
};

constexpr std::uint8_t kNone = 0x80;

constexpr Form make_form(int before, bool zero) {
  Form form{};
  const int left_out = zero && before > 1 ? 1 : 0;
  const int in_front = before > 0 ? 0 : 2 - before;  // "0.00"
  const int point = before > 0 ? before - left_out : 1;
  for (int i = 0; i < 16; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const bool digit = i >= in_front && i != point;
    const int which = before > 0 ? i + left_out - (i > point ? 1 : 0) : i - in_front;
    form.take[at] = digit ? static_cast<std::uint8_t>(which) : kNone;
    form.text[at] = digit ? '\0' : i == point ? '.' : '0';
  }
  form.behind = static_cast<std::uint8_t>(before > 0 ? 1 - left_out : in_front);
  form.before = static_cast<std::uint8_t>(std::max(before, 0));
  return form;
}

// By scale, then by whether the first digit is zero.
constexpr auto kForms = [] {
  std::array<std::array<Form, 2>, kScales.size()> forms{};
  for (std::size_t i = 0; i < forms.size(); ++i)
    forms[i] = {make_form(16 - kScales[i].places, false), make_form(16 - kScales[i].places, true)};
  return forms;
}();

constexpr auto kScaleOrNone = [] {
  std::array<std::uint64_t, kScales.size() + 1> powers{};
  for (std::size_t i = 0; i < kScales.size(); ++i) powers[i] = kScales[i].power;
  return powers;
}();

METINDEX_AVX2 void multiply_each(const double* numbers, std::size_t count, Batch& batch) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto bits = std::bit_cast<std::uint64_t>(numbers[i]);
    const std::uint64_t exponent = ((bits >> scales::kFraction) & 0x7FF) - scales::kLeastBiased;
    const std::uint64_t scale = std::min<std::uint64_t>(exponent, kScales.size());
    const std::uint64_t power = kScaleOrNone[scale];
    const scales::Product product =
        scales::multiply((bits & (scales::kLeading - 1)) | scales::kLeading, power);
    batch.high[i] = product.high;
    batch.low[i] = product.low;
    batch.power[i] = power;
    batch.scale[i] = static_cast<std::uint8_t>(scale);
  }
}

METINDEX_AVX2 inline __m256i load(const std::uint64_t* at) {
  return _mm256_load_si256(reinterpret_cast<const __m256i*>(at));
}

METINDEX_AVX2 inline void store(std::uint64_t* to, __m256i x) {
  _mm256_store_si256(reinterpret_cast<__m256i*>(to), x);
}

METINDEX_AVX2 inline __m256i each(std::uint64_t x) {
  return _mm256_set1_epi64x(static_cast<std::int64_t>(x));
}

METINDEX_AVX2 inline __m256i each16(int x) {
  return _mm256_set1_epi16(static_cast<std::int16_t>(x));
}

METINDEX_AVX2 inline __m256i greater(__m256i a, __m256i b) {  // as numbers without a sign
  const __m256i top = each(std::uint64_t{1} << 63U);
  return _mm256_cmpgt_epi64(_mm256_xor_si256(a, top), _mm256_xor_si256(b, top));
}

// The number of 16 digits; `last`: digit 17. As in put_shortest().
METINDEX_AVX2 inline __m256i round_each(__m256i high, __m256i low, __m256i power, __m256i& last) {
  const __m256i half = _mm256_srli_epi64(power, 1);
  const __m256i up = greater(low, _mm256_sub_epi64(_mm256_setzero_si256(), half));
  const __m256i down = greater(half, low);
  // low / 16 * 10
  const __m256i tenths = _mm256_add_epi64(_mm256_srli_epi64(low, 1), _mm256_srli_epi64(low, 3));
  const __m256i even = _mm256_and_si256(_mm256_srli_epi64(tenths, 60), each(1));
  const __m256i less_than_half = each((std::uint64_t{1} << 59U) - 1);
  const __m256i rounded =
      _mm256_srli_epi64(_mm256_add_epi64(_mm256_add_epi64(tenths, less_than_half), even), 60);
  last = _mm256_andnot_si256(_mm256_or_si256(up, down), rounded);
  return _mm256_sub_epi64(high, up);
}

// number / 10^8. As 10^8 is 2^8 * 5^8, the quotient is that of number / 2^8 and 5^8; half of one
// more never reaches the next whole number, and outweighs the error of the product.
METINDEX_AVX2 inline __m256i divide_each(__m256i number) {
  constexpr auto kRoom = static_cast<double>(scales::kLeading);
  const __m256i whole =
      _mm256_or_si256(_mm256_srli_epi64(number, 8), each(std::bit_cast<std::uint64_t>(kRoom)));
  const __m256d number_and_half =
      _mm256_sub_pd(_mm256_castsi256_pd(whole), _mm256_set1_pd(kRoom - 0.5));
  return _mm256_cvtepi32_epi64(
      _mm256_cvttpd_epi32(_mm256_mul_pd(number_and_half, _mm256_set1_pd(1.0 / 390625))));
}

// Below 10^8 -> two fours: number / 10^4 in the lowest 16 bits, the remainder in the next.
METINDEX_AVX2 inline __m256i split_to_fours(__m256i number) {
  const __m256i fours = _mm256_srli_epi64(_mm256_mul_epu32(number, each(109951163)), 40);
  return _mm256_sub_epi64(_mm256_slli_epi64(number, 16),
                          _mm256_mul_epu32(fours, each((10000U << 16U) - 1)));
}

// Below 100, in 16 bits each -> two bytes, the tens in the lower one.
METINDEX_AVX2 inline __m256i split_to_ones(__m256i pairs) {
  const __m256i tens = _mm256_mulhi_epu16(pairs, each16(6554));
  return _mm256_sub_epi16(_mm256_slli_epi16(pairs, 8),
                          _mm256_mullo_epi16(tens, each16((10 << 8) - 1)));
}

// Digits of the numbers at `first` and two behind it.
METINDEX_AVX2 inline void put_letters(__m256i digits, std::size_t first, Batch& batch) {
  const __m256i letters = _mm256_or_si256(digits, _mm256_set1_epi8('0'));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(batch.letters[first].data()),
                   _mm256_castsi256_si128(letters));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(batch.letters[first + 2].data()),
                   _mm256_extracti128_si256(letters, 1));
  const auto zeros = static_cast<unsigned>(
      _mm256_movemask_epi8(_mm256_cmpeq_epi8(digits, _mm256_setzero_si256())));
  batch.zeros[first] = static_cast<std::uint16_t>(zeros & 0xFFFFU);
  batch.zeros[first + 2] = static_cast<std::uint16_t>(zeros >> 16U);
}

METINDEX_AVX2 void split_each(std::size_t count, Batch& batch) {
  for (std::size_t i = 0; i < count; i += kLanes) {
    __m256i last;
    const __m256i number =
        round_each(load(&batch.high[i]), load(&batch.low[i]), load(&batch.power[i]), last);
    store(&batch.last[i], last);
    const __m256i small = _mm256_cmpgt_epi64(each(digits::kPowers<std::uint64_t>[15]), number);
    store(&batch.first_is_zero[i], _mm256_srli_epi64(small, 63));

    const __m256i upper = divide_each(number);
    const __m256i lower = _mm256_sub_epi64(number, _mm256_mul_epu32(upper, each(digits::kHalf)));
    const __m256i fours =
        _mm256_or_si256(split_to_fours(upper), _mm256_slli_epi64(split_to_fours(lower), 32));
    const __m256i hundreds = _mm256_srli_epi16(_mm256_mulhi_epu16(fours, each16(5243)), 3);
    const __m256i rest = _mm256_sub_epi16(fours, _mm256_mullo_epi16(hundreds, each16(100)));
    const __m256i one = split_to_ones(hundreds);
    const __m256i other = split_to_ones(rest);
    put_letters(_mm256_unpacklo_epi16(one, other), i, batch);
    put_letters(_mm256_unpackhi_epi16(one, other), i + 1, batch);
  }
}

// Number i of the batch, which is x; the size of its text.
METINDEX_AVX2 inline std::size_t put(const Batch& batch, std::size_t i, double x, char* to) {
  const std::size_t sign = std::bit_cast<std::uint64_t>(x) >> 63U;
  const Form& form = kForms[batch.scale[i]][batch.first_is_zero[i]];
  *to = '-';
  to += sign;
  const __m128i letters =
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(batch.letters[i].data()));
  const __m128i take = _mm_load_si128(reinterpret_cast<const __m128i*>(form.take.data()));
  const __m128i text = _mm_load_si128(reinterpret_cast<const __m128i*>(form.text.data()));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to + form.behind), letters);
  to[form.behind + 16] = static_cast<char>(static_cast<std::uint64_t>('0') + batch.last[i]);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to),
                   _mm_or_si128(_mm_shuffle_epi8(letters, take), text));
  // Without a branch: whether there is a digit 17 is random.
  const std::uint64_t used = (batch.zeros[i] ^ 0xFFFFU) | ((0 - batch.last[i]) >> 63U << 16U);
  const auto digits = static_cast<std::size_t>(std::bit_width(used));
  // Without digits behind the point it goes as well.
  const std::size_t whole = digits <= form.before ? 1 : 0;
  return sign + form.behind + std::max<std::size_t>(digits, form.before) - whole;
}

METINDEX_AVX2 void put_each(const double* numbers, std::size_t count, const Batch& batch, char* to,
                            std::size_t step, std::uint8_t* size) {
  for (std::size_t i = 0; i < count; ++i, to += step) {
    if (batch.scale[i] < kScales.size()) {
      size[i] = static_cast<std::uint8_t>(put(batch, i, numbers[i], to));
    } else {
      write_shortest_plain(numbers + i, 1, to, step, size + i);
    }
  }
}

}  // namespace

std::size_t write_shortest_avx2(const double* numbers, std::size_t count, char* to,
                                std::size_t step, std::uint8_t* size) {
  static const bool known = __builtin_cpu_supports("x86-64-v3") != 0;
  if (!known) return 0;
  const std::size_t all = count - count % kLanes;
  Batch batch;
  for (std::size_t done = 0; done < all; done += kNumbers) {
    const std::size_t now = std::min(kNumbers, all - done);
    multiply_each(numbers + done, now, batch);
    split_each(now, batch);
    put_each(numbers + done, now, batch, to + done * step, step, size + done);
  }
  return all;
}

}  // namespace metindex::text

#else

namespace metindex::text {

std::size_t write_shortest_avx2(const double* /*numbers*/, std::size_t /*count*/, char* /*to*/,
                                std::size_t /*step*/, std::uint8_t* /*size*/) {
  return 0;
}

}  // namespace metindex::text

#endif
