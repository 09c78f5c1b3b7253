#include "assess/evaluation.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "assess/bands.hpp"

namespace metindex {
namespace {

using formula::Bounds;
using formula::Formula;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

void convert_inputs(const Plan& plan, const Block& block, Workspace& work) {
  work.converted.resize(plan.converted.size());
  for (std::size_t i = 0; i < plan.converted.size(); ++i) {
    const ConvertedInput& input = plan.converted[i];
    const Column& column = block.columns[input.column];
    std::vector<double>& out = work.converted[i];
    out.resize(block.rows);
    for (std::size_t row = 0; row < block.rows; ++row) {
      const bool plain = input.from.empty() || input.from[column.unit[row]].identity();
      const double x = column.number[row];
      out[row] = column.status[row] != Status::ok ? kUnknown
                                                  : (plain ? x : input.from[column.unit[row]](x));
    }
  }
}

const double* source(const Evaluation& out, const Workspace& work, std::size_t at) {
  if (at == kNone) return work.unknown.data();
  return at >= kIndexSource ? out.indices[at - kIndexSource].value.data()
                            : work.converted[at].data();
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

bool any_censored(const PlannedCondition& condition, const Plan& plan, const Block& block,
                  std::size_t row) {
  return std::any_of(condition.arguments.begin(), condition.arguments.end(), [&](std::size_t at) {
    if (at >= kIndexSource) return false;  // kNone too
    const Status status = block.columns[plan.converted[at].column].status[row];
    return status == Status::below || status == Status::above;
  });
}

// The truth of a condition by row: 1, 0 or unknown; a bound may be enough to decide it.
void run_condition(const PlannedCondition& condition, const Plan& plan, const Block& block,
                   const Evaluation& out, double* result, Workspace& work) {
  run(*condition.when, condition.arguments, out, block.rows, result, work);
  for (std::size_t row = 0; row < block.rows; ++row) {
    if (!std::isnan(result[row]) || !any_censored(condition, plan, block, row)) continue;
    const Bounds truth =
        run_bounds(*condition.when, condition.arguments, plan, block, out, row, work);
    if (truth.exact()) result[row] = truth.low;
  }
}

void find_contexts(const Plan& plan, const Block& block, Evaluation& out, Workspace& work) {
  out.contexts.resize(block.rows);
  for (std::size_t row = 0; row < block.rows; ++row)
    out.contexts[row] = plan.declared | block.declared[row];
  for (const Plan::DerivedContext& context : plan.derived) {
    run_condition(context.condition, plan, block, out, work.truth.data(), work);
    for (std::size_t row = 0; row < block.rows; ++row) {
      if (work.truth[row] == 1) out.contexts[row] |= ContextSet{1} << context.position;
    }
  }
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
            IndexColumn& column, std::size_t row, bool in_domain, Workspace& work) {
  if (column.cause[row] == Cause::bounds) {
    Bounds bounds = run_bounds(index.compiled->value, index.arguments, plan, block, out, row, work);
    if (index.compiled->needs) {
      const Bounds domain =
          run_bounds(*index.compiled->needs, index.domain, plan, block, out, row, work);
      if (domain.exact() && domain.low == 0) column.cause[row] = Cause::outside_domain;
      if (!domain.exact() || domain.low != 1) bounds = {};
    }
    column.bounds[row] = bounds;
  } else if (column.cause[row] == Cause::none &&
             (!in_domain || !std::isfinite(column.value[row]))) {
    column.cause[row] = Cause::outside_domain;
  }
  if (column.cause[row] != Cause::none) column.value[row] = kUnknown;
}

void compute_index(const PlannedIndex& index, const Plan& plan, const Block& block, Evaluation& out,
                   IndexColumn& column, Workspace& work) {
  const std::size_t rows = block.rows;
  column.value.resize(rows);
  column.cause.resize(rows);
  column.detail.resize(rows);
  column.bounds.assign(rows, Bounds{});
  run(index.compiled->value, index.arguments, out, rows, column.value.data(), work);
  if (index.compiled->needs)
    run(*index.compiled->needs, index.domain, out, rows, work.truth.data(), work);
  for (std::size_t row = 0; row < rows; ++row) {
    judge_inputs(index, block, out, column, row);
    settle(index, plan, block, out, column, row, !index.compiled->needs || work.truth[row] == 1,
           work);
  }
}

void find_doubts(const PlannedIndex& index, const Plan& plan, const Block& block, Evaluation& out,
                 IndexColumn& column, Workspace& work) {
  const auto& doubt = index.compiled->doubt;
  column.doubt.resize(doubt ? block.rows : 0);
  if (!doubt) return;
  run(*doubt, index.doubt, out, block.rows, column.doubt.data(), work);
  for (std::size_t row = 0; row < block.rows; ++row) {
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

void Column::resize(std::size_t rows) {
  number.resize(rows);
  status.assign(rows, Status::missing);
  unit.assign(rows, 0);
  inclusive.assign(rows, 0);
}

void Block::resize(const Plan& plan, std::size_t new_rows) {
  rows = new_rows;
  columns.resize(plan.inputs.size());
  for (Column& column : columns) column.resize(new_rows);
  declared.assign(new_rows, 0);
}

Bounds input_bounds(const Block& block, const ConvertedInput& input, std::size_t row) {
  const Column& column = block.columns[input.column];
  const double x = column.number[row];
  const auto convert = [&](double value) {
    return input.from.empty() ? value : input.from[column.unit[row]](value);
  };
  const bool closed = column.inclusive[row] != 0;
  switch (column.status[row]) {
    case Status::ok: return Bounds::point(convert(x));
    // A measured amount is above zero; a scale with an offset keeps its offset there.
    case Status::below: return {convert(0), convert(x), true, !closed};
    case Status::above: return {convert(x), std::numeric_limits<double>::infinity(), !closed, true};
    default: break;
  }
  return {};
}

void evaluate(const Plan& plan, const Block& block, Evaluation& out, Workspace& work) {
  work.unknown.assign(block.rows, kUnknown);
  work.truth.resize(block.rows);
  convert_inputs(plan, block, work);
  find_contexts(plan, block, out, work);
  out.indices.resize(plan.indices.size());
  for (std::size_t i = 0; i < plan.indices.size(); ++i) {
    compute_index(plan.indices[i], plan, block, out, out.indices[i], work);
    find_doubts(plan.indices[i], plan, block, out, out.indices[i], work);
  }
  out.bands.resize(plan.schemes.size());
  for (std::size_t i = 0; i < plan.schemes.size(); ++i) {
    find_where_it_applies(plan.schemes[i], plan, block, out, work);
    classify(plan, block, plan.schemes[i], out, work.applies, out.bands[i]);
  }
}

}  // namespace metindex
