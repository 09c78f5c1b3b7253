#include "assess/columns.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace metindex {
namespace {

using formula::Bounds;

using formula::kUnknown;

// The units of the rows that have a number or a bound; the others are not looked at.
void find_units(const Column& column, std::size_t rows, std::vector<std::uint8_t>& units) {
  units.clear();
  const Status* const status = column.status.data();
  const std::uint8_t* const unit = column.unit.data();
  const auto first =
      std::find_if(status, status + rows, [](Status s) { return s <= Status::above; });
  if (first == status + rows) return;
  units.push_back(unit[first - status]);
  std::uint8_t differs = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto other = static_cast<std::uint8_t>(unit[row] ^ units.front());
    differs = static_cast<std::uint8_t>(differs | (status[row] <= Status::above ? other : 0));
  }
  if (differs == 0) return;
  std::array<bool, std::numeric_limits<std::uint8_t>::max() + 1> seen{};
  for (std::size_t row = 0; row < rows; ++row) {
    if (status[row] <= Status::above) seen[unit[row]] = true;
  }
  units.clear();
  for (std::size_t at = 0; at < seen.size(); ++at) {
    if (seen[at]) units.push_back(static_cast<std::uint8_t>(at));
  }
}

// The column in the formula's unit, row by row where several units are mixed.
void convert(const ConvertedInput& input, const Column& column, const ColumnSummary& summary,
             std::size_t rows, std::vector<double>& out, std::vector<double>& other_unit) {
  out.resize(rows);
  const double* const number = column.number.data();
  const panel::Converter same;
  for (std::size_t i = 0; i < summary.units.size(); ++i) {
    const std::uint8_t wanted = summary.units[i];
    const panel::Converter& way = input.from.empty() ? same : input.from[wanted];
    if (i == 0) {
      way.apply(number, rows, out.data());
      continue;
    }
    other_unit.resize(rows);
    way.apply(number, rows, other_unit.data());
    const std::uint8_t* const unit = column.unit.data();
    double* const to = out.data();
    for (std::size_t row = 0; row < rows; ++row)
      to[row] = unit[row] == wanted ? other_unit[row] : to[row];
  }
  for (const std::uint32_t row : summary.gaps) out[row] = kUnknown;
}

Bounds bounds_of(const Column& column, std::size_t row, double zero, double x) {
  const bool closed = column.inclusive[row] != 0;
  switch (column.status[row]) {
    case Status::ok: return Bounds::point(x);
    // A measured amount is above zero; a scale with an offset keeps its offset there.
    case Status::below: return {zero, x, true, !closed};
    case Status::above: return {x, std::numeric_limits<double>::infinity(), !closed, true};
    default: break;
  }
  return {};
}

}  // namespace

ConvertedInput convert_input(const Analyte& analyte, std::size_t column, const std::string& unit,
                             const panel::Factors& factors) {
  ConvertedInput input{column, unit, {}};
  for (const AnalyteUnit& from : analyte.units) {
    const auto way =
        panel::find_converter(analyte, from.id, unit.empty() ? from.id : unit, factors);
    input.from.push_back(way.value_or(panel::Converter{}));
  }
  return input;
}

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

void summarise(const Block& block, Evaluation& out) {
  out.inputs.resize(block.columns.size());
  for (std::size_t at = 0; at < block.columns.size(); ++at) {
    const Column& column = block.columns[at];
    ColumnSummary& summary = out.inputs[at];
    summary.gaps.clear();
    summary.censored = false;
    summary.units.clear();
    if (!column.is_read) continue;
    gather(column.status.data(), block.rows, summary.gaps);
    summary.censored =
        std::any_of(summary.gaps.begin(), summary.gaps.end(),
                    [&](std::uint32_t row) { return column.status[row] <= Status::above; });
    find_units(column, block.rows, summary.units);
  }
}

void convert_inputs(const Plan& plan, const Block& block, const Evaluation& evaluation,
                    Workspace& work) {
  work.numbers.resize(plan.converted.size());
  work.converted.resize(plan.converted.size());
  for (std::size_t i = 0; i < plan.converted.size(); ++i) {
    const ConvertedInput& input = plan.converted[i];
    const ColumnSummary& summary = evaluation.inputs[input.column];
    const auto identity = [&](std::uint8_t unit) {
      return input.from.empty() || input.from[unit].identity();
    };
    const bool as_it_is =
        summary.gaps.empty() && std::all_of(summary.units.begin(), summary.units.end(), identity);
    const Column& column = block.columns[input.column];
    if (!as_it_is) convert(input, column, summary, block.rows, work.converted[i], work.other_unit);
    work.numbers[i] = as_it_is ? column.number.data() : work.converted[i].data();
  }
}

void find_ages(const Plan& plan, const Block& block, const Evaluation& evaluation,
               Workspace& work) {
  if (plan.age == kNone) return;
  const std::vector<double>& reported = block.columns[plan.age].number;
  const Rows& gaps = evaluation.inputs[plan.age].gaps;
  work.age = reported.data();
  if (gaps.empty()) return;
  work.known_ages.assign(reported.begin(), reported.end());
  for (const std::uint32_t row : gaps) work.known_ages[row] = kUnknown;
  work.age = work.known_ages.data();
}

Bounds reported_bounds(const Column& column, std::size_t row) {
  return bounds_of(column, row, 0, column.number[row]);
}

Bounds input_bounds(const Block& block, const ConvertedInput& input, std::size_t row) {
  const Column& column = block.columns[input.column];
  if (input.from.empty()) return reported_bounds(column, row);
  const panel::Converter& way = input.from[column.unit[row]];
  return bounds_of(column, row, way(0), way(column.number[row]));
}

}  // namespace metindex
