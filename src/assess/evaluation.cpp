#include "assess/evaluation.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <span>

#include "assess/bands.hpp"
#include "assess/columns.hpp"

namespace metindex {
namespace {

using formula::Bounds;
using formula::Formula;

using formula::kUnknown;

const double* source(const Evaluation& out, const Workspace& work, std::size_t at) {
  if (at == kNone) return work.unknown.data();
  if (at >= kContextSource) return work.facts[at - kContextSource].data();
  if (at >= kBandSource) return out.criteria[at - kBandSource].level.data();
  return at >= kIndexSource ? out.indices[at - kIndexSource].value.data() : work.numbers[at];
}

void run(const Formula& formula, const std::vector<std::size_t>& sources, const Evaluation& out,
         std::size_t rows, double* result, Workspace& work) {
  work.arguments.clear();
  for (const std::size_t at : sources) work.arguments.push_back(source(out, work, at));
  formula.evaluate(work.arguments, rows, result, work.scratch);
}

Bounds bounds_of(const Plan& plan, const Block& block, const Evaluation& out, std::size_t at,
                 std::size_t row) {
  if (at == kNone) return {};
  if (at >= kContextSource)
    return Bounds::point(static_cast<double>(out.contexts[row] >> (at - kContextSource) & 1U));
  if (at >= kBandSource) {
    const double level = out.criteria[at - kBandSource].level[row];
    return std::isnan(level) ? Bounds{} : Bounds::point(level);
  }
  if (at < kIndexSource) return input_bounds(block, plan.converted[at], row);
  const IndexColumn& index = out.indices[at - kIndexSource];
  return index.cause[row] == Cause::none ? Bounds::point(index.value[row]) : index.bounds[row];
}

std::span<const Bounds> gather_bounds(const std::vector<std::size_t>& sources, const Plan& plan,
                                      const Block& block, const Evaluation& out, std::size_t row,
                                      Workspace& work) {
  work.bound_arguments.clear();
  for (const std::size_t at : sources)
    work.bound_arguments.push_back(bounds_of(plan, block, out, at, row));
  return work.bound_arguments;
}

Bounds run_bounds(const Formula& formula, const std::vector<std::size_t>& sources, const Plan& plan,
                  const Block& block, const Evaluation& out, std::size_t row, Workspace& work) {
  return formula.evaluate(gather_bounds(sources, plan, block, out, row, work), work.scratch);
}

// The contexts that a condition asks for, as numbers.
void find_facts(const PlannedCondition& condition, const Evaluation& out, Workspace& work) {
  const ContextSet* const contexts = out.contexts.data();
  for (const std::size_t at : condition.arguments) {
    if (at == kNone || at < kContextSource) continue;
    const std::size_t position = at - kContextSource;
    if (work.facts.size() <= position) work.facts.resize(position + 1);
    std::vector<double>& fact = work.facts[position];
    fact.resize(out.contexts.size());
    for (std::size_t row = 0; row < fact.size(); ++row)
      fact[row] = static_cast<double>(contexts[row] >> position & 1U);
  }
}

// The truth of a condition by row: 1, 0 or unknown; a bound may be enough to decide it.
void run_condition(const PlannedCondition& condition, const Plan& plan, const Block& block,
                   const Evaluation& out, double* result, Workspace& work) {
  find_facts(condition, out, work);
  run(*condition.when, condition.arguments, out, block.rows, result, work);
  for (const std::size_t at : condition.arguments) {
    if (at >= kIndexSource) continue;  // kNone too
    const std::size_t column = plan.converted[at].column;
    if (!out.inputs[column].censored) continue;
    for (const std::uint32_t row : out.inputs[column].gaps) {
      if (block.columns[column].status[row] > Status::above || !std::isnan(result[row])) continue;
      const Bounds truth =
          run_bounds(*condition.when, condition.arguments, plan, block, out, row, work);
      if (truth.exact()) result[row] = truth.low;
    }
  }
}

void find_contexts(const Plan& plan, const Block& block, Evaluation& out, Workspace& work) {
  const std::size_t rows = block.rows;
  out.contexts.resize(rows);
  ContextSet* const contexts = out.contexts.data();
  const ContextSet* const declared = block.declared.data();
  const ContextSet of_all = plan.declared;
  ContextSet any = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    contexts[row] = of_all | declared[row];
    any |= contexts[row];
  }
  const double* const truth = work.truth.data();
  for (const Plan::DerivedContext& context : plan.derived) {
    if (!context.condition.reads_inputs && (any & context.condition.contexts) == 0) continue;
    run_condition(context.condition, plan, block, out, work.truth.data(), work);
    const ContextSet bit = ContextSet{1} << context.position;
    for (std::size_t row = 0; row < rows; ++row) {
      const ContextSet found = truth[row] == 1 ? bit : 0;
      contexts[row] |= found;
      any |= found;
    }
  }
  out.any_context = any;
}

void find_where_it_applies(const PlannedScheme& scheme, const Plan& plan, const Block& block,
                           const Evaluation& out, Workspace& work) {
  work.applies.resize(scheme.variants.size());
  for (std::size_t i = 0; i < scheme.variants.size(); ++i) {
    const bool always = scheme.applies[i].when == nullptr;
    work.applies[i].resize(always ? 0 : block.rows);
    if (!always) run_condition(scheme.applies[i], plan, block, out, work.applies[i].data(), work);
  }
}

// Where some inputs may be missing: there are bounds, unless another input is missing or no number
// is known at all.
void judge_tolerant(const PlannedIndex& index, const Plan& plan, const Block& block,
                    IndexColumn& column, std::size_t row) {
  column.cause[row] = Cause::input;
  column.detail[row] = kNoDetail;
  bool any = false;
  for (std::size_t i = 0; i < index.columns.size(); ++i) {
    const std::size_t at = index.columns[i];
    const bool number = !plan.inputs[at]->is_category();
    const Status status = block.columns[at].status[row];
    any = any || (number && status <= Status::above);
    const bool first = column.detail[row] == kNoDetail;
    if (status != Status::ok && (index.optional[i] == 0 || (first && number)))
      column.detail[row] = static_cast<std::uint16_t>(at);
    if (status > Status::above && index.optional[i] == 0) return;
  }
  if (any) column.cause[row] = Cause::bounds;
}

// What stands in the way of a plain value, from the inputs alone.
void judge_inputs(const PlannedIndex& index, const Plan& plan, const Block& block,
                  const Evaluation& out, IndexColumn& column, std::size_t row) {
  column.cause[row] = Cause::none;
  if (const ContextSet withheld = out.contexts[row] & index.no_value; withheld != 0) {
    column.cause[row] = Cause::withheld;
    column.detail[row] = static_cast<std::uint16_t>(std::countr_zero(withheld));
    return;
  }
  if (index.tolerant) return judge_tolerant(index, plan, block, column, row);
  for (const std::size_t at : index.columns) {
    const Status status = block.columns[at].status[row];
    if (status == Status::ok || column.cause[row] == Cause::input) continue;
    const bool censored = status == Status::below || status == Status::above;
    column.cause[row] = censored ? Cause::bounds : Cause::input;
    column.detail[row] = static_cast<std::uint16_t>(at);
  }
}

// Workspace::truth has that of the domain; where it is not plain, bounds may tell.
bool surely_outside(const PlannedIndex& index, const Plan& plan, const Block& block,
                    const Evaluation& out, std::size_t row, Workspace& work) {
  if (!index.compiled->needs) return false;
  if (!std::isnan(work.truth[row])) return work.truth[row] == 0;
  const Bounds domain =
      run_bounds(*index.compiled->needs, index.domain, plan, block, out, row, work);
  return domain.exact() && domain.low == 0;
}

// What is known may be enough: a value then.
void settle_tolerant(const PlannedIndex& index, const Plan& plan, const Block& block,
                     const Evaluation& out, IndexColumn& column, std::size_t row, Workspace& work) {
  if (surely_outside(index, plan, block, out, row, work)) {
    column.cause[row] = Cause::outside_domain;
    return;
  }
  const Bounds bounds = work.answers.get(
      gather_bounds(index.arguments, plan, block, out, row, work),
      [&](auto given) { return index.compiled->value.evaluate(given, work.scratch); });
  if (bounds.exact()) {
    column.cause[row] = Cause::none;
    column.value[row] = bounds.low;
  } else {
    column.bounds[row] = bounds;
  }
}

void settle(const PlannedIndex& index, const Plan& plan, const Block& block, const Evaluation& out,
            IndexColumn& column, std::size_t row, Workspace& work) {
  column.value[row] = kUnknown;
  column.bounds[row] = {};
  if (column.cause[row] == Cause::none) {  // so it is the value that is not plain
    column.cause[row] = Cause::outside_domain;
  } else if (column.cause[row] == Cause::bounds) {
    if (index.tolerant) return settle_tolerant(index, plan, block, out, column, row, work);
    Bounds bounds = run_bounds(index.compiled->value, index.arguments, plan, block, out, row, work);
    if (index.compiled->needs) {
      const Bounds domain =
          run_bounds(*index.compiled->needs, index.domain, plan, block, out, row, work);
      if (domain.exact() && domain.low == 0) column.cause[row] = Cause::outside_domain;
      if (!domain.exact() || domain.low != 1) bounds = {};
    }
    column.bounds[row] = bounds;
  }
}

// Lists the rows that have no plain value: an input without one, a context that withholds it, or
// outside the domain.
void find_gaps(const PlannedIndex& index, const Evaluation& out, std::size_t rows,
               IndexColumn& column, Workspace& work) {
  work.marks.assign(rows, 0);
  for (std::size_t i = 0; i < index.columns.size(); ++i) {
    if (index.optional[i] == 0) mark(out.inputs[index.columns[i]].gaps, work.marks);
  }
  if ((out.any_context & index.no_value) != 0) {
    mark_where([contexts = out.contexts.data(), withheld = index.no_value](
                   std::size_t row) { return (contexts[row] & withheld) != 0; },
               work.marks);
  }
  constexpr double kHighest = std::numeric_limits<double>::max();
  const double* const value = column.value.data();
  mark_where([=](std::size_t row) { return !(std::fabs(value[row]) <= kHighest); }, work.marks);
  if (index.compiled->needs) {
    const double* const truth = work.truth.data();
    if (index.tolerant)
      mark_where([=](std::size_t row) { return truth[row] == 0; }, work.marks);
    else
      mark_where([=](std::size_t row) { return truth[row] != 1; }, work.marks);
  }
  gather(work.marks.data(), rows, column.gaps);
}

// What is set in some rows alone need not be made anew for a shorter block and the one behind it.
template <typename T>
void grow(std::vector<T>& column, std::size_t rows) {
  if (column.size() < rows) column.resize(rows);
}

void compute_index(const PlannedIndex& index, const Plan& plan, const Block& block, Evaluation& out,
                   IndexColumn& column, Workspace& work) {
  const std::size_t rows = block.rows;
  column.value.resize(rows);
  grow(column.detail, rows);
  grow(column.bounds, rows);
  column.cause.assign(rows, Cause::none);
  run(index.compiled->value, index.arguments, out, rows, column.value.data(), work);
  if (index.compiled->needs)
    run(*index.compiled->needs, index.domain, out, rows, work.truth.data(), work);
  find_gaps(index, out, rows, column, work);
  if (index.tolerant) work.answers.forget();
  for (const std::uint32_t row : column.gaps) {
    judge_inputs(index, plan, block, out, column, row);
    settle(index, plan, block, out, column, row, work);
  }
  if (!index.tolerant) return;
  const auto settled = [&](std::uint32_t row) { return column.cause[row] == Cause::none; };
  column.gaps.erase(std::remove_if(column.gaps.begin(), column.gaps.end(), settled),
                    column.gaps.end());
}

void find_criterion(const PlannedScheme& scheme, const Plan& plan, const Block& block,
                    const Evaluation& out, CriterionColumn& column, Workspace& work) {
  find_where_it_applies(scheme, plan, block, out, work);
  classify(plan, block, scheme, out, work, column.band);
  column.level.assign(block.rows, kUnknown);
  for (std::size_t row = 0; row < block.rows; ++row) {
    const std::int16_t band = column.band.band[row];
    if (band >= 0)
      column.level[row] = scheme.levels[column.band.variant[row]][static_cast<std::size_t>(band)];
  }
}

void find_doubts(const PlannedIndex& index, const Plan& plan, const Block& block, Evaluation& out,
                 IndexColumn& column, Workspace& work) {
  const auto& doubt = index.compiled->doubt;
  column.doubt.resize(doubt ? block.rows : 0);
  if (!doubt) return;
  run(*doubt, index.doubt, out, block.rows, column.doubt.data(), work);
  for (const std::uint32_t row : column.gaps) {
    if (column.cause[row] != Cause::bounds) continue;
    const Bounds truth = run_bounds(*doubt, index.doubt, plan, block, out, row, work);
    column.doubt[row] = truth.exact() ? truth.low : kUnknown;
  }
}

}  // namespace

