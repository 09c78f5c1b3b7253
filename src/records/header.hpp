// Header cells -> analytes: what each column is, in which unit, and what must be asked.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "metindex/batch.hpp"
#include "records/header_match.hpp"

namespace metindex::records {

constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

// A column that is read.
struct Binding {
  std::size_t column = 0;
  const Analyte* analyte = nullptr;
  std::string header;                   // as it stands in the file
  std::string unit;                     // empty: not stated
  const KnownColumn* known = nullptr;   // with its codes, where the column is documented
  std::string every_row = {};           // what all rows have, without a column; else ""
  std::size_t unit_column = kNoColumn;  // where each row states its unit; `unit` is for the others
  std::shared_ptr<const KnownColumn> own = {};  // `known`, where the header itself says the codes
};

struct HeaderMap {
  std::vector<Binding> bindings;     // at most one per analyte, in the catalogue's order
  std::vector<std::string> remarks;  // what was decided and is worth saying
  struct Doubt {
    const Analyte* analyte;
    std::string question;  // "columns 'a' (2) and 'b' (4) both say glucose; add --column ..."
  };
  std::vector<Doubt> doubts;  // matter only if the analyte is needed
  std::vector<Doubt> hints;   // worth saying if the analyte is needed
};

// An option that names what is not there is an error. Where options.header is false, `header` has
// column_names() and only options.columns say what is read.
Expected<HeaderMap> map_header(const Catalogue& catalogue, const std::vector<std::string>& header,
                               const BatchOptions& options);

// "column_1", "column_2", ... for a table without a header.
std::vector<std::string> column_names(std::size_t count);

// "Gender (Female=1, Male=2)" documents itself.
void take_codes(const HeaderMatch& match, Binding& binding);

// "'glucose' (column 2)"
std::string named_column(const std::string& header, std::size_t column);

// "'a', 'b'", cut short where there are very many; `last` stands before the last one.
std::string some_of(const std::vector<std::string>& names, std::string_view last = ", ");

// "--unit glucose=mg/dL or --unit glucose=mmol/L": of the units named, or of all.
std::string unit_options(const Analyte& analyte, const std::vector<const AnalyteUnit*>& units);
std::string unit_options(const Analyte& analyte);

}  // namespace metindex::records
