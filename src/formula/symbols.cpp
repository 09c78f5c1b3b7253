// The names that a formula may use.
#include <algorithm>

#include "formula/formula.hpp"

namespace metindex::formula {

Symbols::Symbols(const Declarations& declarations) : all_(declarations) {
  for (const Scheme& scheme : all_.schemes) {
    for (const Band& band : scheme.bands) levels_.push_back(band.level);
  }
  std::sort(levels_.begin(), levels_.end());
  levels_.erase(std::unique(levels_.begin(), levels_.end()), levels_.end());
}

const Analyte* Symbols::analyte(std::string_view id) const {
  const auto found = std::find_if(all_.analytes.begin(), all_.analytes.end(),
                                  [&](const Analyte& a) { return a.id == id; });
  return found == all_.analytes.end() ? nullptr : &*found;
}

const Index* Symbols::index(std::string_view id) const {
  const auto found = std::find_if(all_.indices.begin(), all_.indices.end(),
                                  [&](const Index& i) { return i.id == id; });
  return found == all_.indices.end() ? nullptr : &*found;
}

bool Symbols::is_context(std::string_view id) const {
  return std::any_of(all_.contexts.begin(), all_.contexts.end(),
                     [&](const Context& c) { return c.id == id; });
}

std::vector<std::string> Symbols::names() const {
  std::vector<std::string> found;
  for (const Analyte& a : all_.analytes) found.push_back(a.id);
  for (const Index& i : all_.indices) found.push_back(i.id);
  for (const Context& c : all_.contexts) found.push_back(c.id);
  return found;
}

}  // namespace metindex::formula
