#include "assess/describe.hpp"

#include <algorithm>
#include <cmath>

#include "assess/flags.hpp"

namespace metindex {
namespace {

void set_bounds(Result& result, const formula::Bounds& bounds) {
  if (!bounds.known()) return;
  if (std::isfinite(bounds.low)) result.low = bounds.low;
  if (std::isfinite(bounds.high)) result.high = bounds.high;
  result.low_open = bounds.low_open;
  result.high_open = bounds.high_open;
}

Result input_result(const Analyte& analyte, const Column& column, std::size_t row) {
  Result result;
  result.id = analyte.id;
  result.name = analyte.name;
  result.analyte = &analyte;
  const Status status = column.status[row];
  if (analyte.is_category()) {
    if (status == Status::ok)
      result.category = analyte.categories[static_cast<std::size_t>(column.number[row])].id;
    return result;
  }
  if (status > Status::above) return result;
  result.unit = analyte.units[column.unit[row]].id;
  if (status == Status::ok) {
    result.value = column.number[row];
  } else {
    set_bounds(result, reported_bounds(column, row));
  }
  return result;
}

Result index_result(const PlannedIndex& planned, const IndexColumn& column, std::size_t row) {
  const Index& index = *planned.compiled->index;
  Result result;
  result.id = index.id;
  result.name = index.name;
  result.unit = index.unit;
  result.index = &index;
  if (column.cause[row] == Cause::none) result.value = column.value[row];
  if (column.cause[row] == Cause::bounds) set_bounds(result, column.bounds[row]);
  for (const formula::Series& series : planned.series)
    result.minutes.emplace_back(series.analyte, series.minutes);
  return result;
}

// The inputs without a value that a condition reads, directly or through other indices.
class MissingInputs {
 public:
  MissingInputs(const Plan& plan, const Block& block, const Evaluation& evaluation, std::size_t row)
      : plan_(plan), block_(block), evaluation_(evaluation), row_(row) {}

  std::vector<const Analyte*> of(const PlannedCondition& condition) {
    const auto slots = condition.when->inputs();
    for (std::size_t i = 0; i < slots.size(); ++i) look(slots[i], condition.arguments[i]);
    return std::move(found_);
  }

 private:
  void look(const formula::Slot& slot, std::size_t at) {
    if (at == kNone) return add(plan_.catalogue.analyte(slot.id));  // there is no such column
    if (at >= kBandSource) return look_at_band(at - kBandSource);
    if (at < kIndexSource) return look_at_input(plan_.converted[at].column);
    const CompiledIndex& index = *plan_.indices[at - kIndexSource].compiled;
    for (const Analyte* analyte : index.analytes) {
      const std::size_t column = plan_.input(analyte);
      column == kNone ? add(analyte) : look_at_input(column);
    }
  }

  void look_at_band(std::size_t at) {
    const PlannedScheme& scheme = plan_.criteria[at];
    look_at_input(scheme.column);
    if (evaluation_.criteria[at].band.cause[row_] == BandCause::sex_unknown)
      add(plan_.catalogue.analyte("sex"));
  }

  void look_at_input(std::size_t column) {
    if (block_.columns[column].status[row_] > Status::above) add(plan_.inputs[column]);
  }

  void add(const Analyte* analyte) {
    if (std::find(found_.begin(), found_.end(), analyte) == found_.end()) found_.push_back(analyte);
  }

