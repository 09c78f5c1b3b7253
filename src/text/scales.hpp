// A double as a whole number of 15 or 16 digits and a rest, for those whose shortest text is plain.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "text/digits.hpp"

namespace metindex::text::scales {

using digits::kPowers;

inline constexpr unsigned kFraction = 52;  // bits of a double's significand below its leading one
inline constexpr std::uint64_t kLeading = std::uint64_t{1} << kFraction;

// From 2^-10 up to 2^16 all that follows is exact in 128 bits, and the shortest text is never in
// exponent notation. Indices are seldom outside; to_chars writes those.
inline constexpr int kLeast = -10;
inline constexpr int kMost = 15;
inline constexpr std::uint64_t kLeastBiased = 1023 + kLeast;

// For x = c * 2^q, c of 53 bits: x * 10^places = c * power / 2^64, 15 or 16 digits before the
// point. 10^-places is the smallest power of ten above 2^q, the distance to the next doubles: at
// most one multiple of it lies within half that distance of x, and at least one of its tenth part
// does.
struct Scale {
  std::uint64_t power;  // 10^places * 2^(64 + q)
  int places;
};

inline constexpr auto kScales = [] {
  std::array<Scale, kMost - kLeast + 1> scales{};
  for (std::size_t i = 0; i < scales.size(); ++i) {
    const unsigned down = kFraction - static_cast<unsigned>(kLeast + static_cast<int>(i));  // -q
    std::size_t places = kPowers<std::uint64_t>.size() - 1;
    while (kPowers<std::uint64_t>[places] >> down != 0) --places;
    scales[i] = {kPowers<std::uint64_t>[places] << (64 - down), static_cast<int>(places)};
  }
  return scales;
}();

struct Product {
  std::uint64_t high, low;
};

inline Product multiply(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return {static_cast<std::uint64_t>(product >> 64U), static_cast<std::uint64_t>(product)};
}

}  // namespace metindex::text::scales
