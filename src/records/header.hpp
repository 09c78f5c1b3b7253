// Header cells -> analytes: what each column is, in which unit, and what must be asked.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "metindex/batch.hpp"

namespace metindex::records {

// A column that is read.
struct Binding {
  std::size_t column = 0;
  const Analyte* analyte = nullptr;
  std::string header;                  // as it stands in the file
  std::string unit;                    // empty: not stated
  const KnownColumn* known = nullptr;  // with its codes, where the column is documented
};

struct HeaderMap {
  std::vector<Binding> bindings;     // at most one per analyte, in the catalogue's order
  std::vector<std::string> remarks;  // what was decided and is worth saying
  struct Doubt {
    const Analyte* analyte;
    std::string question;  // "columns 'a' (2) and 'b' (4) both say glucose; add --column ..."
  };
  std::vector<Doubt> doubts;  // matter only if the analyte is needed
};

// An option that names what is not there is an error.
Expected<HeaderMap> map_header(const Catalogue& catalogue, const std::vector<std::string>& header,
                               const BatchOptions& options);

// "--unit glucose=mg/dL or --unit glucose=mmol/L": of the units named, or of all.
std::string unit_options(const Analyte& analyte, const std::vector<const AnalyteUnit*>& units);
std::string unit_options(const Analyte& analyte);

// What one header cell says by itself. Absent: nothing known, or on the never-match list.
struct HeaderMatch {
  const Analyte* analyte;
  std::string unit;
  const KnownColumn* known;
  std::string problem;  // "unit 'mg/l' is not known for glucose"
  bool sure = true;     // false: what stands in parentheses may be no unit at all
};
std::optional<HeaderMatch> match_header(const Catalogue& catalogue, std::string_view header);
bool never_matches(const Catalogue& catalogue, std::string_view header);

}  // namespace metindex::records
