// A formula, checked against the catalogue and compiled once; evaluated over columns or over
// bounds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "formula/bounds.hpp"
#include "formula/functions.hpp"
#include "formula/syntax.hpp"
#include "metindex/declarations.hpp"
#include "metindex/expected.hpp"

namespace metindex::formula {

// One input column of a formula.
struct Slot {
  enum class Kind : unsigned char {
    analyte,      // its number in `unit`, or the position of its category
    index,        // the value of another index
    context,      // 1 if it applies, else 0
    band,         // the position of the band's level in Symbols::levels(); `unit` names the scheme
    known,        // 1 if the quantity has a value
    censored,     // 1 if the quantity is known only as a bound
    implausible,  // 1 if the number reported cannot be a result in its unit
    tag,          // 1 if it applies, 0 if it does not or cannot be judged
  };
  Kind kind;
  std::string id;
  std::string unit;       // of an analyte; "" where only the sign of the number matters
  bool optional = false;  // read inside count() alone: it may be missing
  [[nodiscard]] bool same(const Slot& other) const {
    return kind == other.kind && id == other.id && unit == other.unit;
  }
};

// The samples of one analyte after a glucose load that a formula takes together.
struct Series {
  std::string analyte;       // the fasting one, minute 0
  std::vector<int> minutes;  // ascending
  bool open = false;         // those of the table; else those that the formula names
  bool operator==(const Series&) const = default;
};

// The minutes, ascending from 1, at which there are samples of a fasting analyte's family.
using SampleMinutes = std::function<std::vector<int>(const Analyte& fasting)>;

// The names that a formula may use.
class Symbols {
 public:
  explicit Symbols(const Declarations& declarations);
  [[nodiscard]] const Analyte* analyte(std::string_view id) const;
  [[nodiscard]] const Index* index(std::string_view id) const;
  [[nodiscard]] bool is_context(std::string_view id) const;
  [[nodiscard]] bool is_tag(std::string_view id) const;
  // A scheme of an analyte: any of its variants by sex.
  [[nodiscard]] const Scheme* scheme(std::string_view quantity, std::string_view id) const;
  [[nodiscard]] const std::vector<std::string>& levels() const { return levels_; }
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  const Declarations& all_;
  std::unordered_map<std::string_view, const Analyte*> analytes_;
  std::unordered_map<std::string_view, const Index*> indices_;
  std::vector<std::string> levels_;
};

// Working memory of an evaluation; keep one per thread, it grows once.
struct Scratch {
  std::vector<double> temporaries;
  std::vector<Bounds> bounds;
};

class Formula {
 public:
  enum class Use : unsigned char {
    value,         // a number computed from analytes and indices
    domain,        // true or false, from the same
    criterion,     // the same; bands of named schemes too, as in a value: one condition of count()
    circumstance,  // true or false, from analytes and contexts
    condition,     // true or false; contexts, bands and known() may be used too
  };

  // The error names the character where it stands. Without `samples` an open series has its first
  // and last minute alone.
  static Expected<Formula> compile(std::string_view text, const Symbols& symbols, Use use,
                                   const SampleMinutes& samples = {});

  [[nodiscard]] std::span<const Slot> inputs() const { return inputs_; }
  [[nodiscard]] std::span<const Series> series() const { return series_; }
  // Does it depend on which samples there are?
  [[nodiscard]] bool has_open_series() const;
  [[nodiscard]] const std::string& text() const { return text_; }
  // What count() counts, in the order of the text.
  [[nodiscard]] const std::vector<std::string>& counted() const { return counted_; }

  // inputs[i] and out hold `rows` numbers. NaN is "unknown": it spreads, except that
  // `false and unknown` is false and `true or unknown` is true.
  void evaluate(std::span<const double* const> inputs, std::size_t rows, double* out,
                Scratch& scratch) const;

  // The smallest bounds this evaluation can prove; it may be wider than the truth where an input
  // occurs twice. Unknown where part of the bounds lies outside what an operation accepts.
  Bounds evaluate(std::span<const Bounds> inputs, Scratch& scratch) const;

 private:
  friend class CodeWriter;

  // A value is an input, a constant or a temporary.
  struct Operand {
    enum class Kind : unsigned char { input, constant, temporary };
    Kind kind = Kind::constant;
    std::uint16_t position = 0;
  };
  struct Instruction {
    Op op;
    std::uint16_t out;  // temporary
    Operand a, b, c;
    const NamedFunction* function = nullptr;  // called on a and b instead of `op`
  };

  void run_part(std::span<const double* const> inputs, std::size_t first, std::size_t rows,
                double* out, Scratch& scratch) const;

  std::string text_;
  std::vector<std::string> counted_;
  std::vector<Slot> inputs_;
  std::vector<Series> series_;
  std::vector<double> constants_;
  std::vector<Instruction> code_;
  std::uint16_t temporaries_ = 0;
  Operand result_;
};

}  // namespace metindex::formula
