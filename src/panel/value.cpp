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

std::string quoted(std::string_view s) { return "'" + std::string(s) + "'"; }

Value refuse(Value value, Status status, std::string problem) {
  value.status = status;
  value.problem = std::move(problem);
  return value;
}

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
  return refuse(std::move(value), Status::not_a_number,
                quoted(word) + " is not one of " + text::join(ids, ", "));
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

std::string unit_names(const Analyte& analyte) {
  std::vector<std::string> names;
  for (const AnalyteUnit& unit : analyte.units) names.push_back(unit.id);
  return text::join(names, ", ");
}

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
  Value value;
  value.text = std::string(text);
  std::string_view rest = text::trim(text);
  if (analyte.is_category() && !rest.empty()) {
    Value category = read_category(analyte, rest, value);
    if (category.status == Status::ok || !says_missing(catalogue, rest)) return category;
  }
  if (says_missing(catalogue, rest)) {
    value.problem = "no value";
    return value;
  }

  value.status = Status::ok;
  for (const Comparator& comparator : kComparators) {
    if (rest.substr(0, comparator.sign.size()) != comparator.sign) continue;
    value.status = comparator.status;
    value.inclusive = comparator.inclusive;
    rest = text::trim(rest.substr(comparator.sign.size()));
    break;
  }
  bool comma = false;
  const std::size_t length = number_length(rest, comma);
  std::string digits(rest.substr(0, length));
  if (comma && !reading.decimal_comma) {
    return refuse(std::move(value), Status::not_a_number,
                  quoted(text) + " has a comma; if it is the decimal mark, add --decimal-comma");
  }
  if (reading.decimal_comma && digits.find('.') != std::string::npos) {
    return refuse(std::move(value), Status::not_a_number,
                  quoted(text) + " has a point where commas are decimal marks");
  }
  std::replace(digits.begin(), digits.end(), ',', '.');
  const auto number = text::to_number(digits);
  if (!number)
    return refuse(std::move(value), Status::not_a_number, quoted(text) + " is not a number");
  value.number = *number;

  const std::string_view written_unit = text::trim(rest.substr(length));
  const AnalyteUnit* found = nullptr;
  if (!written_unit.empty()) {
    found = panel::resolve_unit(catalogue.declarations(), analyte, written_unit);
    if (found == nullptr) {
      const bool number_like = written_unit.find_first_of("0123456789.,") == 0;
      return refuse(std::move(value), number_like ? Status::not_a_number : Status::unknown_unit,
                    number_like ? quoted(text) + " is not a number"
                                : "unit " + quoted(written_unit) + " is not known for " +
                                      analyte.id + "; it has " + unit_names(analyte));
    }
  } else if (!unit.empty()) {
    found = panel::resolve_unit(catalogue.declarations(), analyte, unit);
    if (found == nullptr) {
      return refuse(std::move(value), Status::unknown_unit,
                    "unit " + quoted(unit) + " is not known for " + analyte.id + "; it has " +
                        unit_names(analyte));
    }
  } else {
    found = &analyte.unit_in(reading.system);
    value.unit_assumed = true;
  }
  value.unit = found->id;
  std::string problem = panel::why_implausible(analyte, *found, value, reading.assume_units);
  if (!problem.empty()) return refuse(std::move(value), Status::implausible, std::move(problem));
  return value;
}

}  // namespace metindex
