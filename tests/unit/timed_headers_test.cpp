// Headers of samples after a glucose load: which minute, and what must not be taken for one.
#include <doctest/doctest.h>

#include "unit/header_support.hpp"

using metindex::BatchOptions;
using metindex::records::HeaderMap;
using metindex::records::map_header;
using unit::said;

namespace {

HeaderMap map_of(const std::vector<std::string>& header) {
  auto map = map_header(unit::catalogue(), header, BatchOptions{});
  REQUIRE_MESSAGE(map, map.error());
  return *map;
}

// "glucose=g0 glucose_30=G30"
std::string bound(const HeaderMap& map) {
  std::string text;
  for (const auto& binding : map.bindings)
    text += (text.empty() ? "" : " ") + binding.analyte->id + "=" + binding.header;
  return text;
}

}  // namespace

TEST_CASE("timed headers: the ways in which tables say the minute") {
  for (const std::string header :
       {"glucose_30", "Glucose 30 min", "glu_30min", "glucose_t30", "GLU30", "gluc.30", "glucose30",
        "glucose_030", "ogtt_glucose_030", "OGTT Glucose 30 min", "30 min glucose", "glucose-30",
        "pGlu 30", "Glukose 30 min", "glucose after 30 min", "ogtt 30 min glucose"}) {
    CAPTURE(header);
    CHECK(said(header) == "glucose_30");
  }
  for (const std::string header :
       {"insulin 120 min (pmol/L)", "insulin_120_pmol_l", "ins120 [pmol/L]", "INS 2h (pmol/l)",
        "2h insulin, pmol/L", "ogtt_insulin_120_pmol_l", "2-hour insulin (pmol/L)"}) {
    CAPTURE(header);
    CHECK(said(header) == "insulin_120[pmol/L]");
  }
  CHECK(said("Glucose 30 min (mg/dL)") == "glucose_30[mg/dL]");
  CHECK(said("glucose 2h") == "glucose_120");
  CHECK(said("2 hour glucose (mmol/L)") == "glucose_120[mmol/L]");
  CHECK(said("1h glucose") == "glucose_60");
  for (const std::string header :
       {"Glucose 0.5h", "glucose 0,5 h", "glu_0.5_hr", "Glucose 0.50 hours"}) {
    CAPTURE(header);
    CHECK(said(header) == "glucose_30");
  }
  CHECK(said("INS 0.5h (pmol/L)") == "insulin_30[pmol/L]");
  CHECK(said("glucose 1.5 h") == "glucose_90");
  for (const std::string header :
       {"2hPG", "2-h PG", "BG 2h", "glucose_h2", "Glucose 120´", "Glucose 120'",
        "2h post-load glucose", "2-hour post-load glucose", "Post-load glucose 2h",
        "post-load plasma glucose 120 min"}) {
    CAPTURE(header);
    CHECK(said(header) == "glucose_120");
  }
  CHECK(said("2h-PG (mmol/L)") == "glucose_120[mmol/L]");
  CHECK(said("c_peptide_60 (nmol/L)") == "c_peptide_60[nmol/L]");
  CHECK(said("C-peptide 30 min") == "c_peptide_30");
  CHECK(said("LBXGLT") == "glucose_120[mg/dL]");
}

TEST_CASE("timed headers: minute 0 is the fasting sample") {
  for (const std::string header : {"glucose_0", "glucose 0 min", "ogtt_glucose_000", "glu_t0",
                                   "0 min glucose", "glucose 0h"}) {
    CAPTURE(header);
    CHECK(said(header) == "glucose");
  }
  CHECK(said("ins_0") == "insulin");
  CHECK(said("ogtt_insulin_0 (pmol/L)") == "insulin[pmol/L]");
}

TEST_CASE("timed headers: never taken for a fasting value, nor for another time") {
  for (const std::string header :
       {"ogtt_glucose", "OGTT 2h", "ogtt", "OGTT (75 g)", "ogtt_date", "ogtt_2h_mgdl",
        "2-hour Postprandial Plasma Glucose (mg/dl)", "postprandial glucose", "PPBS"}) {
    CAPTURE(header);
    CHECK(said(header) == "never");
  }
  for (const std::string header : {"glucose_33", "glucose 1.2h", "glucose 0.55 h", "glucose 10h",
                                   "glucose_-10", "glucose -30 min", "glucose_1", "insulin_pm",
                                   "glucose30000", "30", "glucose_30_sd", "glucose_30_minus_0"}) {
    CAPTURE(header);
    CHECK(said(header) == "nothing");
  }
  CHECK(unit::matcher().read("glucose 33 min").other_time);
  CHECK(unit::matcher().read("glucose_-10").other_time);
  CHECK_FALSE(unit::matcher().read("glucose_30").other_time);
  const HeaderMap map = map_of({"glucose_0", "glucose_-10 min", "glucose 33 min"});
  CHECK(bound(map) == "glucose=glucose_0");
  CHECK(map.remarks.front() ==
        "left alone, no time after a glucose drink that is known: 'glucose_-10 min', "
        "'glucose 33 min'");
}

TEST_CASE("timed headers: a letter is read beside its minute 0, or with a unit") {
  CHECK(said("G30") == "problem");
  CHECK(said("I120") == "problem");
  CHECK(said("G30 (mg/dL)") == "glucose_30[mg/dL]");
  CHECK(said("I120_pmol_l") == "insulin_120[pmol/L]");
  CHECK(bound(map_of({"G0", "G30", "G120", "I0", "I30", "I120", "C0", "C30"})) ==
        "glucose=G0 insulin=I0 c_peptide=C0 glucose_30=G30 glucose_120=G120 insulin_30=I30 "
        "insulin_120=I120 c_peptide_30=C30");
  // Codes of ICD-10, and a C0 alone.
  CHECK(bound(map_of({"I10", "I20", "I50", "G20", "G30", "C0"})).empty());
  const HeaderMap alone = map_of({"G120", "age"});
  REQUIRE(alone.hints.size() == 1);
  CHECK(alone.hints.front().question ==
        "column 'G120' is not read: the name alone may mean something else; if it is 2-hour "
        "glucose, add --column glucose_120=G120");
}
