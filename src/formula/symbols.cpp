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
  for (const Analyte& analyte : all_.analytes) analytes_.emplace(analyte.id, &analyte);
  for (const Index& index : all_.indices) indices_.emplace(index.id, &index);
}

const Analyte* Symbols::analyte(std::string_view id) const {
  const auto found = analytes_.find(id);
  return found == analytes_.end() ? nullptr : found->second;
}

const Index* Symbols::index(std::string_view id) const {
  const auto found = indices_.find(id);
  return found == indices_.end() ? nullptr : found->second;
}

const Scheme* Symbols::scheme(std::string_view quantity, std::string_view id) const {
  const auto found = std::find_if(all_.schemes.begin(), all_.schemes.end(), [&](const Scheme& s) {
    return s.quantity == quantity && s.id == id;
  });
  return found == all_.schemes.end() ? nullptr : &*found;
}

bool Symbols::is_context(std::string_view id) const {
  return std::any_of(all_.contexts.begin(), all_.contexts.end(),
                     [&](const Context& c) { return c.id == id; });
}

bool Symbols::is_tag(std::string_view id) const {
  return std::any_of(all_.tags.begin(), all_.tags.end(), [&](const Tag& t) { return t.id == id; });
}

std::vector<std::string> Symbols::names() const {
  std::vector<std::string> found;
  for (const Analyte& a : all_.analytes) found.push_back(a.id);
  for (const Index& i : all_.indices) found.push_back(i.id);
  for (const Context& c : all_.contexts) found.push_back(c.id);
  for (const Tag& t : all_.tags) found.push_back(t.id);
  return found;
}

}  // namespace metindex::formula
