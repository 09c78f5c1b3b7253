// Reading and writing decimal numbers in tables of millions of rows. Each function has a plain twin
// in text.hpp and agrees with it to the last bit or byte.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "text/digits.hpp"

namespace metindex::text {

inline constexpr std::size_t kNumberReach = 8;  // bytes readable from where a number begins
inline constexpr std::size_t kNumberRoom = 32;  // bytes writable from where a number is put

namespace decimal {

// By the number of bytes from the decimal mark to the end, itself included.
// Sixteen, so that what is no number finds something too.
inline constexpr std::array<double, 16> kMarked = {1,   1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6,
                                                   1e7, 1, 1,   1,   1,   1,   1,   1};

// What one to eight characters are, as a number without a sign: whole / kMarked[marked].
struct Short {
  std::uint64_t whole, marked;
  std::uint64_t wrong;  // 0: they are a number and nothing else
};

// All characters at once, without a branch: what they are is as random as the data. `loaded` is
// digits::load() from where they begin.
inline Short take_short(std::uint64_t loaded, std::uint64_t size, char mark) {
  constexpr std::uint64_t kTops = digits::kOnes << 7U;
  constexpr std::uint64_t kNotDigit = digits::kOnes * (0x80 - 10);  // adds up to the top bit
  // Moved up so that the last character is the highest byte; zeros come in below.
  const std::uint64_t text = (loaded ^ digits::kZeros) << ((64 - 8 * size) & 63U);
  const std::uint64_t unlike = text ^ (digits::kOnes * static_cast<unsigned char>(mark ^ '0'));
  const std::uint64_t marks = ~(((unlike & ~kTops) + ~kTops) | unlike | ~kTops);
  // What stands before the mark moves over it. Of two marks the second one stays.
  const std::uint64_t any = (marks | (0 - marks)) >> 63U;
  const std::uint64_t before = (marks << 1U) - any;
  const std::uint64_t word = (((text << 8U) ^ text) & before) ^ text;
  const std::uint64_t others = ((word + kNotDigit) | word) & kTops;
  const std::uint64_t too_long = (size - 1) >> 3U;  // or empty
  const std::uint64_t mark_alone = size == any ? 1 : 0;
  // A mark in byte 7 gives 1, in byte 6 gives 2, and so on; none gives 0.
  const std::uint64_t marked = (marks >> 7U) * 0x0807060504030201 >> 56U;
  return {digits::join(word), marked & 15U, others | too_long | mark_alone};
}

bool read_long(const char* at, std::size_t size, double& out, char mark);

}  // namespace decimal

// Reads text that is a number in plain notation and nothing else: a sign or none, digits, at most
// one `mark` ('.' or ','). True: `out` is what to_number gives for it with '.' as the mark. False:
// not that, or too long for this way (more than 19 digits, or without the mark above 2^53):
// to_number has the last word. kNumberReach bytes must be readable from `at`, however short it is.
inline bool read_plain(const char* at, std::size_t size, double& out, char mark = '.') {
  const decimal::Short number = decimal::take_short(digits::load(at), size, mark);
  if (number.wrong != 0) return decimal::read_long(at, size, out, mark);
  // Up to 2^53 over a power of ten up to 10^22 is one division of exact doubles: rounded once.
  out = static_cast<double>(number.whole) / decimal::kMarked[number.marked];
  return true;
}

// Many numbers of one to eight characters without a sign.
class ShortNumbers {
 public:
  void resize(std::size_t count);
  void set(std::size_t i, const char* at, std::size_t size) {
    text_[i] = digits::load(at);
    size_[i] = size;
  }
  // Writes what read_plain() gives for each, or, where it is something else, whatever.
  void read(char mark, double* numbers);
  // Of what was read: `yes` where it is a number from `low` to `high`, else `no`; `other`: 1 where
  // it is neither that nor empty, else 0.
  void judge(const double* numbers, double low, double high, std::uint8_t yes, std::uint8_t no,
             std::uint8_t* verdict, std::uint8_t* other) const;

 private:
  std::vector<std::uint64_t> text_, size_, whole_, marked_, wrong_;
};

// shortest(x) and significant(x, wanted), wanted from 1 to 17, written to `to`; the end is
// returned. kNumberRoom bytes must be writable from `to`; those behind the end are scratch.
char* write_shortest(char* to, double x);
// The same for many numbers, each put `step` bytes behind the one before it; `size`: how long each
// is, 0 for what is not finite. kNumberRoom bytes must be writable from the last one.
void write_shortest(const double* numbers, std::size_t count, char* to, std::size_t step,
                    std::uint8_t* size);
void write_shortest_plain(const double* numbers, std::size_t count, char* to, std::size_t step,
                          std::uint8_t* size);
char* write_significant(char* to, double x, int wanted);

}  // namespace metindex::text
