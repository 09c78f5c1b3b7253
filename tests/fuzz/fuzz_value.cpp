// A value as it is written: what is read is a value of the analyte or a reason why not; printed, it
// is read as the same; and a plain number is what the C library takes it for.
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "fuzz/targets.hpp"
#include "text/text.hpp"

namespace fuzz {
namespace {

using metindex::Analyte;
using metindex::Reading;
using metindex::Status;
using metindex::Value;

constexpr std::array<std::string_view, 6> kBlanks = {
    " ", "\t", "\xC2\xA0", "\xE2\x80\xAF", "\xE3\x80\x80", "\xA0"};

struct Sign {
  std::string_view written;
  Status status;
  bool inclusive;
};
constexpr std::array<Sign, 6> kSigns = {{{"<=", Status::below, true},
                                         {">=", Status::above, true},
                                         {"≤", Status::below, true},
                                         {"≥", Status::above, true},
                                         {"<", Status::below, false},
                                         {">", Status::above, false}}};

bool take_front(std::string_view& s, std::string_view part) {
  const bool there = s.substr(0, part.size()) == part;
  if (there) s.remove_prefix(part.size());
  return there;
}
bool take_back(std::string_view& s, std::string_view part) {
  const bool there = s.size() >= part.size() && s.substr(s.size() - part.size()) == part;
  if (there) s.remove_suffix(part.size());
  return there;
}

std::string_view without_blanks(std::string_view s) {
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view blank : kBlanks)
      more = take_front(s, blank) || take_back(s, blank) || more;
  }
  return s;
}

// The number, if the text is nothing else and a double holds it.
std::optional<double> plain_number(std::string_view written, bool decimal_comma) {
  std::string text(without_blanks(written));
  const std::string allowed = std::string("0123456789eE+-") + (decimal_comma ? ',' : '.');
  if (text.empty() || text.find_first_not_of(allowed) != std::string::npos) return std::nullopt;
  for (char& c : text) c = c == ',' ? '.' : c;
  char* end = nullptr;
  errno = 0;
  const double x = std::strtod(text.c_str(), &end);
  const bool held = errno != ERANGE && std::isfinite(x);
  return held && end == text.c_str() + text.size() ? std::optional(x) : std::nullopt;
}

void check_status(const Analyte& analyte, const Value& value, std::string_view text) {
  require(value.text == text, "text is ", value.text);
  if (value.is_reported() && !value.has_number())  // "< LOD": beyond a limit that is not said
    return require(value.problem.empty() && value.status != Status::ok, "no number is ok");
  if (!value.has_number()) {
    require_sentence(value.problem);
    const bool nothing = value.status == Status::missing || value.status == Status::not_a_number;
    require(!nothing || value.number == 0, name_of(value.status), " with number ", value.number);
    return;
  }
  require(value.problem.empty(), "a value and a problem: ", value.problem);
  if (analyte.is_category()) {
    const bool position = value.number >= 0 && value.number == std::floor(value.number) &&
                          value.number < static_cast<double>(analyte.categories.size());
    require(position && value.status == Status::ok && value.unit.empty(), "category ",
            value.number);
  } else {
    require(std::isfinite(value.number), "number ", value.number);
    require(analyte.find_unit(value.unit) != nullptr, "unit ", value.unit);
  }
}

// What a sign and a number say, if the text is nothing else.
struct Plain {
  Status status;
  bool inclusive;
  double number;
};

std::optional<Plain> plain_value(std::string_view text, bool decimal_comma) {
  Plain plain{Status::ok, false, 0};
  std::string_view rest = without_blanks(text);
  for (const Sign& sign : kSigns) {
    if (plain.status != Status::ok || !take_front(rest, sign.written)) continue;
    plain.status = sign.status;
    plain.inclusive = sign.inclusive;
  }
  const auto number = plain_number(rest, decimal_comma);
  if (!number) return std::nullopt;
  plain.number = *number;
  return plain;
}

// A bare number is read as the C library reads it, and what has no digit is no number.
void check_plain(const Analyte& analyte, const Value& value, std::string_view text,
                 const Reading& reading) {
  if (analyte.is_category()) return;
  const auto plain = plain_value(text, reading.decimal_comma);
  if (plain) {
    const bool read = value.status == plain->status || value.status == Status::implausible;
    require(read && value.inclusive == plain->inclusive && value.number == plain->number,
            "plain number ", plain->number, " is ", name_of(value.status), " ", value.number);
  } else if (value.has_number() && value.unit_assumed) {
    const bool digit = text.find_first_of("0123456789") != std::string_view::npos;
    require(digit, "without a digit it is read as ", value.number);
  }
}

std::string printed(const Value& value, bool decimal_comma) {
  std::string number = metindex::text::shortest(value.number);
  for (char& c : number) c = decimal_comma && c == '.' ? ',' : c;
  if (value.status == Status::ok) return number;
  return std::string(value.status == Status::below ? "<" : ">") + (value.inclusive ? "= " : " ") +
         number;
}

void check_same(const Value& first, const Value& second) {
  require(first.status == second.status && first.number == second.number &&
              first.inclusive == second.inclusive && first.unit == second.unit,
          "printed as '", second.text, "' it is read as ", name_of(second.status), " ",
          second.number, " ", second.unit, ": ", second.problem);
}

void check_printed(const Analyte& analyte, const Value& value, const Reading& reading) {
  if (!value.has_number()) return;
  if (analyte.is_category()) {
    const auto& category = analyte.categories[static_cast<std::size_t>(value.number)];
    return check_same(value, read_value(catalogue(), analyte, category.id, {}, reading));
  }
  const std::string number = printed(value, reading.decimal_comma);
  check_same(value, read_value(catalogue(), analyte, number, value.unit, reading));
  if (value.unit == "1") return;  // never written
  check_same(value, read_value(catalogue(), analyte, number + " " + value.unit, {}, reading));
}

}  // namespace

void value(std::string_view bytes) {
  constexpr unsigned kComma = 1;
  constexpr unsigned kSure = 2;
  constexpr unsigned kSi = 4;
  constexpr unsigned kUnitGiven = 8;
  const unsigned choice = take_choice(bytes);
  const Reading reading{(choice & kSi) != 0 ? "si" : "conventional", (choice & kComma) != 0,
                        (choice & kSure) != 0};
  for (const Analyte& analyte : catalogue().declarations().analytes) {
    const bool unit_given = (choice & kUnitGiven) != 0 && !analyte.is_category();
    const std::string unit = unit_given ? analyte.units.back().id : "";
    const Value read = read_value(catalogue(), analyte, bytes, unit, reading);
    try {
      check_status(analyte, read, bytes);
      check_plain(analyte, read, bytes, reading);
      check_printed(analyte, read, reading);
    } catch (const Finding& finding) {
      throw Finding(analyte.id + ": " + finding.what());
    }
  }
}

}  // namespace fuzz