  const Plan& plan_;
  const Block& block_;
  const Evaluation& evaluation_;
  std::size_t row_;
  std::vector<const Analyte*> found_;
};

std::vector<Criterion> criteria_of(const Plan& plan, const Block& block,
                                   const Evaluation& evaluation, const PlannedIndex& index,
                                   std::size_t row) {
  std::vector<Criterion> found;
  Workspace work;
  for (std::size_t i = 0; i < index.criteria.size(); ++i) {
    const formula::Bounds truth = truth_of(index.criteria[i], plan, block, evaluation, row, work);
    Criterion criterion{index.compiled->index->criteria[i], {}, {}};
    if (truth.exact())
      criterion.met = truth.low == 1;
    else
      criterion.missing = MissingInputs(plan, block, evaluation, row).of(index.criteria[i]);
    found.push_back(std::move(criterion));
  }
  return found;
}

BandResult band_result(const Plan& plan, const Block& block, const Evaluation& evaluation,
                       std::size_t at, std::size_t row) {
  const PlannedScheme& planned = plan.schemes[at];
  const BandColumn& column = evaluation.bands[at];
  const std::size_t variant = column.variant[row];
  BandResult result;
  result.scheme = planned.variants[variant];
  if (column.band[row] >= 0)
    result.band = &result.scheme->bands[static_cast<std::size_t>(column.band[row])];
  const std::size_t reported =
      planned.column == kNone ? 0 : block.columns[planned.column].unit[row];
  const PlannedLimits& limits = planned.limits[variant][reported];
  result.unit = planned.units[variant][limits.unit];
  result.converted = !limits.converter.identity();
  return result;
}

bool has_value(const Evaluation& evaluation, std::size_t scheme, std::size_t row) {
  return evaluation.bands[scheme].cause[row] != BandCause::no_value;
}

// Attaches the flags to the results they speak of, and keeps them in one list too.
void attach_flags(const Plan& plan, const Block& block, const Evaluation& evaluation,
                  std::size_t row, const std::vector<const Value*>& values, Assessment& out) {
  std::vector<RowFlag> flags;
  row_flags(plan, block, evaluation, row, kAllSources, flags);
  for (const RowFlag& raw : flags) {
    const Value* value = raw.of == RowFlag::Of::input ? values[raw.position] : nullptr;
    Flag flag{std::string(raw.quantity) + (raw.of_band() ? "_band" : ""), std::string(raw.kind),
              sentence(plan, evaluation, row, raw, value)};
    const auto owner = std::find_if(out.results.begin(), out.results.end(),
                                    [&](const Result& r) { return r.id == raw.quantity; });
    if (raw.of == RowFlag::Of::scheme && owner != out.results.end()) {
      const Scheme* scheme =
          plan.schemes[raw.position].variants[evaluation.bands[raw.position].variant[row]];
      for (BandResult& band : owner->bands) {
        if (band.scheme == scheme) band.flag = flag;
      }
    } else if (owner != out.results.end()) {
      owner->flags.push_back(flag);
    }
    out.flags.push_back(std::move(flag));
  }
}

// An index without its inputs has no flags of its own: it repeats those of each that it lacks.
void explain_missing(const Plan& plan, const Block& block, const Evaluation& evaluation,
                     std::size_t row, Assessment& out) {
  for (const std::size_t at : plan.requested) {
    if (evaluation.indices[at].cause[row] != Cause::input) continue;
    const PlannedIndex& planned = plan.indices[at];
    const auto result = std::find_if(out.results.begin(), out.results.end(), [&](const Result& r) {
      return r.index == planned.compiled->index;
    });
    for (std::size_t i = 0; i < planned.columns.size(); ++i) {
      const std::size_t column = planned.columns[i];
      const bool lacks =
          planned.optional[i] == 0 && block.columns[column].status[row] > Status::above;
      if (!lacks) continue;
      const Analyte& analyte = *plan.inputs[column];
      for (const Flag& flag : out.flags) {
        if (flag.quantity == analyte.id && is_problem(flag.kind))
          result->flags.push_back({analyte.id, flag.kind, analyte.name + ": " + flag.text});
      }
    }
  }
}

}  // namespace

Assessment describe(const Plan& plan, const Block& block, const Evaluation& evaluation,
                    std::size_t row, const std::vector<const Value*>& values, Findings found) {
  Assessment out;
  for (std::size_t at = 0; at < plan.inputs.size(); ++at) {
    const bool watched =
        std::find(plan.watched.begin(), plan.watched.end(), at) != plan.watched.end();
    const bool given = block.columns[at].status[row] != Status::missing;
    if (given || (watched && values[at] != nullptr)) {
      out.results.push_back(input_result(*plan.inputs[at], block.columns[at], row));
    }
  }
  for (const std::size_t at : plan.requested) {
    out.results.push_back(index_result(plan.indices[at], evaluation.indices[at], row));
    out.results.back().criteria = criteria_of(plan, block, evaluation, plan.indices[at], row);
  }
  for (std::size_t at = 0; at < plan.schemes.size(); ++at) {
    if (!has_value(evaluation, at, row)) continue;
    for (Result& result : out.results) {
      if (result.id == plan.schemes[at].quantity)
        result.bands.push_back(band_result(plan, block, evaluation, at, row));
    }
  }
  attach_flags(plan, block, evaluation, row, values, out);
  explain_missing(plan, block, evaluation, row, out);
  out.tags = std::move(found.tags);
  out.notes = std::move(found.notes);
  out.more_notes = std::move(found.more_notes);
  const auto& contexts = plan.catalogue.declarations().contexts;
  for (std::size_t i = 0; i < contexts.size(); ++i) {
    if ((evaluation.contexts[row] >> i & 1U) != 0) out.contexts.push_back(contexts[i].id);
  }
  return out;
}

}  // namespace metindex
