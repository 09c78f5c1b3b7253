// Each built-in index written once more in C++, from its paper and not from the catalogue's text,
// so that a slip in a formula shows. One file of papers/ for each file of src/catalogue/indices/.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "unit/people.hpp"

namespace unit {

// What the paper computes; NaN where it has no value for that person.
struct Paper {
  template <typename Function>
  Paper(Function function, double at_least = 0.85, double at_most = 1)
      : compute(std::move(function)), least(at_least), most(at_most) {}

  std::function<double(const Person&)> compute;
  // The share of made-up people for whom there must be a value: below 1 where the domain leaves
  // some out, so that both sides of its edge are tried.
  double least, most;
};

using Papers = std::map<std::string, Paper>;  // by the id of the index

Papers adipose_papers();
Papers body_papers();
Papers c_peptide_papers();
Papers fasting_papers();
Papers glycaemia_papers();
Papers homa2_papers();
Papers lipid_papers();
Papers ogtt_area_papers();
Papers ogtt_area_ratio_papers();
Papers ogtt_matsuda_papers();
Papers ogtt_secretion_papers();
Papers ogtt_sensitivity_papers();
Papers spina_papers();
Papers syndrome_papers();

}  // namespace unit
