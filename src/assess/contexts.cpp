#include "assess/contexts.hpp"

#include <algorithm>

namespace metindex {

std::size_t context_position(const Declarations& all, std::string_view id) {
  const auto found = std::find_if(all.contexts.begin(), all.contexts.end(),
                                  [&](const Context& c) { return c.id == id; });
  return static_cast<std::size_t>(found - all.contexts.begin());
}

ContextSet context_bit(const Declarations& all, std::string_view id) {
  const std::size_t position = context_position(all, id);
  return position == all.contexts.size() ? 0 : ContextSet{1} << position;
}

namespace {

bool is_listed(const std::vector<std::string>& list, const std::string& analyte) {
  return std::find(list.begin(), list.end(), analyte) != list.end();
}

}  // namespace

ContextSet contexts_naming(const Declarations& all, std::vector<std::string> Context::* list,
                           const std::vector<const Analyte*>& analytes) {
  const bool of_family = list != &Context::caution;
  ContextSet set = 0;
  for (std::size_t i = 0; i < all.contexts.size(); ++i) {
    const auto& named = all.contexts[i].*list;
    const auto is_named = [&](const Analyte* a) {
      return is_listed(named, a->id) || (of_family && is_listed(named, a->family_id()));
    };
    const bool any = std::any_of(analytes.begin(), analytes.end(), is_named);
    if (any || is_listed(named, "*")) set |= ContextSet{1} << i;
  }
  return set;
}

}  // namespace metindex
