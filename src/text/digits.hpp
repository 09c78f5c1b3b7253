// Decimal digits eight and sixteen at a time. A word of digits has one in each byte, 0 to 9, the
// highest place in the lowest byte, as text has it in memory.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef __x86_64__
#include <emmintrin.h>
#endif

namespace metindex::text::digits {

// 10^0 to 10^19; as doubles they are exact too.
template <typename T>
inline constexpr auto kPowers = [] {
  std::array<T, 20> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

inline constexpr std::uint64_t kOnes = 0x0101010101010101;
inline constexpr std::uint64_t kZeros = kOnes * '0';  // digits -> their letters, and back with ^

// From the machine's order of bytes to the first one lowest, or back.
inline std::uint64_t ordered(std::uint64_t word) {
  if constexpr (std::endian::native == std::endian::big) return __builtin_bswap64(word);
  return word;
}

inline std::uint64_t load(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return ordered(word);
}

inline void store(char* to, std::uint64_t word) {
  word = ordered(word);
  std::memcpy(to, &word, sizeof word);
}

// Digits -> number: neighbours are joined to pairs, and those weighted and added.
inline std::uint32_t join(std::uint64_t word) {
  constexpr std::uint64_t kPair = 0x000000FF000000FF;
  constexpr std::uint64_t kOuter = 100 + (std::uint64_t{1000000} << 32U);
  constexpr std::uint64_t kInner = 1 + (std::uint64_t{10000} << 32U);
  const std::uint64_t pairs = word * 10 + (word >> 8U);
  const std::uint64_t sum = (pairs & kPair) * kOuter + ((pairs >> 16U) & kPair) * kInner;
  return static_cast<std::uint32_t>(sum >> 32U);
}

// A number below 10^8 -> digits: halved into fours, pairs and ones. A quotient is a product with
// the reciprocal, exact for numbers of that many digits.
inline std::uint64_t split(std::uint64_t number) {
  const std::uint64_t fours = number * 109951163 >> 40U;  // number / 10000
  number = (number << 32U) - fours * ((std::uint64_t{10000} << 32U) - 1);
  const std::uint64_t pairs = (number * 10486 >> 20U) & 0x0000007F0000007F;
  number = (number << 16U) - pairs * ((std::uint64_t{100} << 16U) - 1);
  const std::uint64_t ones = (number * 103 >> 10U) & 0x000F000F000F000F;
  return (number << 8U) - ones * ((std::uint64_t{10} << 8U) - 1);
}

struct Sixteen {
  std::uint64_t first, second;
};

inline constexpr std::uint64_t kHalf = 100000000;  // 10^8

// A number below 10^16, any machine.
inline Sixteen split_sixteen_plain(std::uint64_t number) {
  return {split(number / kHalf), split(number % kHalf)};
}

#ifdef __x86_64__
// The same steps, both halves at once: every x86-64 has this.
inline Sixteen split_sixteen(std::uint64_t number) {
  const auto wide = [](std::uint64_t x) { return static_cast<std::int64_t>(x); };
  __m128i x = _mm_set_epi64x(wide(number % kHalf), wide(number / kHalf));
  const __m128i fours = _mm_srli_epi64(_mm_mul_epu32(x, _mm_set1_epi64x(109951163)), 40);
  x = _mm_sub_epi64(x, _mm_mul_epu32(fours, _mm_set1_epi64x(10000)));
  x = _mm_or_si128(fours, _mm_slli_epi64(x, 32));
  const __m128i pairs = _mm_srli_epi16(_mm_mulhi_epu16(x, _mm_set1_epi16(5243)), 3);
  x = _mm_sub_epi16(x, _mm_mullo_epi16(pairs, _mm_set1_epi16(100)));
  x = _mm_or_si128(pairs, _mm_slli_epi32(x, 16));
  const __m128i ones = _mm_mulhi_epu16(x, _mm_set1_epi16(6554));
  x = _mm_sub_epi16(_mm_slli_epi16(x, 8), _mm_mullo_epi16(ones, _mm_set1_epi16((10 << 8) - 1)));
  return {static_cast<std::uint64_t>(_mm_cvtsi128_si64(x)),
          static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_shuffle_epi32(x, 0xEE)))};
}
#else
inline Sixteen split_sixteen(std::uint64_t number) { return split_sixteen_plain(number); }
#endif

// The number of places up to the last digit that is not 0.
inline int places_used(std::uint64_t word) { return 8 - (std::countl_zero(word) >> 3); }

}  // namespace metindex::text::digits
