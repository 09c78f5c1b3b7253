#include "records/long_columns.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <string_view>

#include "records/header_match.hpp"
#include "records/shell_word.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

using Names = std::span<const std::string_view>;

// Folded, the surer ones first: "id" may be that of the row.
constexpr std::array<std::string_view, 22> kId = {
    "patientid", "patient",       "personid",      "person",   "subjectid", "subject",
    "usubjid",   "participantid", "participant",   "seqn",     "mrn",       "eid",
    "patid",     "pid",           "subjid",        "recordid", "studyid",   "patientenid",
    "proband",   "patnr",         "patientnumber", "id"};
constexpr std::array<std::string_view, 21> kTest = {
    "loinc",       "loinccode", "loincnum", "test",
    "testname",    "analyte",   "analyt",   "component",
    "parameter",   "labtest",   "lbtestcd", "lbtest",
    "measurement", "testcode",  "paramcd",  "measurementsourcevalue",
    "observation", "labname",   "itemname", "item",
    "code"};
constexpr std::array<std::string_view, 15> kValue = {
    "valueasnumber", "valuenum", "resultvalue", "resultnumeric", "numericresult",
    "value",         "result",   "testresult",  "labvalue",      "lborres",
    "lbstresc",      "wert",     "messwert",    "ergebnis",      "valor"};
constexpr std::array<std::string_view, 11> kUnit = {
    "unit",     "units", "unitsourcevalue", "resultunit", "resultunits", "valueunit", "valueuom",
    "lborresu", "uom",   "einheit",         "unidad"};
constexpr std::array<std::string_view, 19> kDate = {
    "date",       "collectiondate", "collecteddate",   "datecollected", "sampledate", "drawdate",
    "collected",  "specimendate",   "measurementdate", "testdate",      "labdate",    "lbdtc",
    "resultdate", "visitdate",      "visit",           "charttime",     "datetime",   "datum",
    "fecha"};

constexpr std::array<std::string_view, 19> kMinute = {
    "minute",      "minutes",     "timepoint",     "timepointmin", "timepointminutes",
    "timemin",     "timeminutes", "timemins",      "ogtttime",     "ogttminute",
    "ogttminutes", "tmin",        "timepointsmin", "ogtttimemin",  "ogtttimeminutes",
    "ogttmin",     "zeitmin",     "tiempomin",     "minutos"};
constexpr std::array<std::string_view, 3> kTime = {"time", "min", "t"};  // where there is no test

class Finder {
 public:
  explicit Finder(const std::vector<std::string>& header) : header_(header) {
    for (const std::string& name : header)
      folded_.push_back(name.size() > kLongestHeader ? "" : text::fold_name(name));
  }

  [[nodiscard]] std::size_t by_usual_name(Names names) const {
    for (const std::string_view name : names) {
      const auto found = std::find(folded_.begin(), folded_.end(), name);
      if (found != folded_.end()) return static_cast<std::size_t>(found - folded_.begin());
    }
    return kNowhere;
  }

  // By name, else by position from 1.
  [[nodiscard]] Expected<std::size_t> by_option(std::string_view role,
                                                const std::string& name) const {
    const auto times = std::count(header_.begin(), header_.end(), name);
    const std::string option = "--long " + std::string(role) + "=" + name + ": ";
    if (times > 1) {
      return Error{option + std::to_string(times) + " columns are called '" + text::shown(name) +
                   "'; say which by its number, as in " + std::string(role) + "=3"};
    }
    if (times == 1)
      return static_cast<std::size_t>(std::find(header_.begin(), header_.end(), name) -
                                      header_.begin());
    std::size_t position = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), position);
    const bool number = error == std::errc{} && end == name.data() + name.size();
    if (number && position >= 1 && position <= header_.size()) return position - 1;
    if (number)
      return Error{option + "there is no such column; the table has " +
                   std::to_string(header_.size())};
    return Error{option + "no column is called so" + text::did_you_mean(name, header_)};
  }

 private:
  const std::vector<std::string>& header_;
  std::vector<std::string> folded_;
};

struct Role {
  std::string_view name, meaning;
  Names usual;
  std::size_t LongLayout::* column;
  bool must;
};

