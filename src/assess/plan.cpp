#include "assess/plan.hpp"

#include <algorithm>

#include "assess/notes.hpp"
#include "assess/options.hpp"
#include "assess/variants.hpp"
#include "assess/watched.hpp"
#include "text/text.hpp"

namespace metindex {

using formula::Formula;
using formula::Slot;

std::size_t Plan::input(const Analyte* analyte) const {
  const auto found = std::find_if(inputs.begin(), inputs.end(), [&](const Analyte* a) {
    return a == analyte || (analyte != nullptr && a->id == analyte->id);  // of another copy
  });
  return found == inputs.end() ? kNone : static_cast<std::size_t>(found - inputs.begin());
}

bool Plan::decides(std::size_t column) const {
  const bool read = std::any_of(converted.begin(), converted.end(),
                                [&](const ConvertedInput& c) { return c.column == column; });
  return read || column == sex || column == age;
}

bool Plan::reads(std::size_t column) const {
  const auto holds = [&](const std::vector<std::size_t>& list) {
    return std::find(list.begin(), list.end(), column) != list.end();
  };
  return holds(watched) || holds(noted) || decides(column);
}

const Context& Plan::context(std::size_t position) const {
  return catalogue.declarations().contexts[position];
}

class PlanBuilder {
 public:
  PlanBuilder(const Catalogue& catalogue, const Options& options,
              const std::vector<const Analyte*>* available,
              const std::vector<const Analyte*>* sampled)
      : plan_(catalogue, options),
        all_(catalogue.declarations()),
        compiled_(catalogue.compiled()),
        available_(available),
        sampled_(sampled != nullptr ? sampled : available) {}

  Expected<Plan> build() {
    for (const Analyte& analyte : all_.analytes) {
      if (has(&analyte)) plan_.inputs.push_back(&analyte);
    }
    if (auto problem = check_factors(plan_.options, all_)) return *problem;
    if (auto problem = choose_indices()) return *problem;
    if (auto problem = choose_contexts()) return *problem;
    if (auto problem = choose_schemes()) return *problem;
    const Analyte* sex = compiled_.symbols.analyte("sex");
    const auto by_sex = [](const PlannedScheme& s) { return s.differs_by_sex; };
    if (std::any_of(plan_.schemes.begin(), plan_.schemes.end(), by_sex) ||
        std::any_of(plan_.criteria.begin(), plan_.criteria.end(), by_sex))
      plan_.sex = plan_.input(sex);
    plan_.age = plan_.input(compiled_.symbols.analyte("age"));
    find_watched(plan_, sampled_);
    if (plan_.options.notes != 0) plan_findings(plan_);
    return std::move(plan_);
  }

 private:
  [[nodiscard]] bool has(const Analyte* analyte) const {
    return available_ == nullptr ||
           std::find(available_->begin(), available_->end(), analyte) != available_->end();
  }

  std::optional<Error> choose_indices() {
    for (const std::string& name : plan_.options.indices) {
      if (name == "core" || name == "all") {
        for (const Index& index : all_.indices) {
          if (name == "core" ? index.core : index.experimental.empty()) request(index, false);
        }
        continue;
      }
      const Index* index = plan_.catalogue.index(name);
      if (index == nullptr) return unknown("index", name, all_.indices, "indices");
      if (const Analyte* missing = request(*index, true)) {
        return Error{"no column '" + missing->id + "', which " + index->id +
                     " needs; name it with --column " + missing->id + "=HEADER"};
      }
    }
    return std::nullopt;
  }

  // The analyte that is missing for the index, if it was named; indices of a group are left out
  // instead.
  const Analyte* request(const Index& index, bool named) {
    const CompiledIndex& compiled = compiled_.get(index);
    if (const Analyte* missing = find_missing(compiled, named)) {
      if (!named) plan_.left_out.push_back(&index);
      return missing;
    }
    const std::size_t at = add_index(compiled);
    if (std::find(plan_.requested.begin(), plan_.requested.end(), at) == plan_.requested.end())
      plan_.requested.push_back(at);
    return nullptr;
  }

