// [[scheme]], its intervals, and the rule that bands leave no gap and never overlap.
#include <algorithm>
#include <array>
#include <cmath>

#include "loader/declare.hpp"
#include "text/text.hpp"

namespace metindex::loader {
namespace {

constexpr std::array<std::string_view, 5> kKinds = {"guideline", "reference_interval", "percentile",
                                                    "roc", "convention"};

bool starts_with_operator(std::string_view s) {
  return !s.empty() && (s.front() == '<' || s.front() == '>');
}

Limit parse_limit(std::string_view text, bool inclusive, const Place& place) {
  const std::string_view digits = text::trim(text);
  const auto number = text::to_number(digits);
  if (!number) fail(place, "'" + std::string(digits) + "' is not a number");
  return {*number, inclusive, std::string(digits)};
}

// Takes a leading "<", "<=", ">" or ">=" off `s`.
std::string take_operator(std::string_view& s) {
  s = text::trim(s);
  std::string op(1, s.front());
  s.remove_prefix(1);
  if (!s.empty() && s.front() == '=') {
    op += '=';
    s.remove_prefix(1);
  }
  return op;
}

Interval parse_range(std::string_view low, std::string_view high, const Place& place) {
  low = text::trim(low);
  high = text::trim(high);
  const std::string low_operator = starts_with_operator(low) ? take_operator(low) : ">=";
  const std::string high_operator = starts_with_operator(high) ? take_operator(high) : "<=";
  if (low_operator.front() != '>' || high_operator.front() != '<') {
    fail(place, "a range goes from a lower end to an upper one: '5.7 to < 6.5', '> 1.6 to < 2.5'");
  }
  const bool low_inclusive = low_operator == ">=";
  const bool high_inclusive = high_operator == "<=";
  Interval interval;
  interval.lower = parse_limit(low, low_inclusive, place);
  interval.upper = parse_limit(high, high_inclusive, place);
  return interval;
}

bool meet(const Interval& below, const Interval& above) {
  return below.upper && above.lower && below.upper->value == above.lower->value &&
         below.upper->inclusive != above.lower->inclusive;
}

void check_bands(const Scheme& scheme, const std::string& what) {
  for (const std::string& unit : scheme.units()) {
    for (std::size_t i = 0; i < scheme.bands.size(); ++i) {
      const Interval* interval = scheme.bands[i].in(unit);
      if (interval == nullptr)
        fail(scheme.place, what + ": band " + std::to_string(i + 1) + " has no limits in " + unit);
      if (i > 0 && !meet(*scheme.bands[i - 1].in(unit), *interval)) {
        fail(scheme.place, what + ": bands " + std::to_string(i) + " and " + std::to_string(i + 1) +
                               " leave a gap or overlap in " + unit);
      }
    }
    if (scheme.partial) continue;
    if (scheme.bands.front().in(unit)->lower || scheme.bands.back().in(unit)->upper) {
      fail(scheme.place, what + ": the bands do not cover every value in " + unit +
                             " (partial = true allows it)");
    }
  }
}

Band declare_band(const Node& node, const std::string& owner) {
  Table table(node, "a band of " + owner);
  Band band;
  band.level = table.text("level");
  band.label = table.text("label");
  for (const auto& [unit, limits] : table.rest()) {
    band.limits.emplace_back(unit, parse_interval(table.text(unit), limits->place));
  }
  return band;
}

void read_ages(Table& table, Scheme& scheme) {
  const Node* ages = table.any("age");
  if (ages == nullptr) return;
  const std::string what = table.what() + ": 'age'";
  if (ages->kind != Node::Kind::array || ages->items().empty() || ages->items().size() > 2) {
    fail(ages->place, what + " must be [from] or [from, to] in completed years");
  }
  scheme.age_min = whole_number(ages->items()[0], what);
  if (ages->items().size() == 2) scheme.age_max = whole_number(ages->items()[1], what);
  if (scheme.age_max && *scheme.age_max < *scheme.age_min) {
    fail(ages->place, table.what() + ": 'age' ends before it begins");
  }
}

}  // namespace

Interval parse_interval(std::string_view text, const Place& place) {
  const std::string_view trimmed = text::trim(text);
  if (const std::size_t to = trimmed.find(" to "); to != std::string_view::npos) {
    const Interval interval = parse_range(trimmed.substr(0, to), trimmed.substr(to + 4), place);
    if (interval.lower->value >= interval.upper->value)
      fail(place, "'" + std::string(text) + "' is empty");
    return interval;
  }
  if (!starts_with_operator(trimmed)) {
    fail(place,
         "'" + std::string(text) + "' is not a band; write '< 5.7', '5.7 to < 6.5' or '>= 6.5'");
  }
  std::string_view rest = trimmed;
  const std::string op = take_operator(rest);
  Interval interval;
  (op.front() == '<' ? interval.upper : interval.lower) = parse_limit(rest, op.size() == 2, place);
  return interval;
}

Scheme declare_scheme(const Node& node) {
  Table head(node, "scheme");
  Table table(node, "scheme '" + head.text("id") + "' of " + head.text("quantity"));
  Scheme scheme;
  scheme.id = table.text("id");
  scheme.quantity = table.text("quantity");
  scheme.title = table.text("title");
  scheme.kind = table.text("kind");
  if (std::find(kKinds.begin(), kKinds.end(), scheme.kind) == kKinds.end()) {
    fail(node.place, table.what() + ": kind '" + scheme.kind + "' is not one of " +
                         text::join(std::vector<std::string>(kKinds.begin(), kKinds.end()), ", "));
  }
  scheme.population = table.text("population");
  scheme.reference = table.text("reference");
  scheme.remark = table.text_or("remark", "");
  scheme.sex = table.text_or("sex", "");
  scheme.applies = table.text_or("applies", "");
  read_ages(table, scheme);
  scheme.minors = table.flag("minors");
  scheme.partial = table.flag("partial");
  scheme.place = node.place;
  for (const Node& band : table.tables("bands"))
    scheme.bands.push_back(declare_band(band, table.what()));
  if (scheme.bands.empty() || scheme.units().empty())
    fail(node.place, table.what() + " needs 'bands' with limits");
  check_bands(scheme, table.what());
  table.done();
  return scheme;
}

}  // namespace metindex::loader
