#include "assess/notes.hpp"

#include <algorithm>
#include <tuple>

#include "loader/note_words.hpp"

namespace metindex {
namespace {

using formula::Bounds;
using formula::Slot;

std::size_t urgency(const Note& note) {
  const auto& order = loader::kPriorities;
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), note.priority) -
                                  order.begin());
}

Question find_answer(const Plan& plan, const Slot& slot) {
  Question question;
  question.slot = slot;
  question.input = plan.input(plan.catalogue.compiled().symbols.analyte(slot.id));
  for (std::size_t i = plan.indices.size(); i-- > 0;) {
    if (plan.indices[i].compiled->index->id == slot.id) question.index = i;
  }
  if (slot.kind == Slot::Kind::analyte && question.input != kNone) {
    question.converted = convert_input(*plan.inputs[question.input], question.input, slot.unit,
                                       plan.options.factors);
  }
  for (std::size_t i = 0; i < plan.tags.size() && slot.kind == Slot::Kind::tag; ++i) {
    if (plan.tags[i].tag->id == slot.id) question.tag = i;
  }
  if (slot.kind == Slot::Kind::context)
    question.context = context_bit(plan.catalogue.declarations(), slot.id);
  for (std::size_t i = 0; i < plan.schemes.size() && slot.kind == Slot::Kind::band; ++i) {
    if (plan.schemes[i].quantity == slot.id) question.schemes.push_back(i);
  }
  return question;
}

std::size_t ask(Plan& plan, const Slot& slot) {
  const auto same = [&](const Question& q) { return q.slot.same(slot); };
  const auto found = std::find_if(plan.questions.begin(), plan.questions.end(), same);
  const auto at = static_cast<std::size_t>(found - plan.questions.begin());
  if (found == plan.questions.end()) plan.questions.push_back(find_answer(plan, slot));
  return at;
}

PlannedFinding planned(Plan& plan, const CompiledCondition& condition) {
  PlannedFinding finding{condition.tag, condition.note, &condition.when, {}};
  for (const Slot& slot : condition.when.inputs()) finding.arguments.push_back(ask(plan, slot));
  return finding;
}

Bounds truth(bool value) { return Bounds::point(value ? 1 : 0); }

// Answers the slots of conditions for one row.
class Row {
 public:
  Row(const Plan& plan, const Block& block, const Evaluation& evaluation, std::size_t row)
      : plan_(plan), block_(block), evaluation_(evaluation), row_(row) {
    for (const PlannedFinding& planned : plan.tags) tags_.push_back(meets(planned));
  }

  // A condition that is unknown is not met.
  [[nodiscard]] bool meets(const PlannedFinding& planned) {
    arguments_.clear();
    for (const std::size_t at : planned.arguments)
      arguments_.push_back(answer(plan_.questions[at]));
    const Bounds met = planned.when->evaluate(arguments_, scratch_);
    return met.exact() && met.low == 1;
  }
  [[nodiscard]] bool has_tag(std::size_t at) const { return tags_[at]; }

 private:
  [[nodiscard]] Bounds answer(const Question& question) const {
    switch (question.slot.kind) {
      case Slot::Kind::analyte:
        return question.input == kNone ? Bounds{} : input_bounds(block_, question.converted, row_);
      case Slot::Kind::index: return index(question);
      case Slot::Kind::context: return truth((evaluation_.contexts[row_] & question.context) != 0);
      case Slot::Kind::band: return band(question);
      case Slot::Kind::known: return truth(known(question));
      case Slot::Kind::censored: return truth(censored(question));
      case Slot::Kind::implausible:
        return truth(question.input != kNone && status(question) == Status::implausible);
      case Slot::Kind::tag: return truth(question.tag != kNone && tags_[question.tag]);
    }
    return {};
  }

  [[nodiscard]] Status status(const Question& question) const {
    return block_.columns[question.input].status[row_];
  }

  [[nodiscard]] Bounds index(const Question& question) const {
    if (question.index == kNone) return {};
    const IndexColumn& column = evaluation_.indices[question.index];
    return column.cause[row_] == Cause::none ? Bounds::point(column.value[row_])
                                             : column.bounds[row_];
  }

  // The level in the first scheme of the quantity that gives a band.
  [[nodiscard]] Bounds band(const Question& question) const {
    for (const std::size_t at : question.schemes) {
      const BandColumn& column = evaluation_.bands[at];
      if (column.cause[row_] != BandCause::none) continue;
      return Bounds::point(plan_.schemes[at].levels[column.variant[row_]]
                                                   [static_cast<std::size_t>(column.band[row_])]);
    }
    return {};
  }

  [[nodiscard]] bool known(const Question& question) const {
    if (question.input != kNone) return status(question) <= Status::above;
    return index(question).known();
  }

  [[nodiscard]] bool censored(const Question& question) const {
    if (question.input != kNone)
      return status(question) == Status::below || status(question) == Status::above;
    return question.index != kNone &&
           evaluation_.indices[question.index].cause[row_] == Cause::bounds;
  }

  const Plan& plan_;
  const Block& block_;
  const Evaluation& evaluation_;
  std::size_t row_;
  std::vector<bool> tags_;
  std::vector<Bounds> arguments_;
  formula::Scratch scratch_;
};

}  // namespace

bool more_urgent(const Note& a, const Note& b) {
  return std::tuple(urgency(a), a.rank, std::string_view(a.id)) <
         std::tuple(urgency(b), b.rank, std::string_view(b.id));
}

void plan_findings(Plan& plan) {
  const CompiledCatalogue& compiled = plan.catalogue.compiled();
  for (const CompiledCondition& condition : compiled.tags())
    plan.tags.push_back(planned(plan, condition));
  for (const CompiledCondition& condition : compiled.notes())
    plan.notes.push_back(planned(plan, condition));
  for (const Question& question : plan.questions) {
    const bool number = question.slot.kind == Slot::Kind::analyte && question.input != kNone;
    if (number &&
        std::find(plan.noted.begin(), plan.noted.end(), question.input) == plan.noted.end())
      plan.noted.push_back(question.input);
  }
  std::sort(plan.notes.begin(), plan.notes.end(),
            [](const PlannedFinding& a, const PlannedFinding& b) {
              return more_urgent(*a.note, *b.note);
            });
}

void Findings::clear() {
  tags.clear();
  notes.clear();
  more_notes.clear();
}

void Findings::add(const Note* note, int most) {
  const bool full = most >= 0 && notes.size() == static_cast<std::size_t>(most);
  (full ? more_notes : notes).push_back(note);
}

Findings find_findings(const Plan& plan, const Block& block, const Evaluation& evaluation,
                       std::size_t row) {
  Findings found;
  Row answers(plan, block, evaluation, row);
  for (std::size_t i = 0; i < plan.tags.size(); ++i) {
    if (answers.has_tag(i)) found.tags.push_back(plan.tags[i].tag);
  }
  for (const PlannedFinding& note : plan.notes) {
    if (answers.meets(note)) found.add(note.note, plan.options.notes);
  }
  return found;
}

}  // namespace metindex