  // What may be missing is not asked for, but one number must be there; of an index that was not
  // named, every number.
  [[nodiscard]] const Analyte* find_missing(const CompiledIndex& compiled, bool named) const {
    bool any = false;
    for (std::size_t i = 0; i < compiled.analytes.size(); ++i) {
      const Analyte& analyte = *compiled.analytes[i];
      const bool may_miss = compiled.optional[i] && (named || analyte.is_category());
      if (!has(&analyte) && !may_miss) return &analyte;
      any = any || (has(&analyte) && !analyte.is_category());
    }
    return any ? nullptr : compiled.analytes.front();
  }

  std::size_t find_index(const CompiledIndex& compiled) const {
    const auto found =
        std::find_if(plan_.indices.begin(), plan_.indices.end(),
                     [&](const PlannedIndex& p) { return p.compiled->index == compiled.index; });
    return found == plan_.indices.end() ? kNone
                                        : static_cast<std::size_t>(found - plan_.indices.begin());
  }

  std::size_t add_index(const CompiledIndex& in_catalogue) {
    if (const std::size_t at = find_index(in_catalogue); at != kNone) return at;
    const CompiledIndex& compiled = *resolve(in_catalogue);
    PlannedIndex planned;
    planned.compiled = &compiled;
    planned.tolerant = compiled.tolerant();
    planned.arguments = sources(compiled.value);  // adds the indices it refers to first
    if (compiled.needs) planned.domain = sources(*compiled.needs);
    reads_bands(compiled) ? add_analytes(compiled, planned) : add_sources(planned);
    add_series(compiled, planned);
    for (const Formula& criterion : compiled.criteria)
      planned.criteria.push_back({&criterion, sources(criterion)});
    planned.no_value = contexts_naming(all_, &Context::no_value, compiled);
    planned.caution = contexts_cautioning(all_, *compiled.index);
    plan_.indices.push_back(std::move(planned));
    const std::size_t at = plan_.indices.size() - 1;
    if (compiled.doubt) {  // may name the index itself
      std::vector<std::size_t> doubt = sources(*compiled.doubt);
      plan_.indices[at].doubt = std::move(doubt);
    }
    return at;
  }

  // An index over whatever samples there are is compiled for those of this plan.
  const CompiledIndex* resolve(const CompiledIndex& compiled) {
    const bool open =
        compiled.value.has_open_series() || (compiled.needs && compiled.needs->has_open_series());
    if (!open) return &compiled;
    const auto again = [&](const Formula& formula, Formula::Use use) {
      return *Formula::compile(formula.text(), compiled_.symbols, use,
                               [&](const Analyte& fasting) { return minutes_of(fasting); });
    };
    auto own = std::make_shared<CompiledIndex>(compiled);
    own->value = again(compiled.value, Formula::Use::value);
    if (compiled.needs) own->needs = again(*compiled.needs, Formula::Use::domain);
    return plan_.resolved.emplace_back(std::move(own)).get();
  }

  [[nodiscard]] std::vector<int> minutes_of(const Analyte& fasting) const {
    std::vector<int> minutes;
    if (sampled_ == nullptr) return minutes;
    for (const Analyte* analyte : *sampled_) {
      if (analyte->family == fasting.id) minutes.push_back(analyte->minute);
    }
    std::sort(minutes.begin(), minutes.end());
    return minutes;
  }

  // Of bands and counts; the first may depend on sex, the second do without an input.
  static bool reads_bands(const CompiledIndex& compiled) {
    const auto inputs = compiled.value.inputs();
    return compiled.tolerant() || std::any_of(inputs.begin(), inputs.end(), [](const Slot& slot) {
             return slot.kind == Slot::Kind::band;
           });
  }

