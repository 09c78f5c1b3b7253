// What is asked for by name or number, held against the catalogue.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metindex/assess.hpp"
#include "text/text.hpp"

namespace metindex {

// `command`: what `metindex list` calls them.
template <typename T>
Error unknown(std::string_view kind, const std::string& id, const std::vector<T>& list,
              std::string_view command) {
  return {text::not_called(kind, id, list,
                           "; 'metindex list " + std::string(command) + "' names them all")};
}

// Each names an option of a conversion, once, with a number above 0.
std::optional<Error> check_factors(const Options& options, const Declarations& all);

std::optional<Error> check_scheme(const Catalogue& catalogue, const std::string& quantity,
                                  const std::string& id);

// One by one, and no group of them.
bool names_indices(const Options& options);

}  // namespace metindex
