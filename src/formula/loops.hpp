// An operation over the rows of a block: one plain loop, whose arguments are columns or constants.
// It becomes part of its caller, to be compiled for the machine that the caller is compiled for.
#pragma once

#include <cstddef>

namespace metindex::formula {

struct Source {
  const double* data;
  bool constant;
  [[nodiscard]] double at(std::size_t row) const { return constant ? *data : data[row]; }
};

template <typename F>
[[gnu::always_inline]] inline void loop(F f, Source a, double* out, std::size_t rows) {
  if (a.constant) {
    const double value = f(*a.data);
    for (std::size_t i = 0; i < rows; ++i) out[i] = value;
  } else {
    for (std::size_t i = 0; i < rows; ++i) out[i] = f(a.data[i]);
  }
}

template <typename F>
[[gnu::always_inline]] inline void loop(F f, Source a, Source b, double* out, std::size_t rows) {
  if (a.constant && !b.constant) {
    const double left = *a.data;
    for (std::size_t i = 0; i < rows; ++i) out[i] = f(left, b.data[i]);
  } else if (!a.constant && b.constant) {
    const double right = *b.data;
    for (std::size_t i = 0; i < rows; ++i) out[i] = f(a.data[i], right);
  } else if (!a.constant) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = f(a.data[i], b.data[i]);
  } else {
    loop([&](double x) { return f(x, *b.data); }, a, out, rows);
  }
}

}  // namespace metindex::formula