  void add_analytes(const CompiledIndex& compiled, PlannedIndex& planned) const {
    for (std::size_t i = 0; i < compiled.analytes.size(); ++i) {
      if (!has(compiled.analytes[i])) continue;  // it may be missing
      planned.columns.push_back(plan_.input(compiled.analytes[i]));
      planned.optional.push_back(compiled.optional[i] ? 1 : 0);
    }
  }

  void add_sources(PlannedIndex& planned) const {
    add_columns(planned.arguments, planned);
    add_columns(planned.domain, planned);
    planned.optional.assign(planned.columns.size(), 0);
  }

  void add_columns(const std::vector<std::size_t>& sources, PlannedIndex& planned) const {
    const auto add = [&](std::size_t column) {
      auto& list = planned.columns;
      if (std::find(list.begin(), list.end(), column) == list.end()) list.push_back(column);
    };
    for (const std::size_t at : sources) {
      if (at < kIndexSource) {
        add(plan_.converted[at].column);
      } else {
        for (const std::size_t column : plan_.indices[at - kIndexSource].columns) add(column);
      }
    }
  }

  void add_series(const CompiledIndex& compiled, PlannedIndex& planned) const {
    const auto add = [&](const formula::Series& series) {
      auto& list = planned.series;
      if (series.open && std::find(list.begin(), list.end(), series) == list.end())
        list.push_back(series);
    };
    for (const formula::Series& series : compiled.value.series()) add(series);
    for (const std::size_t at : planned.arguments) {
      if (at < kIndexSource || at >= kBandSource) continue;
      for (const formula::Series& series : plan_.indices[at - kIndexSource].series) add(series);
    }
  }

  // Where each slot's numbers come from: converted inputs count from 0, indices from kIndexSource.
  std::vector<std::size_t> sources(const Formula& formula) {
    std::vector<std::size_t> found;
    for (const Slot& slot : formula.inputs()) {
      if (slot.kind == Slot::Kind::index) {
        found.push_back(kIndexSource + add_index(compiled_.get(*compiled_.symbols.index(slot.id))));
        continue;
      }
      const Analyte* analyte = compiled_.symbols.analyte(slot.id);
      if (!has(analyte)) {
        found.push_back(kNone);
      } else if (slot.kind == Slot::Kind::band) {
        found.push_back(kBandSource + add_criterion(slot));
      } else {
        found.push_back(add_converted(analyte, slot.unit));
      }
    }
    return found;
  }

  std::size_t add_criterion(const Slot& slot) {
    auto& criteria = plan_.criteria;
    for (std::size_t i = 0; i < criteria.size(); ++i) {
      if (criteria[i].quantity == slot.id && criteria[i].variants.front()->id == slot.unit)
        return i;
    }
    criteria.push_back(
        plan_scheme(slot.id, slot.unit, plan_.input(compiled_.symbols.analyte(slot.id)), kNone));
    criteria.back().for_levels = true;
    return criteria.size() - 1;
  }

  std::size_t add_converted(const Analyte* analyte, const std::string& unit) {
    const std::size_t column = plan_.input(analyte);
    for (std::size_t i = 0; i < plan_.converted.size(); ++i) {
      if (plan_.converted[i].column == column && plan_.converted[i].unit == unit) return i;
    }
    plan_.converted.push_back(convert_input(*analyte, column, unit, plan_.options.factors));
    return plan_.converted.size() - 1;
  }

  std::optional<Error> choose_contexts() {
    for (std::size_t i = 0; i < all_.contexts.size(); ++i) {
      if (all_.contexts[i].minors) plan_.minors |= ContextSet{1} << i;
    }
    for (const std::string& id : plan_.options.contexts) {
      const ContextSet bit = context_bit(all_, id);
      if (bit == 0) return unknown("context", id, all_.contexts, "contexts");
      plan_.declared |= bit;
    }
    for (const CompiledCondition& condition : compiled_.contexts) add_derived(condition);
    return std::nullopt;
  }

