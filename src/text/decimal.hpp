// Reading and writing decimal numbers in tables of millions of rows. Each function has a plain twin
// in text.hpp and agrees with it to the last bit or byte.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "text/digits.hpp"

namespace metindex::text {

inline constexpr std::size_t kNumberReach = 8;  // bytes readable from where a number begins
inline constexpr std::size_t kNumberRoom = 32;  // bytes writable from where a number is put

namespace decimal {

// By the number of bytes from the decimal mark to the end, itself included.
inline constexpr std::array<double, 9> kMarked = {1, 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};

// One to eight characters without a sign, all at once. A number up to 2^53 over a power of ten up
// to 10^22 is one division of exact doubles, hence correctly rounded.
inline bool read_short(const char* at, std::size_t size, double& out, char mark) {
  constexpr std::uint64_t kTops = digits::kOnes << 7U;
  constexpr std::uint64_t kNotDigit = digits::kOnes * (0x80 - 10);  // adds up to the top bit
  // Moved up so that the last character is the highest byte; zeros come in below.
  const std::uint64_t text = (digits::load(at) ^ digits::kZeros) << (64 - 8 * size);
  const std::uint64_t unlike = text ^ (digits::kOnes * static_cast<unsigned char>(mark ^ '0'));
  const std::uint64_t marks = ~(((unlike & ~kTops) + ~kTops) | unlike | ~kTops);
  // What stands before the mark moves over it. Of two marks the second one stays.
  const std::uint64_t before = (marks << 1U) - (marks != 0 ? 1 : 0);
  const std::uint64_t word = ((text << 8U) & before) | (text & ~before);
  const bool others = (((word + kNotDigit) | word) & kTops) != 0;
  if (others || (size == 1 && marks != 0)) return false;
  // A mark in byte 7 gives 1, in byte 6 gives 2, and so on; none gives 0.
  const std::uint64_t marked = (marks >> 7U) * 0x0807060504030201 >> 56U;
  out = digits::join(word) / kMarked[marked];
  return true;
}

bool read_long(const char* at, std::size_t size, double& out, char mark);

}  // namespace decimal

// Reads text that is a number in plain notation and nothing else: a sign or none, digits, at most
// one `mark` ('.' or ','). True: `out` is what to_number gives for it with '.' as the mark. False:
// not that, or too long for this way (more than 19 digits, or without the mark above 2^53):
// to_number has the last word. kNumberReach bytes must be readable from `at`, however short it is.
inline bool read_plain(const char* at, std::size_t size, double& out, char mark = '.') {
  if (size - 1 < kNumberReach && decimal::read_short(at, size, out, mark)) return true;
  return decimal::read_long(at, size, out, mark);
}

// shortest(x) and significant(x, wanted), wanted from 1 to 17, written to `to`; the end is
// returned. kNumberRoom bytes must be writable from `to`; those behind the end are scratch.
char* write_shortest(char* to, double x);
char* write_significant(char* to, double x, int wanted);

}  // namespace metindex::text
