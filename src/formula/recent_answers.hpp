// Answers of one formula over bounds, remembered by their arguments: where these are bands and
// categories, the rows of a block are of few kinds.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "formula/bounds.hpp"
#include "text/spread.hpp"

namespace metindex::formula {

class RecentAnswers {
 public:
  // To be called before another formula's answers are asked for.
  void forget() {
    for (Answer& answer : answers_) answer.arguments.clear();
  }

  // The answer to these arguments, of which there is at least one; `compute` gives it where it is
  // not remembered.
  template <typename F>
  const Bounds& get(std::span<const Bounds> arguments, F compute) {
    Answer& answer = answers_[place(arguments)];
    if (!same(arguments, answer.arguments)) {
      answer.arguments.assign(arguments.begin(), arguments.end());
      answer.bounds = compute(arguments);
    }
    return answer.bounds;
  }

 private:
  struct Answer {
    std::vector<Bounds> arguments;
    Bounds bounds;
  };
  static constexpr int kPlaceBits = 5;

  static std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }

  static std::size_t place(std::span<const Bounds> arguments) {
    std::uint64_t hash = 0;
    for (const Bounds& a : arguments)
      hash = (hash ^ bits(a.low) ^ (bits(a.high) << 1U)) * text::kSpread;
    return hash >> (64 - kPlaceBits);
  }

  // Bit by bit: one NaN is another here.
  static bool same(const Bounds& a, const Bounds& b) {
    return bits(a.low) == bits(b.low) && bits(a.high) == bits(b.high) && a.low_open == b.low_open &&
           a.high_open == b.high_open;
  }
  static bool same(std::span<const Bounds> a, std::span<const Bounds> b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (!same(a[i], b[i])) return false;
    }
    return true;
  }

  std::array<Answer, std::size_t{1} << kPlaceBits> answers_;
};

}  // namespace metindex::formula
