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

Bounds truth(bool value) { return Bounds::point(value ? 1 : 0); }

// Answers the slots of a note's condition for one row.
class Row {
 public:
  Row(const Plan& plan, const Block& block, const Evaluation& evaluation, std::size_t row)
      : plan_(plan),
        block_(block),
        evaluation_(evaluation),
        row_(row),
        symbols_(plan.catalogue.compiled().symbols) {}

  [[nodiscard]] Bounds answer(const Slot& slot) const {
    switch (slot.kind) {
      case Slot::Kind::analyte: return analyte(slot);
      case Slot::Kind::index: return index(slot.id);
      case Slot::Kind::context: return truth(context(slot.id));
      case Slot::Kind::band: return band(slot.id);
      case Slot::Kind::known: return truth(known(slot.id));
      case Slot::Kind::censored: return truth(censored(slot.id));
    }
    return {};
  }

 private:
  [[nodiscard]] std::size_t input(const std::string& id) const {
    return plan_.input(symbols_.analyte(id));
  }
  [[nodiscard]] Status status(std::size_t at) const { return block_.columns[at].status[row_]; }

  [[nodiscard]] const IndexColumn* index_column(const std::string& id) const {
    for (std::size_t i = 0; i < plan_.indices.size(); ++i) {
      if (plan_.indices[i].compiled->index->id == id) return &evaluation_.indices[i];
    }
    return nullptr;
  }

  [[nodiscard]] Bounds analyte(const Slot& slot) const {
    const std::size_t at = input(slot.id);
    if (at == kNone) return {};
    const ConvertedInput converted =
        convert_input(*plan_.inputs[at], at, slot.unit, plan_.options.factors);
    return input_bounds(block_, converted, row_);
  }

  [[nodiscard]] Bounds index(const std::string& id) const {
    const IndexColumn* column = index_column(id);
    if (column == nullptr) return {};
    return column->cause[row_] == Cause::none ? Bounds::point(column->value[row_])
                                              : column->bounds[row_];
  }

  [[nodiscard]] bool context(const std::string& id) const {
    return (evaluation_.contexts[row_] & context_bit(plan_.catalogue.declarations(), id)) != 0;
  }

  // The level in the first scheme of the quantity that gives a band.
  [[nodiscard]] Bounds band(const std::string& quantity) const {
    for (std::size_t i = 0; i < plan_.schemes.size(); ++i) {
      const PlannedScheme& scheme = plan_.schemes[i];
      const BandColumn& column = evaluation_.bands[i];
      if (scheme.quantity != quantity || column.cause[row_] != BandCause::none) continue;
      const Band& band =
          scheme.variants[column.variant[row_]]->bands[static_cast<std::size_t>(column.band[row_])];
      const auto& levels = symbols_.levels();
      return Bounds::point(static_cast<double>(std::find(levels.begin(), levels.end(), band.level) -
                                               levels.begin()));
    }
    return {};
  }

  [[nodiscard]] bool known(const std::string& id) const {
    if (const std::size_t at = input(id); at != kNone) return status(at) <= Status::above;
    const IndexColumn* column = index_column(id);
    return column != nullptr &&
           (column->cause[row_] == Cause::none || column->bounds[row_].known());
  }

  [[nodiscard]] bool censored(const std::string& id) const {
    if (const std::size_t at = input(id); at != kNone)
      return status(at) == Status::below || status(at) == Status::above;
    const IndexColumn* column = index_column(id);
    return column != nullptr && column->cause[row_] == Cause::bounds;
  }

  const Plan& plan_;
  const Block& block_;
  const Evaluation& evaluation_;
  std::size_t row_;
  const formula::Symbols& symbols_;
};

}  // namespace

std::vector<const Note*> find_notes(const Plan& plan, const Block& block,
                                    const Evaluation& evaluation, std::size_t row, int most) {
  std::vector<const Note*> found;
  if (most == 0) return found;
  const Row answers(plan, block, evaluation, row);
  std::vector<Bounds> arguments;
  formula::Scratch scratch;
  for (const CompiledCondition& condition : plan.catalogue.compiled().notes) {
    arguments.clear();
    for (const Slot& slot : condition.when.inputs()) arguments.push_back(answers.answer(slot));
    const Bounds met = condition.when.evaluate(arguments, scratch);
    if (met.exact() && met.low == 1) found.push_back(condition.note);
  }
  std::sort(found.begin(), found.end(), [](const Note* a, const Note* b) {
    return std::tuple(urgency(*a), a->rank, a->id) < std::tuple(urgency(*b), b->rank, b->id);
  });
  if (most > 0 && found.size() > static_cast<std::size_t>(most))
    found.resize(static_cast<std::size_t>(most));
  return found;
}

}  // namespace metindex
