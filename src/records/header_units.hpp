// Units that stand beside the header: in a row of their own below it, or in a column of their own
// beside the value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "records/header.hpp"

namespace metindex::records {

// True if `cells`, the row below the header, is a row of units ("mg/dL", "(mmol/L)", empty cells,
// no number) rather than of values. Columns without a unit then have theirs; what contradicts the
// header or is no unit of the analyte is a doubt in `map`.
bool read_units_row(const Catalogue& catalogue, const std::vector<std::string>& cells,
                    const BatchOptions& options, HeaderMap& map);

// Gives bindings their Binding::unit_column: "glucose_unit", "Unit of glucose", "Einheit Glukose",
// or a plain "unit" directly to the right of the value.
void find_unit_columns(const Catalogue& catalogue, const std::vector<std::string>& header,
                       const BatchOptions& options, HeaderMap& map);

// The cells of one unit column. Remembers spellings: one object for each thread.
class UnitCells {
 public:
  // `all` and `analyte` must outlive the object.
  UnitCells(const Declarations& all, const Analyte& analyte);

  static constexpr std::uint8_t kEmpty = 254;    // or a word for missing: the column's unit holds
  static constexpr std::uint8_t kUnknown = 255;  // no unit of the analyte
  // The position in analyte.units.
  std::uint8_t position(std::string_view cell);

 private:
  [[nodiscard]] std::uint8_t look_up(std::string_view cell) const;

  const Declarations* all_;
  const Analyte* analyte_;
  std::string last_;
  std::uint8_t last_position_ = kEmpty;
  std::unordered_map<std::string, std::uint8_t> seen_;
};

}  // namespace metindex::records