const std::array<Role, 6>& roles() {
  static constexpr std::array<Role, 6> kRoles = {{
      {"id", "the person", kId, &LongLayout::id, true},
      {"test", "the test", kTest, &LongLayout::test, true},
      {"value", "the value", kValue, &LongLayout::value, true},
      {"unit", "the unit", kUnit, &LongLayout::unit, false},
      {"date", "the date", kDate, &LongLayout::date, false},
      {"minute", "the minute", kMinute, &LongLayout::minute, false},
  }};
  return kRoles;
}

const std::optional<std::string>& wanted_for(const LongColumns& wanted, std::string_view role) {
  if (role == "id") return wanted.id;
  if (role == "test") return wanted.test;
  if (role == "value") return wanted.value;
  if (role == "unit") return wanted.unit;
  return role == "date" ? wanted.date : wanted.minute;
}

MinuteColumn minute_column(const Finder& finder) {
  const std::size_t sure = finder.by_usual_name(kMinute);
  if (sure != kNowhere) return {sure, true};
  return {finder.by_usual_name(kTime), false};
}

// A row for each sample, "id, time, glucose, insulin": there is no test then.
bool is_of_samples(const Finder& finder, const LongColumns& wanted) {
  if (wanted.test) return false;
  const bool minutes =
      wanted.minute ? !wanted.minute->empty() : minute_column(finder).at != kNowhere;
  return minutes && finder.by_usual_name(kTest) == kNowhere;
}

}  // namespace

MinuteColumn find_minute_column(const std::vector<std::string>& header) {
  return minute_column(Finder(header));
}

Expected<LongLayout> find_long_columns(const std::vector<std::string>& header,
                                       const LongColumns& wanted) {
  const Finder finder(header);
  const bool of_samples = is_of_samples(finder, wanted);
  LongLayout layout;
  for (const Role& role : roles()) {
    const std::optional<std::string>& name = wanted_for(wanted, role.name);
    const bool of_test = role.name == "test" || role.name == "value";
    if (name && name->empty()) continue;  // there is none
    if (of_samples && of_test && !name) continue;
    Expected<std::size_t> found =
        name ? finder.by_option(role.name, *name) : finder.by_usual_name(role.usual);
    if (!found) return Error{found.error()};
    if (role.name == "minute" && !name) {
      if (of_samples) found = minute_column(finder).at;
      layout.minute_by_name = *found != kNowhere;
    }
    if (*found == kNowhere && role.must && !(of_samples && of_test)) {
      return Error{"no column has a usual name for " + std::string(role.meaning) + "; add " +
                   std::string(role.name) + "=COLUMN to --long"};
    }
    if (*found != kNowhere && layout.has(*found)) {
      return Error{"--long " + std::string(role.name) + "=: column '" +
                   text::shown(header[*found]) +
                   "' is another one's already; say which column is what"};
    }
    layout.*role.column = *found;
  }
  return layout;
}

std::string suggest_long(const std::vector<std::string>& header) {
  const Finder finder(header);
  std::string option = "--long ";
  if (finder.by_usual_name(kTest) == kNowhere || finder.by_usual_name(kValue) == kNowhere) {
    const std::size_t person = finder.by_usual_name(kId);
    const std::size_t minute = minute_column(finder).at;
    if (person == kNowhere || minute == kNowhere) return {};
    return option + "id=" + shell_word(header[person]) + ",minute=" + shell_word(header[minute]);
  }
  for (const Role& role : roles()) {
    const std::size_t column = finder.by_usual_name(role.usual);
    if (column == kNowhere && !role.must) continue;
    if (role.name != "id") option += ",";
    option +=
        std::string(role.name) + "=" + (column == kNowhere ? "COLUMN" : shell_word(header[column]));
  }
  return option;
}

std::string describe_long(const std::vector<std::string>& header, const LongLayout& layout) {
  std::vector<std::string> parts;
  for (const Role& role : roles()) {
    const std::size_t column = layout.*role.column;
    const bool of_test = role.name == "test" || role.name == "value";
    const bool beside = role.name == "minute" || (layout.of_samples() && of_test);
    if (column == kNowhere && beside) continue;
    parts.push_back(column == kNowhere
                        ? "no " + std::string(role.name)
                        : std::string(role.name) + "='" + text::shown(header[column]) + "'");
  }
  return text::join(parts, ", ");
}

}  // namespace metindex::records
