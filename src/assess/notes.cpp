#include "assess/notes.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace metindex {
namespace {

using formula::Bounds;
using formula::Slot;

constexpr std::array<std::string_view, 6> kOrder = {"invalidity", "unit",    "safety",
                                                    "pattern",    "context", "education"};

std::size_t urgency(const Note& note) {
  return static_cast<std::size_t>(std::find(kOrder.begin(), kOrder.end(), note.priority) -
                                  kOrder.begin());
}

NoteSource find_source(const Plan& plan, const Slot& slot) {
  NoteSource source{
      slot.kind, plan.input(plan.catalogue.compiled().symbols.analyte(slot.id)), kNone, {}, 0, {}};
  for (std::size_t i = plan.indices.size(); i-- > 0;) {
    if (plan.indices[i].compiled->index->id == slot.id) source.index = i;
  }
  if (slot.kind == Slot::Kind::analyte && source.input != kNone) {
    source.converted =
        convert_input(*plan.inputs[source.input], source.input, slot.unit, plan.options.factors);
  }
  if (slot.kind == Slot::Kind::context)
    source.context = context_bit(plan.catalogue.declarations(), slot.id);
  for (std::size_t i = 0; i < plan.schemes.size() && slot.kind == Slot::Kind::band; ++i) {
    if (plan.schemes[i].quantity == slot.id) source.schemes.push_back(i);
  }
  return source;
}

Bounds truth(bool value) { return Bounds::point(value ? 1 : 0); }

// Answers the slots of a note's condition for one row.
class Row {
 public:
  Row(const Plan& plan, const Block& block, const Evaluation& evaluation, std::size_t row)
      : plan_(plan), block_(block), evaluation_(evaluation), row_(row) {}

  [[nodiscard]] Bounds answer(const NoteSource& source) const {
    switch (source.kind) {
      case Slot::Kind::analyte:
        return source.input == kNone ? Bounds{} : input_bounds(block_, source.converted, row_);
      case Slot::Kind::index: return index(source);
      case Slot::Kind::context: return truth((evaluation_.contexts[row_] & source.context) != 0);
      case Slot::Kind::band: return band(source);
      case Slot::Kind::known: return truth(known(source));
      case Slot::Kind::censored: return truth(censored(source));
    }
    return {};
  }

 private:
  [[nodiscard]] Status status(const NoteSource& source) const {
    return block_.columns[source.input].status[row_];
  }

  [[nodiscard]] Bounds index(const NoteSource& source) const {
    if (source.index == kNone) return {};
    const IndexColumn& column = evaluation_.indices[source.index];
    return column.cause[row_] == Cause::none ? Bounds::point(column.value[row_])
                                             : column.bounds[row_];
  }

  // The level in the first scheme of the quantity that gives a band.
  [[nodiscard]] Bounds band(const NoteSource& source) const {
    for (const std::size_t at : source.schemes) {
      const BandColumn& column = evaluation_.bands[at];
      if (column.cause[row_] != BandCause::none) continue;
      return Bounds::point(plan_.schemes[at].levels[column.variant[row_]]
                                                   [static_cast<std::size_t>(column.band[row_])]);
    }
    return {};
  }

  [[nodiscard]] bool known(const NoteSource& source) const {
    if (source.input != kNone) return status(source) <= Status::above;
    return index(source).known();
  }

  [[nodiscard]] bool censored(const NoteSource& source) const {
    if (source.input != kNone)
      return status(source) == Status::below || status(source) == Status::above;
    return source.index != kNone && evaluation_.indices[source.index].cause[row_] == Cause::bounds;
  }

  const Plan& plan_;
  const Block& block_;
  const Evaluation& evaluation_;
  std::size_t row_;
};

}  // namespace

std::vector<PlannedNote> plan_notes(const Plan& plan) {
  std::vector<PlannedNote> notes;
  for (const CompiledCondition& condition : plan.catalogue.compiled().notes()) {
    notes.push_back({condition.note, &condition.when, {}});
    for (const Slot& slot : condition.when.inputs())
      notes.back().sources.push_back(find_source(plan, slot));
  }
  std::sort(notes.begin(), notes.end(), [](const PlannedNote& a, const PlannedNote& b) {
    return std::tuple(urgency(*a.note), a.note->rank, a.note->id) <
           std::tuple(urgency(*b.note), b.note->rank, b.note->id);
  });
  return notes;
}

std::vector<const Note*> find_notes(const Plan& plan, const Block& block,
                                    const Evaluation& evaluation, std::size_t row, int most) {
  std::vector<const Note*> found;
  const Row answers(plan, block, evaluation, row);
  std::vector<Bounds> arguments;
  formula::Scratch scratch;
  for (const PlannedNote& planned : plan.notes) {
    if (most >= 0 && found.size() == static_cast<std::size_t>(most)) break;
    arguments.clear();
    for (const NoteSource& source : planned.sources) arguments.push_back(answers.answer(source));
    const Bounds met = planned.when->evaluate(arguments, scratch);
    if (met.exact() && met.low == 1) found.push_back(planned.note);
  }
  return found;
}

}  // namespace metindex
