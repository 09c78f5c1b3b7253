// The unit of an expression: a product of units, each with its exponent. No conversion happens
// here.
#pragma once

#include <map>
#include <string>

#include "text/text.hpp"

namespace metindex::formula {

class Dimension {
 public:
  Dimension() = default;
  explicit Dimension(const std::string& unit) {
    if (!unit.empty() && unit != "1") exponents_[unit] = 1;
  }

  [[nodiscard]] bool none() const { return exponents_.empty(); }
  bool operator==(const Dimension&) const = default;

  [[nodiscard]] Dimension times(const Dimension& other, double power) const {
    Dimension result = *this;
    for (const auto& [unit, exponent] : other.exponents_) {
      double& sum = result.exponents_[unit];
      sum += power * exponent;
      if (sum == 0) result.exponents_.erase(unit);
    }
    return result;
  }
  [[nodiscard]] Dimension to(double power) const { return Dimension().times(*this, power); }

  [[nodiscard]] std::string text() const {
    std::string out;
    for (const auto& [unit, exponent] : exponents_) {
      if (!out.empty()) out += " x ";
      out += unit;
      if (exponent != 1) out += "^" + text::shortest(exponent);
    }
    return out.empty() ? "no unit" : out;
  }

 private:
  std::map<std::string, double> exponents_;
};

}  // namespace metindex::formula
