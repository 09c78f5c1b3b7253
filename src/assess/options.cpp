#include "assess/options.hpp"

#include <algorithm>
#include <cmath>

#include "assess/compiled.hpp"

namespace metindex {
namespace {

using Names = std::vector<std::string>;

bool lists(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// A handful, where all would fill the screen.
std::string some_of(Names names) {
  constexpr std::size_t kHandful = 5;
  if (names.empty()) return "; it has none";
  if (names.size() <= kHandful) return "; it has " + text::join(names, ", ");
  const std::size_t more = names.size() - kHandful;
  names.resize(kHandful);
  return "; it has " + text::join(names, ", ") + " and " + std::to_string(more) +
         " more; 'metindex list schemes' shows all";
}

}  // namespace

std::optional<Error> check_factors(const Options& options, const Declarations& all) {
  Names known;
  for (const Analyte& analyte : all.analytes) {
    for (const Conversion& c : analyte.conversions) known.push_back(c.option);
  }
  Names given;
  for (const auto& [option, factor] : options.factors) {
    if (option.empty() || !lists(known, option)) {
      return Error{"no conversion has the option '" + option + "'" +
                   text::did_you_mean(option, known)};
    }
    if (!(factor > 0) || std::isinf(factor)) return Error{option + " must be above 0, and finite"};
    if (lists(given, option)) return Error{option + " is given twice"};
    given.push_back(option);
  }
  return std::nullopt;
}

std::optional<Error> check_scheme(const Catalogue& catalogue, const std::string& quantity,
                                  const std::string& id) {
  if (catalogue.analyte(quantity) == nullptr && catalogue.index(quantity) == nullptr) {
    return Error{"no analyte or index is called '" + quantity + "'" +
                 text::did_you_mean(quantity, catalogue.compiled().symbols.names())};
  }
  if (!catalogue.scheme(quantity, id).empty()) return std::nullopt;
  Names names;
  for (const Scheme& scheme : catalogue.declarations().schemes) {
    if (scheme.quantity == quantity && !lists(names, scheme.id)) names.push_back(scheme.id);
  }
  return Error{"no scheme of " + quantity + " is called '" + id + "'" +
               text::did_you_mean(id, names, some_of(names))};
}

bool names_indices(const Options& options) {
  const auto& names = options.indices;
  return !names.empty() && std::none_of(names.begin(), names.end(), [](const std::string& name) {
    return name == "core" || name == "all";
  });
}

}  // namespace metindex