Bounds truth_of(const PlannedCondition& condition, const Plan& plan, const Block& block,
                const Evaluation& evaluation, std::size_t row, Workspace& work) {
  return run_bounds(*condition.when, condition.arguments, plan, block, evaluation, row, work);
}

void evaluate(const Plan& plan, const Block& block, Evaluation& out, Workspace& work) {
  work.unknown.assign(block.rows, kUnknown);
  work.truth.resize(block.rows);
  summarise(block, out);
  convert_inputs(plan, block, out, work);
  find_ages(plan, block, out, work);
  find_contexts(plan, block, out, work);
  out.criteria.resize(plan.criteria.size());
  for (std::size_t i = 0; i < plan.criteria.size(); ++i)
    find_criterion(plan.criteria[i], plan, block, out, out.criteria[i], work);
  out.indices.resize(plan.indices.size());
  for (std::size_t i = 0; i < plan.indices.size(); ++i) {
    compute_index(plan.indices[i], plan, block, out, out.indices[i], work);
    find_doubts(plan.indices[i], plan, block, out, out.indices[i], work);
  }
  out.bands.resize(plan.schemes.size());
  for (std::size_t i = 0; i < plan.schemes.size(); ++i) {
    find_where_it_applies(plan.schemes[i], plan, block, out, work);
    classify(plan, block, plan.schemes[i], out, work, out.bands[i]);
  }
}

}  // namespace metindex
