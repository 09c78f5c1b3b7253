#include "assess/flags.hpp"

#include <algorithm>
#include <bit>

#include "text/each_cpu.hpp"
#include "text/text.hpp"

namespace metindex {
namespace {

template <typename Add>
void each_context(const Plan& plan, ContextSet set, Add add) {
  for (; set != 0; set &= set - 1)
    add(plan.context(static_cast<std::size_t>(std::countr_zero(set))).id);
}

void input_flags(const Plan& plan, const Block& block, const Evaluation& evaluation,
                 std::size_t row, std::size_t at, std::vector<RowFlag>& out) {
  const Analyte& analyte = *plan.inputs[at];
  const Column& column = block.columns[at];
  const auto add = [&](std::string_view kind) {
    out.push_back({analyte.id, kind, at, RowFlag::Of::input});
  };
  const Status status = column.status[row];
  if (status != Status::ok) {
    add(name_of(status));
  } else if (!analyte.is_category() &&
             !analyte.units[column.unit[row]].usual.contains(column.number[row])) {
    add("unusual");
  }
  if (status == Status::ok) each_context(plan, evaluation.contexts[row] & plan.cautions[at], add);
}

// Is the index known only in bounds because an input is a bound, and not because one is missing?
bool is_censored(const IndexColumn& column, const Block& block, std::size_t row) {
  const std::uint16_t at = column.detail[row];
  return at != kNoDetail && block.columns[at].status[row] <= Status::above;
}

void index_flags(const Plan& plan, const Block& block, const Evaluation& evaluation,
                 std::size_t row, std::size_t at, std::vector<RowFlag>& out) {
  const IndexColumn& column = evaluation.indices[at];
  const Index& index = *plan.indices[at].compiled->index;
  const auto add = [&](std::string_view kind) {
    out.push_back({index.id, kind, at, RowFlag::Of::index});
  };
  switch (column.cause[row]) {
    case Cause::none: break;
    case Cause::input: return;  // the input has its own flag
    case Cause::withheld: return add(plan.context(column.detail[row]).id);
    case Cause::outside_domain: return add("outside_domain");
    case Cause::bounds: add(is_censored(column, block, row) ? "censored" : "incomplete");
  }
  if (!column.doubt.empty() && column.doubt[row] == 1) add("doubtful");
  each_context(plan, evaluation.contexts[row] & plan.indices[at].caution, add);
}

void band_flag(const Plan& plan, const Evaluation& evaluation, std::size_t row, std::size_t at,
               std::vector<RowFlag>& out) {
  const BandColumn& column = evaluation.bands[at];
  const auto add = [&](std::string_view kind) {
    out.push_back({plan.schemes[at].quantity, kind, at, RowFlag::Of::scheme});
  };
  switch (column.cause[row]) {
    case BandCause::none:
    case BandCause::no_value:
    case BandCause::not_stated: return;
    case BandCause::withheld: return add(plan.context(column.detail[row]).id);
    case BandCause::outside_population: return add("outside_population");
    case BandCause::does_not_apply: return add("does_not_apply");
    case BandCause::sex_unknown: return add("sex_unknown");
    case BandCause::between_bands: return add("between_bands");
  }
}

// Sets the bit of one source in the rows that it has something to tell of.
class Marker {
 public:
  Marker(std::vector<FlagSources>& flagged, std::size_t source)
      : flagged_(flagged), bit_(FlagSources{1} << (source % 64)) {}

  void mark(std::size_t row) { flagged_[row] |= bit_; }
  void mark(const Rows& rows) {
    for (const std::uint32_t row : rows) mark(row);
  }
  template <typename F>
  void mark_where(F f) {
    FlagSources* const flagged = flagged_.data();
    const FlagSources bit = bit_;
    for (std::size_t row = 0; row < flagged_.size(); ++row) flagged[row] |= f(row) ? bit : 0;
  }

