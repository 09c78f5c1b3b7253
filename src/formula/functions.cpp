#include "formula/functions.hpp"

#include "formula/homa2.hpp"

namespace metindex::formula {
namespace {

// The end of an argument at which the result is lowest, or highest.
End end_for(const NamedFunction::Argument& argument, const Bounds& b, bool lowest) {
  return lowest == argument.rises ? End{b.low, b.low_open} : End{b.high, b.high_open};
}

bool within(const NamedFunction::Argument& argument, const Bounds& b) {
  return b.low >= argument.low && b.high <= argument.high;
}

}  // namespace

Bounds NamedFunction::bounds(const Bounds& a, const Bounds& b) const {
  const auto& [first, second] = arguments;
  if (!within(first, a) || !within(second, b)) return {};
  const End low_a = end_for(first, a, true);
  const End low_b = end_for(second, b, true);
  const End high_a = end_for(first, a, false);
  const End high_b = end_for(second, b, false);
  return {value(low_a.value, low_b.value), value(high_a.value, high_b.value),
          low_a.open || low_b.open, high_a.open || high_b.open};
}

const NamedFunction* find_function(std::string_view name) {
  for (const NamedFunction& function : homa2_functions()) {
    if (function.name == name) return &function;
  }
  return nullptr;
}

std::vector<std::string_view> function_names() {
  std::vector<std::string_view> names;
  for (const NamedFunction& function : homa2_functions()) names.push_back(function.name);
  return names;
}

}  // namespace metindex::formula
