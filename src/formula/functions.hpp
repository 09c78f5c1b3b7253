// Functions of two numbers that formulas call by name: for models that arithmetic alone cannot
// write. A family of them stands in a file of its own (homa2.cpp).
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "formula/bounds.hpp"
#include "formula/loops.hpp"

namespace metindex::formula {

struct NamedFunction {
  struct Argument {
    std::string_view name;  // in messages
    std::string_view unit;  // as the catalogue writes it
    double low, high;       // outside of these the function has no value
    bool rises;             // the result with this argument, all over both ranges; else it falls
  };

  std::string_view name;
  std::string_view unit;  // of the result
  std::array<Argument, 2> arguments;
  double (*value)(double, double);  // NaN outside the ranges
  void (*columns)(Source, Source, double* out, std::size_t rows);

  // By the ends of the arguments; unknown where these reach outside the ranges.
  [[nodiscard]] Bounds bounds(const Bounds& a, const Bounds& b) const;
};

const NamedFunction* find_function(std::string_view name);  // null if there is none
std::vector<std::string_view> function_names();

}  // namespace metindex::formula
