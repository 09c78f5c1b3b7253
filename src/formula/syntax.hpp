// The formula language: text -> tree -> text.
//
//   numbers, + - * / ^, parentheses, comparisons (< <= > >= = !=), and, or, not
//   glucose[mg/dL]     an analyte in a unit          homa_ir        another index
//   sex = female       a category                    pregnant       a context, true if declared
//   ln log10 exp sqrt abs min max round(x, digits) if(condition, then, else)
//   homa2_percent_b(glucose[mmol/L], c_peptide[nmol/L])     a named function (functions.hpp)
//   area(glucose[mg/dL], 0, 30, 120)   by trapezoids over these minutes after a glucose load
//   area(glucose[mg/dL], 120)          from 0 to 120 over the minutes there are samples of
//   net_area, positive_area            above the first sample; mean: of the samples, evenly
//   count(condition, ...)                     how many are true; inputs it reads may be missing
//   band(hba1c, ada) = diabetes               the band of a scheme, in an index
//   band(homa_ir) = high, known(insulin), censored(insulin), implausible(insulin), compensated
//                                      in the conditions of notes and tags; the last one is a tag
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace metindex::formula {

enum class Op : unsigned char {
  number,
  name,
  add,
  subtract,
  multiply,
  divide,
  power,
  negate,
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal,
  logical_and,
  logical_or,
  logical_not,
  ln,
  log10,
  exp,
  sqrt,
  abs,
  min,
  max,
  round,
  choose,
  count,
  band,
  known,
  censored,
  implausible,
  call,  // of the named function `name`
  area,
  net_area,
  positive_area,
  mean,
};

struct Node {
  Op op = Op::number;
  std::size_t at = 0;  // where it stands in the text
  double number = 0;
  std::string name, unit;
  std::vector<Node> args;
};

// What is wrong, and where in the text.
struct FormulaError {
  std::size_t at;
  std::string message;
};

Node parse(std::string_view text);  // throws FormulaError
std::string print(
    const Node& node);  // with the fewest parentheses that parse back to the same tree
std::string_view function_name(Op op);
// The words of a formula's text that are not functions or units: without parsing it, and all that
// it may read is among them.
std::vector<std::string_view> names_in(std::string_view text);
bool names(std::string_view text, std::string_view name);  // is it among them?

}  // namespace metindex::formula
