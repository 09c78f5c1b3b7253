// A panel: one person's measurements at one time.
#pragma once

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metindex/catalogue.hpp"

namespace metindex {

enum class Status : unsigned char {
  ok,
  below,  // reported as "< number": the value is the bound, NaN for "< LOD" and the like
  above,  // reported as "> number"
  missing,
  not_a_number,  // or not one of the analyte's categories
  unknown_unit,
  implausible,  // not a result in this unit
};

// "missing", "not_a_number", ... as in the flags of the output.
std::string_view name_of(Status status);

// One measured value as it was reported. Nothing is converted or rounded here.
struct Value {
  Status status = Status::missing;
  double number = 0;  // in `unit`; the bound where censored, NaN if not said; a category's position
  bool inclusive = false;     // "<=" or ">=" rather than "<" or ">"
  std::string unit;           // of the analyte; empty for categories
  bool unit_assumed = false;  // no unit was written: it was taken by convention
  std::string text;           // as written
  std::string mark;           // a laboratory's mark that was read over: "H" of "12.3 H"
  bool ambiguous = false;     // missing by a word such as "ND": not done, or not detected?
  std::string problem;        // a finished sentence where status says that there is no number
  // A result was reported: a number, or that it lies beyond a limit, known or not.
  [[nodiscard]] bool is_reported() const { return status <= Status::above; }
  // ... and there is a number, of the result or of its limit.
  [[nodiscard]] bool has_number() const { return is_reported() && !std::isnan(number); }
};

// What is worth saying once for a column whose cells are read like this one, as a finished
// sentence: that a mark was read over, how an ambiguous word was taken. Empty for most.
std::string remark_on(const Value& value);

// The codes by which a table says "no value", besides the catalogue's words. A number is compared
// as a number ("-9" is "-9.0"), anything else in any letter case.
class MissingCodes {
 public:
  void add(std::string_view code, std::string_view analyte = {});  // empty: of every analyte
  // Is there a code for this analyte at all? Where not, the others need not be asked.
  [[nodiscard]] bool any(const Analyte& analyte) const;
  [[nodiscard]] bool has(const Analyte& analyte, double number) const;
  [[nodiscard]] bool has(const Analyte& analyte, std::string_view text) const;

 private:
  struct Code {
    std::string analyte, text;
    std::optional<double> number;
  };
  std::vector<Code> codes_;
};

// How values are to be read.
struct Reading {
  std::string system = "conventional";  // unit of a bare number: "conventional" or "si"
  bool decimal_comma = false;           // "5,3" is 5.3
  bool assume_units = false;            // keep values that are implausible in the unit given
  char thousands = 0;  // between groups of three digits: , . ' or a blank of any kind; 0: nothing
  MissingCodes missing = {};  // read as no value
};

// Reads "95", "5.3 mmol/L", "<0.5", "> 300", "≤2", "< LOD", "12.3 H", "female". `unit` is used
// where the text has none; empty means the system's unit. Never throws; trouble is told in status
// and problem.
Value read_value(const Catalogue& catalogue, const Analyte& analyte, std::string_view text,
                 std::string_view unit = {}, const Reading& reading = {});

class Panel {
 public:
  explicit Panel(Catalogue catalogue, Reading reading = {});

  // Each returns *this. An unknown analyte, unit or context is told by problems().
  Panel& set(std::string_view analyte, std::string_view text);
  Panel& set(std::string_view analyte, double value, std::string_view unit);
  Panel& declare(std::string_view context);

  struct Entry {
    const Analyte* analyte;
    Value value;
  };
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] const Value* find(std::string_view analyte) const;
  [[nodiscard]] const std::vector<std::string>& contexts() const { return contexts_; }
  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

 private:
  void store(const Analyte& analyte, Value value);
  Catalogue catalogue_;
  Reading reading_;
  std::vector<Entry> entries_;
  std::vector<std::string> contexts_;
  std::vector<std::string> problems_;
};

}  // namespace metindex
