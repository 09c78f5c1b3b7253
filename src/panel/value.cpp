// One value as people and laboratories write it.
#include <algorithm>
#include <array>

#include "metindex/panel.hpp"
#include "panel/plausible.hpp"
#include "panel/units.hpp"
#include "text/text.hpp"

namespace metindex {
namespace {

struct Comparator {
  std::string_view sign;
  Status status;
  bool inclusive;
};

constexpr std::array<Comparator, 6> kComparators = {{
    {"<=", Status::below, true},
    {">=", Status::above, true},
    {"≤", Status::below, true},
    {"≥", Status::above, true},
    {"<", Status::below, false},
    {">", Status::above, false},
}};

std::string quoted(std::string_view s) { return "'" + text::shown(s) + "'"; }

Value read_category(const Analyte& analyte, std::string_view word, Value value) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < analyte.categories.size(); ++i) {
    const Category& category = analyte.categories[i];
    const auto same = [&](const std::string& spelling) {
      return text::equal_folded(spelling, word);
    };
    if (same(category.id) ||
        std::any_of(category.spellings.begin(), category.spellings.end(), same)) {
      value.status = Status::ok;
      value.number = static_cast<double>(i);
      return value;
    }
    ids.push_back(category.id);
  }
  value.status = Status::not_a_number;
  value.problem = quoted(word) + " is not one of " + text::join(ids, ", ");
  return value;
}

// The end of the number that `s` begins with: sign, digits, one decimal mark, exponent.
std::size_t number_length(std::string_view s, bool& has_comma) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t start = at;
    while (at < s.size() && s[at] >= '0' && s[at] <= '9') ++at;
    return at - start;
  };
  if (at < s.size() && (s[at] == '-' || s[at] == '+')) ++at;
  std::size_t count = digits();
  if (at < s.size() && (s[at] == '.' || s[at] == ',')) {
    has_comma = s[at] == ',';
    ++at;
    count += digits();
  }
  if (count == 0) return 0;
  if (at < s.size() && (s[at] == 'e' || s[at] == 'E')) {
    const std::size_t mantissa = at++;
    if (at < s.size() && (s[at] == '-' || s[at] == '+')) ++at;
    if (digits() == 0) at = mantissa;
  }
  return at;
}

bool says_missing(const Catalogue& catalogue, std::string_view text) {
  const auto& words = catalogue.declarations().missing_cells;
  return text.empty() || std::any_of(words.begin(), words.end(), [&](const std::string& word) {
           return text::equal_folded(word, text);
         });
}

// "<= 5.3 mmol/L": comparator, number, unit, each taken off the front of what is left.
class NumberReader {
 public:
  NumberReader(const Catalogue& catalogue, const Analyte& analyte, const Reading& reading,
               Value value)
      : catalogue_(catalogue), analyte_(analyte), reading_(reading), value_(std::move(value)) {}

  Value read(std::string_view written, std::string_view default_unit) && {
    rest_ = written;
    take_comparator();
    if (!take_number()) return std::move(value_);
    const AnalyteUnit* unit = take_unit(default_unit);
    if (unit == nullptr) return std::move(value_);
    value_.unit = unit->id;
    std::string problem = panel::why_implausible(analyte_, *unit, value_, reading_.assume_units);
    if (!problem.empty()) refuse(Status::implausible, std::move(problem));
    return std::move(value_);
  }

 private:
  bool refuse(Status status, std::string problem) {
    value_.status = status;
    value_.problem = std::move(problem);
    return false;
  }

  void take_comparator() {
    value_.status = Status::ok;
    for (const Comparator& comparator : kComparators) {
      if (rest_.substr(0, comparator.sign.size()) != comparator.sign) continue;
      value_.status = comparator.status;
      value_.inclusive = comparator.inclusive;
      rest_ = text::trim(rest_.substr(comparator.sign.size()));
      return;
    }
  }

  bool take_number() {
    bool comma = false;
    const std::size_t length = number_length(rest_, comma);
    std::string digits(rest_.substr(0, length));
    rest_ = text::trim(rest_.substr(length));
    if (comma && !reading_.decimal_comma) {
      return refuse(Status::not_a_number, quoted(value_.text) +
                                              " has a comma; if it is the decimal mark, add "
                                              "--decimal-comma");
    }
    if (reading_.decimal_comma && digits.find('.') != std::string::npos) {
      return refuse(Status::not_a_number,
                    quoted(value_.text) + " has a point where commas are decimal marks");
    }
    std::replace(digits.begin(), digits.end(), ',', '.');
    const auto number = text::to_number(digits);
    const bool more = rest_.find_first_of("0123456789.,") == 0;  // "12 13", "1.234,5"
    if (!number || more)
      return refuse(Status::not_a_number, quoted(value_.text) + " is not a number");
    value_.number = *number;
    return true;
  }

  const AnalyteUnit* take_unit(std::string_view default_unit) {
    const std::string_view written = rest_.empty() ? default_unit : rest_;
    if (written.empty()) {
      value_.unit_assumed = true;
      return &analyte_.unit_in(reading_.system);
    }
    const AnalyteUnit* unit = panel::resolve_unit(catalogue_.declarations(), analyte_, written);
    if (unit == nullptr) {
      refuse(Status::unknown_unit, "unit " + quoted(written) + " is not known for " + analyte_.id +
                                       "; it has " + analyte_.unit_list());
    }
    return unit;
  }

  const Catalogue& catalogue_;
  const Analyte& analyte_;
  const Reading& reading_;
  Value value_;
  std::string_view rest_;
};

}  // namespace

std::string_view name_of(Status status) {
  switch (status) {
    case Status::ok: return "ok";
    case Status::below:
    case Status::above: return "censored";
    case Status::missing: return "missing";
    case Status::not_a_number: return "not_a_number";
    case Status::unknown_unit: return "unknown_unit";
    case Status::implausible: return "implausible";
  }
  return "";
}

Value read_value(const Catalogue& catalogue, const Analyte& analyte, std::string_view text,
                 std::string_view unit, const Reading& reading) {
  const std::string_view written = text::trim(text);
  Value value;
  value.text = std::string(text);
  if (analyte.is_category() && !written.empty()) {
    Value category = read_category(analyte, written, value);
    if (category.status == Status::ok || !says_missing(catalogue, written)) return category;
  }
  if (says_missing(catalogue, written)) {
    value.problem = "no value";
    return value;
  }
  return NumberReader(catalogue, analyte, reading, std::move(value)).read(written, unit);
}

}  // namespace metindex
