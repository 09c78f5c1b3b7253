// Declarations as JSON, for `list` and `explain --format json`.
#pragma once

#include <nlohmann/json.hpp>

#include "assess/flag_kinds.hpp"
#include "metindex/catalogue.hpp"

namespace metindex::cli {

using Json = nlohmann::ordered_json;

Json to_json(const Catalogue& catalogue, const Index& index);
Json to_json(const Catalogue& catalogue, const Analyte& analyte);
Json to_json(const Catalogue& catalogue, const Scheme& scheme);
Json to_json(const Catalogue& catalogue, const Context& context);
Json to_json(const Catalogue& catalogue, const Tag& tag);
Json to_json(const Catalogue& catalogue, const Note& note);
Json to_json(const Catalogue& catalogue, const Document& document);
Json to_json(const Catalogue& catalogue, const Reference& reference);
Json to_json(const Catalogue& catalogue, const Unit& unit);
Json to_json(const Catalogue& catalogue, const FlagKind& kind);

}  // namespace metindex::cli
