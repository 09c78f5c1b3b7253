// Sixty-four bytes at a time: which of them are a given character.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace metindex::records {

constexpr std::size_t kMatchWidth = 64;

// The plain twin of match().
inline std::uint64_t match_plainly(const char* at, char wanted) {
  std::uint64_t mask = 0;
  for (std::size_t i = 0; i < kMatchWidth; ++i)
    mask |= static_cast<std::uint64_t>(at[i] == wanted ? 1 : 0) << i;
  return mask;
}

// Bit i: at[i] is `wanted`. Both instruction sets belong to the baseline of their machines.
inline std::uint64_t match(const char* at, char wanted) {
#if defined(__SSE2__)
  constexpr std::ptrdiff_t kStep = 16;
  const __m128i all = _mm_set1_epi8(wanted);
  const auto part = [&](std::ptrdiff_t i) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the intrinsic wants it
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + kStep * i));
    const int mask = _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, all));
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(mask)) << (kStep * i);
  };
  return part(0) | part(1) | part(2) | part(3);
#elif defined(__ARM_NEON) && defined(__aarch64__)
  const uint8x16_t all = vdupq_n_u8(static_cast<std::uint8_t>(wanted));
  const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const auto part = [&](int i) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the intrinsic wants it
    const uint8x16_t bytes = vld1q_u8(reinterpret_cast<const std::uint8_t*>(at + 16 * i));
    return vandq_u8(vceqq_u8(bytes, all), bits);
  };
  uint8x16_t sum = vpaddq_u8(vpaddq_u8(part(0), part(1)), vpaddq_u8(part(2), part(3)));
  sum = vpaddq_u8(sum, sum);
  return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
#else
  return match_plainly(at, wanted);
#endif
}

}  // namespace metindex::records
