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

bool is_listed(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
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

ContextSet contexts_naming(const Declarations& all, std::vector<std::string> Context::* list,
                           const CompiledIndex& index) {
  ContextSet set = contexts_naming(all, list, index.analytes);
  for (std::size_t i = 0; i < all.contexts.size(); ++i) {
    const Context& context = all.contexts[i];
    const auto is_named = [&](const Index* read) { return is_listed(context.*list, read->id); };
    if (is_named(index.index) || std::any_of(index.indices.begin(), index.indices.end(), is_named))
      set |= ContextSet{1} << i;
    if (is_listed(context.except, index.index->id)) set &= ~(ContextSet{1} << i);
  }
  return set;
}

ContextSet contexts_cautioning(const Declarations& all, const Index& index) {
  ContextSet set = 0;
  for (std::size_t i = 0; i < all.contexts.size(); ++i) {
    if (is_listed(all.contexts[i].caution, index.id)) set |= ContextSet{1} << i;
  }
  return set;
}

}  // namespace metindex
