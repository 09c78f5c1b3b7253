// What --column, --given and --unit say of a table's columns.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "records/header.hpp"

namespace metindex::records {

// The columns that options name, and what all rows have without one (kNoColumn).
Expected<std::vector<Binding>> chosen_columns(const Catalogue& catalogue,
                                              const std::vector<std::string>& header,
                                              const BatchOptions& options,
                                              std::vector<std::string>& remarks);

// Sets the units that options state. One that names what is not read is an error.
std::optional<Error> apply_units(const Catalogue& catalogue, const BatchOptions& options,
                                 HeaderMap& map);

}  // namespace metindex::records
