#include "assess/watched.hpp"

#include <algorithm>

#include "assess/options.hpp"

namespace metindex {
namespace {

// By a scheme that an option names.
bool asked_for(const Plan& plan, const Analyte& analyte) {
  const auto& asked = plan.options.schemes;
  return std::any_of(asked.begin(), asked.end(),
                     [&](const auto& choice) { return choice.first == analyte.id; });
}

// A sample after a glucose load is missed only where there are such samples, or by who asked.
bool looked_for(const Plan& plan, const Analyte& analyte,
                const std::vector<const Analyte*>* sampled) {
  if (analyte.minute == 0) return true;
  if (sampled != nullptr && std::find(sampled->begin(), sampled->end(), &analyte) != sampled->end())
    return true;
  return asked_for(plan, analyte);
}

// Is it a loss to the index if the column has no value? A word that count() alone reads is not.
bool misses(const Plan& plan, const PlannedIndex& index, std::size_t column) {
  for (std::size_t at = 0; at < index.columns.size(); ++at) {
    if (index.columns[at] == column)
      return index.optional[at] == 0 || !plan.inputs[column]->is_category();
  }
  return false;
}

}  // namespace

void find_watched(Plan& plan, const std::vector<const Analyte*>* sampled) {
  const Declarations& all = plan.catalogue.declarations();
  const bool named = names_indices(plan.options);
  for (std::size_t i = 0; i < plan.inputs.size(); ++i) {
    plan.cautions.push_back(contexts_naming(all, &Context::caution, {plan.inputs[i]}));
    const auto reads = [&](std::size_t at) { return misses(plan, plan.indices[at], i); };
    const bool in_index = std::any_of(plan.requested.begin(), plan.requested.end(), reads);
    plan.only_banded.push_back(named && !in_index && !asked_for(plan, *plan.inputs[i]));
    const bool in_scheme = std::any_of(plan.schemes.begin(), plan.schemes.end(),
                                       [&](const PlannedScheme& s) { return s.column == i; });
    if (in_index || (in_scheme && looked_for(plan, *plan.inputs[i], sampled))) {
      plan.watched.push_back(i);
    } else if (in_scheme || plan.decides(i)) {
      plan.questioned.push_back(i);
    }
  }
}

}  // namespace metindex
