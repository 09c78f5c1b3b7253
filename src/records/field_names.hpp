// Numbered fields of a study as names of columns: "30750-0.0", "f.30750.0.0", "p30750_i0".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace metindex::records {

struct FieldName {
  std::string field;  // "30750"
  std::size_t visit = 0;
  std::size_t repeat = 0;
  [[nodiscard]] bool is_first() const { return visit == 0 && repeat == 0; }
};

// `header` in small letters. Absent: it has none of the forms ("{field}-{visit}.{repeat}").
std::optional<FieldName> parse_field_name(const std::vector<std::string>& forms,
                                          std::string_view header);

}  // namespace metindex::records
