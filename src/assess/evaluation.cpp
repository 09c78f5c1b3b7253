#include "assess/evaluation.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "assess/bands.hpp"
#include "assess/columns.hpp"

namespace metindex {
namespace {

using formula::Bounds;
using formula::Formula;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

const double* source(const Evaluation& out, const Workspace& work, std::size_t at) {
  if (at == kNone) return work.unknown.data();
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
  if (at < kIndexSource) return input_bounds(block, plan.converted[at], row);
  const IndexColumn& index = out.indices[at - kIndexSource];
  return index.cause[row] == Cause::none ? Bounds::point(index.value[row]) : index.bounds[row];
}

Bounds run_bounds(const Formula& formula, const std::vector<std::size_t>& sources, const Plan& plan,
                  const Block& block, const Evaluation& out, std::size_t row, Workspace& work) {
  work.bound_arguments.clear();
  for (const std::size_t at : sources)
    work.bound_arguments.push_back(bounds_of(plan, block, out, at, row));
  return formula.evaluate(work.bound_arguments, work.scratch);
}

// The truth of a condition by row: 1, 0 or unknown; a bound may be enough to decide it.
void run_condition(const PlannedCondition& condition, const Plan& plan, const Block& block,
                   const Evaluation& out, double* result, Workspace& work) {
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

// What stands in the way of a plain value, from the inputs alone.
void judge_inputs(const PlannedIndex& index, const Block& block, const Evaluation& out,
                  IndexColumn& column, std::size_t row) {
  column.cause[row] = Cause::none;
  if (const ContextSet withheld = out.contexts[row] & index.no_value; withheld != 0) {
    column.cause[row] = Cause::withheld;
    column.detail[row] = static_cast<std::uint16_t>(std::countr_zero(withheld));
    return;
  }
  for (const std::size_t at : index.columns) {
    const Status status = block.columns[at].status[row];
    if (status == Status::ok || column.cause[row] == Cause::input) continue;
    const bool censored = status == Status::below || status == Status::above;
    column.cause[row] = censored ? Cause::bounds : Cause::input;
    column.detail[row] = static_cast<std::uint16_t>(at);
  }
}

void settle(const PlannedIndex& index, const Plan& plan, const Block& block, const Evaluation& out,
            IndexColumn& column, std::size_t row, Workspace& work) {
  column.value[row] = kUnknown;
  column.bounds[row] = {};
  if (column.cause[row] == Cause::none) {  // so it is the value that is not plain
    column.cause[row] = Cause::outside_domain;
  } else if (column.cause[row] == Cause::bounds) {
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
  for (const std::size_t at : index.columns) mark(out.inputs[at].gaps, work.marks);
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
    mark_where([=](std::size_t row) { return truth[row] != 1; }, work.marks);
  }
  gather(work.marks.data(), rows, column.gaps);
}

void compute_index(const PlannedIndex& index, const Plan& plan, const Block& block, Evaluation& out,
                   IndexColumn& column, Workspace& work) {
  const std::size_t rows = block.rows;
  column.value.resize(rows);
  column.detail.resize(rows);
  column.bounds.resize(rows);
  column.cause.assign(rows, Cause::none);
  run(index.compiled->value, index.arguments, out, rows, column.value.data(), work);
  if (index.compiled->needs)
    run(*index.compiled->needs, index.domain, out, rows, work.truth.data(), work);
  find_gaps(index, out, rows, column, work);
  for (const std::uint32_t row : column.gaps) {
    judge_inputs(index, block, out, column, row);
    settle(index, plan, block, out, column, row, work);
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

void find_where_it_applies(const PlannedScheme& scheme, const Plan& plan, const Block& block,
                           const Evaluation& out, Workspace& work) {
  work.applies.resize(scheme.variants.size());
  for (std::size_t i = 0; i < scheme.variants.size(); ++i) {
    const bool always = scheme.applies[i].when == nullptr;
    work.applies[i].resize(always ? 0 : block.rows);
    if (!always) run_condition(scheme.applies[i], plan, block, out, work.applies[i].data(), work);
  }
}

}  // namespace

void evaluate(const Plan& plan, const Block& block, Evaluation& out, Workspace& work) {
  work.unknown.assign(block.rows, kUnknown);
  work.truth.resize(block.rows);
  summarise(block, out);
  convert_inputs(plan, block, out, work);
  find_ages(plan, block, out, work);
  find_contexts(plan, block, out, work);
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
