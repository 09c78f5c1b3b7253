// A plain recursive evaluator of indices over the parsed tree of their text; it shares nothing
// with the library but the parser.
#pragma once

#include "formula/syntax.hpp"
#include "unit/people.hpp"

namespace unit {

class Recursive {
 public:
  explicit Recursive(const Person& person) : person_(person) {}
  [[nodiscard]] double index(const std::string& id) const;  // NaN where it has no value

 private:
  [[nodiscard]] double value(const metindex::formula::Node& n) const;
  [[nodiscard]] double equality(const metindex::formula::Node& n) const;
  [[nodiscard]] std::string level_in(const metindex::Scheme& scheme,
                                     const std::string& analyte) const;
  [[nodiscard]] double level(const metindex::formula::Node& band,
                             const metindex::formula::Node& word) const;
  [[nodiscard]] double count(const metindex::formula::Node& n) const;
  [[nodiscard]] double extreme(const metindex::formula::Node& n) const;
  [[nodiscard]] double series(const metindex::formula::Node& n) const;
  [[nodiscard]] double named(const std::string& name, const std::string& in) const;

  const Person& person_;
  mutable double unknown_counts_ = kNaN;  // what an unknown condition is taken for
};

}  // namespace unit
