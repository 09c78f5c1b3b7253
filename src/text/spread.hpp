// The multiplier of hashes.
#pragma once

#include <cstdint>

namespace metindex::text {

constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;  // 2^64 / golden ratio: it spreads all bits

}  // namespace metindex::text