  // A condition is read where at least one of its inputs is there, or it asks for a context; the
  // other inputs stay unknown.
  PlannedCondition plan_condition(const CompiledCondition& condition) {
    PlannedCondition planned;
    for (const Slot& slot : condition.when.inputs()) {
      if (slot.kind == Slot::Kind::context) {
        planned.contexts |= context_bit(all_, slot.id);
        planned.arguments.push_back(kContextSource + context_position(all_, slot.id));
        continue;
      }
      const Analyte* analyte =
          slot.kind == Slot::Kind::analyte ? compiled_.symbols.analyte(slot.id) : nullptr;
      const bool there = analyte != nullptr && has(analyte);
      planned.arguments.push_back(there ? add_converted(analyte, slot.unit) : kNone);
      planned.reads_inputs = planned.reads_inputs || there;
    }
    if (planned.reads_inputs || planned.contexts != 0) planned.when = &condition.when;
    return planned;
  }

  void add_derived(const CompiledCondition& condition) {
    PlannedCondition planned = plan_condition(condition);
    const auto position = static_cast<std::size_t>(condition.context - all_.contexts.data());
    if (planned.when != nullptr) plan_.derived.push_back({position, std::move(planned)});
  }

  std::optional<Error> choose_schemes() {
    for (auto& [quantity, id] : plan_.options.schemes) {
      const Index* index = plan_.catalogue.index(quantity);
      if (index != nullptr) quantity = index->id;
      if (auto problem = check_scheme(plan_.catalogue, quantity, id)) return problem;
    }
    for (std::size_t i = 0; i < plan_.inputs.size(); ++i) {
      const Analyte& analyte = *plan_.inputs[i];
      for (const std::string& id : chosen(analyte.id, analyte.scheme))
        plan_.schemes.push_back(plan_scheme(analyte.id, id, i, kNone));
    }
    for (const std::size_t i : plan_.requested) {
      const Index& index = *plan_.indices[i].compiled->index;
      for (const std::string& id : chosen(index.id, index.scheme))
        plan_.schemes.push_back(plan_scheme(index.id, id, kNone, i));
    }
    return std::nullopt;
  }

  std::vector<std::string> chosen(const std::string& quantity, const std::string& standard) const {
    std::vector<std::string> ids;
    for (const auto& [q, id] : plan_.options.schemes) {
      if (q == quantity) ids.push_back(id);
    }
    if (ids.empty() && !standard.empty()) ids.push_back(standard);
    return ids;
  }

  PlannedScheme plan_scheme(const std::string& quantity, const std::string& id, std::size_t column,
                            std::size_t index) {
    PlannedScheme planned;
    planned.quantity = quantity;
    planned.column = column;
    planned.index = index;
    planned.variants = plan_.catalogue.scheme(quantity, id);
    for (const Scheme* variant : planned.variants) {
      planned.applies.emplace_back();
      for (const CompiledCondition& condition : compiled_.schemes) {
        if (condition.scheme == variant) planned.applies.back() = plan_condition(condition);
      }
    }
    plan_variants(compiled_.symbols, column == kNone ? nullptr : plan_.inputs[column],
                  plan_.options.factors, planned);
    planned.no_band = column == kNone
                          ? contexts_naming(all_, &Context::no_band, *plan_.indices[index].compiled)
                          : contexts_naming(all_, &Context::no_band, {plan_.inputs[column]});
    return planned;
  }

  Plan plan_;
  const Declarations& all_;
  const CompiledCatalogue& compiled_;
  const std::vector<const Analyte*>* available_;
  const std::vector<const Analyte*>* sampled_;
};

Expected<Plan> Plan::make(const Catalogue& catalogue, const Options& options,
                          const std::vector<const Analyte*>* available,
                          const std::vector<const Analyte*>* sampled) {
  return PlanBuilder(catalogue, options, available, sampled).build();
}

}  // namespace metindex
