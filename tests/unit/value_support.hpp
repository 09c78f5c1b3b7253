// Values read from text, and what is expected of them.
#pragma once

#include <doctest/doctest.h>

#include "unit/support.hpp"

namespace unit {

using metindex::Analyte;
using metindex::Reading;
using metindex::Status;
using metindex::Value;

inline Value read(std::string_view analyte, std::string_view text, const Reading& reading = {},
                  std::string_view written_unit = {}) {
  const Analyte* found = catalogue().analyte(analyte);
  REQUIRE(found != nullptr);
  return read_value(catalogue(), *found, text, written_unit, reading);
}

inline Reading si() { return {"si", false, false}; }
inline Reading comma() { return {"conventional", true, false}; }
inline Reading sure() { return {"conventional", false, true}; }

struct Good {
  std::string analyte, text;
  Status status;
  bool inclusive;
  double number;
  std::string in;
  bool assumed;
};

inline void check(const Good& row, const Reading& reading) {
  CAPTURE(row.analyte);
  CAPTURE(row.text);
  const Value value = read(row.analyte, row.text, reading);
  CHECK_MESSAGE(value.status == row.status, name_of(value.status), ": ", value.problem);
  CHECK(value.number == row.number);
  CHECK(value.inclusive == row.inclusive);
  CHECK(value.unit == row.in);
  CHECK(value.unit_assumed == row.assumed);
  CHECK(value.problem == "");
  CHECK(value.text == row.text);
  CHECK(value.has_number());
}

struct Bad {
  std::string analyte, text;
  Status status;
  std::string problem;
};

inline void check(const Bad& row, const Reading& reading) {
  CAPTURE(row.analyte);
  CAPTURE(row.text);
  const Value value = read(row.analyte, row.text, reading);
  CHECK_MESSAGE(value.status == row.status, name_of(value.status));
  CHECK(value.problem == row.problem);
  CHECK(value.text == row.text);
  CHECK_FALSE(value.has_number());
}

}  // namespace unit
