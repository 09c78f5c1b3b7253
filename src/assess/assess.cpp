// A single panel is a block of one row; its evaluation is told as an Assessment.
#include "metindex/assess.hpp"

#include <algorithm>
#include <cmath>

#include "assess/describe.hpp"
#include "assess/evaluation.hpp"

namespace metindex {
namespace {

Block to_block(const Plan& plan, const Panel& panel) {
  Block block;
  block.resize(plan, 1);
  for (const Panel::Entry& entry : panel.entries()) {
    const std::size_t at = plan.input(entry.analyte);
    if (at == kNone) continue;
    Column& column = block.columns[at];
    column.number[0] = entry.value.number;
    column.status[0] = entry.value.status;
    column.inclusive[0] = entry.value.inclusive ? 1 : 0;
    const auto& units = entry.analyte->units;
    const auto unit = std::find_if(units.begin(), units.end(),
                                   [&](const AnalyteUnit& u) { return u.id == entry.value.unit; });
    if (unit != units.end()) column.unit[0] = static_cast<std::uint8_t>(unit - units.begin());
  }
  for (const std::string& id : panel.contexts()) {
    block.declared[0] |= context_bit(plan.catalogue.declarations(), id);
  }
  return block;
}

// Areas over whatever samples there are: of this panel, read or not.
std::shared_ptr<const Plan> plan_for(const std::shared_ptr<const Plan>& plan, const Panel& panel) {
  if (!plan->has_open_series()) return plan;
  std::vector<const Analyte*> sampled;
  for (const Panel::Entry& entry : panel.entries()) {
    const bool later = !entry.analyte->family.empty();
    if (later && entry.value.status != Status::missing) sampled.push_back(entry.analyte);
  }
  if (sampled.empty()) return plan;
  // The options made a plan before: they do so again.
  return std::make_shared<const Plan>(
      *Plan::make(plan->catalogue, plan->options, nullptr, &sampled));
}

}  // namespace

Expected<Assessor> Assessor::make(const Catalogue& catalogue, const Options& options) {
  Expected<Plan> plan = Plan::make(catalogue, options);
  if (!plan) return Error{plan.error()};
  return Assessor(std::make_shared<const Plan>(*std::move(plan)));
}

Assessment Assessor::assess(const Panel& panel) const {
  const std::shared_ptr<const Plan> plan = plan_for(plan_, panel);
  const Block block = to_block(*plan, panel);
  std::vector<const Value*> values;
  for (const Analyte* analyte : plan->inputs) values.push_back(panel.find(analyte->id));
  Evaluation evaluation;
  Workspace work;
  evaluate(*plan, block, evaluation, work);
  return describe(*plan, block, evaluation, 0, values, find_findings(*plan, block, evaluation, 0));
}

const Result* Assessment::find(std::string_view id) const {
  const auto found =
      std::find_if(results.begin(), results.end(), [&](const Result& r) { return r.id == id; });
  return found == results.end() ? nullptr : &*found;
}

Assessment assess(const Catalogue& catalogue, const Panel& panel) {
  return Assessor::make(catalogue)->assess(panel);
}

}  // namespace metindex