 private:
  std::vector<FlagSources>& flagged_;
  FlagSources bit_;
};

void mark_unusual(const Analyte& analyte, const Column& column, const ColumnSummary& summary,
                  Marker& marker) {
  const double* const number = column.number.data();
  const std::uint8_t* const in = column.unit.data();
  for (const std::uint8_t unit : summary.units) {
    const Range usual = analyte.units[unit].usual;
    const auto unusual = [=](std::size_t row) {
      return !((number[row] >= usual.low) & (number[row] <= usual.high));
    };
    if (summary.units.size() == 1) {
      marker.mark_where(unusual);
    } else {
      marker.mark_where([=](std::size_t row) { return (in[row] == unit) & unusual(row); });
    }
  }
}

void mark_contexts(const Evaluation& evaluation, ContextSet cautions, Marker& marker) {
  if ((evaluation.any_context & cautions) == 0) return;
  const ContextSet* const contexts = evaluation.contexts.data();
  marker.mark_where([=](std::size_t row) { return (contexts[row] & cautions) != 0; });
}

// Where a value is not plain there is a flag anyway: its number does not matter.
void mark_input(const Plan& plan, const Block& block, const Evaluation& evaluation, std::size_t at,
                Marker marker) {
  const Analyte& analyte = *plan.inputs[at];
  if (!analyte.is_category())
    mark_unusual(analyte, block.columns[at], evaluation.inputs[at], marker);
  marker.mark(evaluation.inputs[at].gaps);
  mark_contexts(evaluation, plan.cautions[at], marker);
}

// A gap has its own flag, or that of an input which is watched.
void mark_index(const Plan& plan, const Evaluation& evaluation, std::size_t at, Marker marker) {
  const IndexColumn& column = evaluation.indices[at];
  marker.mark(column.gaps);
  mark_contexts(evaluation, plan.indices[at].caution, marker);
  if (column.doubt.empty()) return;
  const double* const doubt = column.doubt.data();
  marker.mark_where([=](std::size_t row) { return doubt[row] == 1; });
}

void question_flag(const Plan& plan, const Block& block, std::size_t row, std::size_t at,
                   std::vector<RowFlag>& out) {
  const Status status = block.columns[at].status[row];
  if (status <= Status::missing) return;
  out.push_back({plan.inputs[at]->id, name_of(status), at, RowFlag::Of::input});
}

std::string context_sentence(const Plan& plan, std::string_view kind) {
  const Context* context = plan.catalogue.context(kind);
  return context == nullptr ? std::string(kind) : context->title + ": " + context->reason;
}

std::string input_sentence(const Plan& plan, const RowFlag& flag, const Value* value) {
  const Analyte& analyte = *plan.inputs[flag.position];
  if (flag.kind == "unusual") {
    const AnalyteUnit* unit = value == nullptr ? nullptr : analyte.find_unit(value->unit);
    if (unit == nullptr) return "unusual";
    return text::shortest(value->number) + " " + unit->id + " is unusual (" +
           text::shortest(unit->usual.low) + " to " + text::shortest(unit->usual.high) +
           "): is it a fasting sample, and the right unit?";
  }
  if (flag.kind == "censored")
    return "known only as '" + (value == nullptr ? "" : text::shown(text::trim(value->text))) + "'";
  if (flag.kind == "missing") return "no value";
  if (plan.catalogue.context(flag.kind) != nullptr) return context_sentence(plan, flag.kind);
  return value == nullptr ? std::string(flag.kind) : value->problem;
}

std::string scheme_sentence(const Plan& plan, const Evaluation& evaluation, std::size_t row,
                            const RowFlag& flag) {
  const PlannedScheme& planned = plan.schemes[flag.position];
  const Scheme& scheme = *planned.variants[evaluation.bands[flag.position].variant[row]];
  if (flag.kind == "outside_population") {
    std::vector<std::string> whom;
    if (planned.variants.size() == 1 && !scheme.sex.empty())
      whom.push_back("the sex " + scheme.sex);
    if (const std::string ages = scheme.ages(); !ages.empty()) whom.push_back(ages);
    return "the scheme " + scheme.id + " is for " + text::join(whom, ", ");
  }
  if (flag.kind == "does_not_apply")
    return "the scheme " + scheme.id + " applies only while " + scheme.applies;
  if (flag.kind == "sex_unknown") return "the scheme " + scheme.id + " differs by sex; give --sex";
  if (flag.kind == "between_bands") return "what is known of the value spans more than one band";
  return context_sentence(plan, flag.kind);
}

}  // namespace

bool is_problem(const Plan& plan, const RowFlag& flag) {
  const bool lost = flag.of == RowFlag::Of::input && plan.only_banded[flag.position] != 0 &&
                    flag.kind == name_of(Status::missing);
  return !lost && is_problem(flag.kind);
}

void row_flags(const Plan& plan, const Block& block, const Evaluation& evaluation, std::size_t row,
               FlagSources sources, std::vector<RowFlag>& out) {
  const std::size_t questioned = plan.watched.size();
  const std::size_t requested = questioned + plan.questioned.size();
  const std::size_t schemes = requested + plan.requested.size();
  const std::size_t end = schemes + plan.schemes.size();
  for (std::size_t first = 0; first < end; first += 64) {
    for (FlagSources left = sources; left != 0; left &= left - 1) {
      const std::size_t source = first + static_cast<std::size_t>(std::countr_zero(left));
      if (source >= end) break;
      if (source < questioned) {
        input_flags(plan, block, evaluation, row, plan.watched[source], out);
      } else if (source < requested) {
        question_flag(plan, block, row, plan.questioned[source - questioned], out);
      } else if (source < schemes) {
        index_flags(plan, block, evaluation, row, plan.requested[source - requested], out);
      } else {
        band_flag(plan, evaluation, row, source - schemes, out);
      }
    }
  }
}

METINDEX_EACH_CPU
void find_flagged(const Plan& plan, const Block& block, const Evaluation& evaluation,
                  std::vector<FlagSources>& flagged) {
  flagged.assign(block.rows, 0);
  std::size_t source = 0;
  const auto next = [&] { return Marker(flagged, source++); };
  for (const std::size_t at : plan.watched) mark_input(plan, block, evaluation, at, next());
  for (const std::size_t at : plan.questioned) {
    Marker marker = next();
    for (const std::uint32_t row : evaluation.inputs[at].gaps) {
      if (block.columns[at].status[row] > Status::missing) marker.mark(row);
    }
  }
  for (const std::size_t at : plan.requested) mark_index(plan, evaluation, at, next());
  for (const BandColumn& column : evaluation.bands) {
    const BandCause* const cause = column.cause.data();
    next().mark_where([=](std::size_t row) { return cause[row] > BandCause::not_stated; });
  }
}

std::string sentence(const Plan& plan, const Evaluation& evaluation, std::size_t row,
                     const RowFlag& flag, const Value* value) {
  if (flag.of == RowFlag::Of::input) return input_sentence(plan, flag, value);
  if (flag.of == RowFlag::Of::scheme) return scheme_sentence(plan, evaluation, row, flag);
  if (flag.kind == "outside_domain") {
    const Index& index = *plan.indices[flag.position].compiled->index;
    const std::string needs = plan.catalogue.needs_text(index);
    return needs.empty() ? "the formula has no value here" : "needs " + needs;
  }
  if (flag.kind == "censored") return "an input is known only as a bound";
  if (flag.kind == "incomplete") return "something it counts is not known";
  if (flag.kind == "doubtful") {
    const Index& index = *plan.indices[flag.position].compiled->index;
    return "doubtful (" + index.doubt + "): " +
           (index.doubt_reason.empty() ? "check the units, the fast and the sample"
                                       : index.doubt_reason);
  }
  return context_sentence(plan, flag.kind);
}

}  // namespace metindex
