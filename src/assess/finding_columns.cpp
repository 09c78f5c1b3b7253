#include "assess/finding_columns.hpp"

#include <cmath>
#include <limits>

namespace metindex {
namespace {

using formula::Slot;

constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();

// Fills the column of one question; marks rows where the answer is a bound.
class Answerer {
 public:
  Answerer(const Block& block, const Evaluation& evaluation, Marks& bounded)
      : block_(block), evaluation_(evaluation), bounded_(bounded) {}

  // `schemes`: of the plan. Of a tag: of one that the plan does not have.
  void answer(const Question& q, const std::vector<PlannedScheme>& schemes, double* out) {
    switch (q.slot.kind) {
      case Slot::Kind::analyte: return q.input == kNone ? fill(kNotKnown, out) : number(q, out);
      case Slot::Kind::index: return q.index == kNone ? fill(kNotKnown, out) : index(q, out);
      case Slot::Kind::context:
        return each(out, [&](std::size_t row) {
          return (evaluation_.contexts[row] & q.context) != 0 ? 1.0 : 0.0;
        });
      case Slot::Kind::band: return band(q, schemes, out);
      case Slot::Kind::known: return status(q, out, [](Status s) { return s <= Status::above; });
      case Slot::Kind::censored:
        return status(q, out, [](Status s) { return s == Status::below || s == Status::above; });
      case Slot::Kind::implausible:
        return q.input == kNone ? fill(0, out)
                                : status(q, out, [](Status s) { return s == Status::implausible; });
      case Slot::Kind::tag: return fill(0, out);
    }
  }

 private:
  template <typename F>
  void each(double* out, F f) const {
    for (std::size_t row = 0; row < block_.rows; ++row) out[row] = f(row);
  }
  void fill(double value, double* out) const {
    each(out, [=](std::size_t) { return value; });
  }

  void number(const Question& q, double* out) {
    const Column& column = block_.columns[q.input];
    const bool category = q.converted.from.empty();
    each(out, [&](std::size_t row) {
      const Status status = column.status[row];
      if (status == Status::below || status == Status::above) bounded_[row] = 1;
      if (status != Status::ok) return kNotKnown;
      return category ? column.number[row] : q.converted.from[column.unit[row]](column.number[row]);
    });
  }

  void index(const Question& q, double* out) {
    const IndexColumn& column = evaluation_.indices[q.index];
    each(out, [&](std::size_t row) {
      if (column.cause[row] == Cause::bounds) bounded_[row] = 1;
      return column.cause[row] == Cause::none ? column.value[row] : kNotKnown;
    });
  }

  // The level in the first scheme of the quantity that gives a band.
  void band(const Question& q, const std::vector<PlannedScheme>& schemes, double* out) const {
    fill(kNotKnown, out);
    for (const std::size_t at : q.schemes) {
      const BandColumn& column = evaluation_.bands[at];
      for (std::size_t row = 0; row < block_.rows; ++row) {
        if (column.cause[row] != BandCause::none || !std::isnan(out[row])) continue;
        out[row] =
            schemes[at].levels[column.variant[row]][static_cast<std::size_t>(column.band[row])];
      }
    }
  }

  // Of an input by its status; of an index by whether it has a value, or bounds.
  template <typename F>
  void status(const Question& q, double* out, F is) {
    if (q.input != kNone) {
      const Column& column = block_.columns[q.input];
      return each(out, [&](std::size_t row) { return is(column.status[row]) ? 1.0 : 0.0; });
    }
    if (q.index == kNone) return fill(0, out);
    const IndexColumn& column = evaluation_.indices[q.index];
    each(out, [&](std::size_t row) {
      if (column.cause[row] == Cause::bounds) bounded_[row] = 1;
      const Status as_if = column.cause[row] == Cause::none ? Status::ok : Status::missing;
      return is(as_if) ? 1.0 : 0.0;
    });
  }

  const Block& block_;
  const Evaluation& evaluation_;
  Marks& bounded_;
};

}  // namespace

void FindingColumns::find(const Plan& plan, const Block& block, const Evaluation& evaluation) {
  bounded_.assign(block.rows, 0);
  answers_.resize(plan.questions.size());
  Answerer answerer(block, evaluation, bounded_);
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    if (plan.questions[i].tag != kNone) continue;  // the tag's own column answers
    answers_[i].resize(block.rows);
    answerer.answer(plan.questions[i], plan.schemes, answers_[i].data());
  }
  const auto run = [&](const PlannedFinding& finding, std::vector<double>& out) {
    arguments_.clear();
    for (const std::size_t at : finding.arguments) {
      const std::size_t tag = plan.questions[at].tag;
      arguments_.push_back((tag == kNone ? answers_[at] : tags_[tag]).data());
    }
    out.resize(block.rows);
    finding.when->evaluate(arguments_, block.rows, out.data(), scratch_);
    for (double& met : out) met = met == 1 ? 1 : 0;  // what is unknown is not met
  };
  tags_.resize(plan.tags.size());
  for (std::size_t i = 0; i < plan.tags.size(); ++i) run(plan.tags[i], tags_[i]);
  notes_.resize(plan.notes.size());
  for (std::size_t i = 0; i < plan.notes.size(); ++i) run(plan.notes[i], notes_[i]);
}

void FindingColumns::of(const Plan& plan, const Block& block, const Evaluation& evaluation,
                        std::size_t row, Findings& found) const {
  if (bounded_[row] != 0) {
    found = find_findings(plan, block, evaluation, row);
    return;
  }
  found.clear();
  for (std::size_t i = 0; i < tags_.size(); ++i) {
    if (tags_[i][row] == 1) found.tags.push_back(plan.tags[i].tag);
  }
  for (std::size_t i = 0; i < notes_.size(); ++i) {
    if (notes_[i][row] == 1) found.add(plan.notes[i].note, plan.options.notes);
  }
}

}  // namespace metindex
