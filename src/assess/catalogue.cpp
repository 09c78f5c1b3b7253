// Declarations -> compiled catalogue, and the look-ups on it.
#include "metindex/catalogue.hpp"

#include <algorithm>

#include "assess/compiled.hpp"
#include "loader/load.hpp"
#include "loader/tree.hpp"
#include "panel/units.hpp"
#include "text/text.hpp"

namespace metindex {
namespace {

using formula::Slot;

template <typename T>
const T* find_id(const std::vector<T>& list, std::string_view id) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const T& item) { return item.id == id; });
  return found == list.end() ? nullptr : &*found;
}

// Every unit of an analyte must lead to every other.
void must_convert(const Analyte& analyte) {
  for (const AnalyteUnit& from : analyte.units) {
    for (const AnalyteUnit& to : analyte.units) {
      if (panel::find_converter(analyte, from.id, to.id)) continue;
      loader::fail(analyte.place, "analyte '" + analyte.id + "': no conversion leads from " +
                                      from.id + " to " + to.id);
    }
  }
}

std::shared_ptr<const CompiledCatalogue> build(std::span<const std::string> files) {
  auto catalogue = std::make_shared<const CompiledCatalogue>(loader::load(files));
  if (files.empty()) return catalogue;  // the built-in files alone are checked by the tests
  for (const Analyte& analyte : catalogue->declarations.analytes) {
    if (!analyte.one_of_many) must_convert(analyte);
  }
  catalogue->compile_all();
  return catalogue;
}

}  // namespace

Catalogue Catalogue::built_in() { return Catalogue(build({})); }

Expected<Catalogue> Catalogue::load(std::span<const std::string> files) {
  try {
    return Catalogue(build(files));
  } catch (const loader::LoadError& error) {
    return Error{error.message};
  }
}

const Declarations& Catalogue::declarations() const { return compiled_->declarations; }
const panel::CellWords& Catalogue::cell_words() const { return compiled_->cell_words; }
const Analyte* Catalogue::analyte(std::string_view id) const {
  return compiled_->symbols.analyte(id);
}
const Unit* Catalogue::unit(std::string_view id) const { return find_id(declarations().units, id); }
const Context* Catalogue::context(std::string_view id) const {
  return find_id(declarations().contexts, id);
}
const Tag* Catalogue::tag(std::string_view id) const { return find_id(declarations().tags, id); }
const Note* Catalogue::note(std::string_view id) const { return find_id(declarations().notes, id); }
const Reference* Catalogue::reference(std::string_view id) const {
  return find_id(declarations().references, id);
}

const Index* Catalogue::index(std::string_view id) const {
  if (const Index* found = find_id(declarations().indices, id)) return found;
  const std::string wanted = text::fold_name(id);
  for (const Index& index : declarations().indices) {
    if (text::fold_name(index.id) == wanted) return &index;
  }
  for (const Index& index : declarations().indices) {
    for (const std::string& alias : index.aliases) {
      if (text::fold_name(alias) == wanted) return &index;
    }
  }
  return nullptr;
}

std::vector<const Scheme*> Catalogue::scheme(std::string_view quantity, std::string_view id) const {
  std::vector<const Scheme*> found;
  for (const Scheme& scheme : declarations().schemes) {
    if (scheme.quantity == quantity && scheme.id == id) found.push_back(&scheme);
  }
  return found;
}

std::string Catalogue::formula_text(const Index& index) const {
  return compiled_->get(index).value.text();
}

std::string Catalogue::needs_text(const Index& index) const {
  const auto& needs = compiled_->get(index).needs;
  return needs ? needs->text() : "";
}

std::vector<Catalogue::Input> Catalogue::inputs(const Index& index) const {
  const CompiledIndex& whole = compiled_->get(index);
  std::vector<Input> found;
  std::vector<const Index*> open = {&index};  // grows while it is walked
  const auto add = [&](const Analyte& wanted, const std::string& unit) {
    const auto same = [&](const Input& i) { return i.analyte == &wanted; };
    if (std::any_of(found.begin(), found.end(), same)) return;
    const auto at = std::find(whole.analytes.begin(), whole.analytes.end(), &wanted);
    const bool optional = whole.optional[static_cast<std::size_t>(at - whole.analytes.begin())];
    found.push_back({&wanted, unit, optional});
  };
  const auto add_slot = [&](const Slot& slot) {
    if (slot.kind == Slot::Kind::index) {
      const Index* other = compiled_->symbols.index(slot.id);
      if (std::find(open.begin(), open.end(), other) == open.end()) open.push_back(other);
      return;
    }
    const Analyte& wanted = *compiled_->symbols.analyte(slot.id);
    const bool any_unit =
        !wanted.is_category() && (slot.kind == Slot::Kind::band || slot.unit.empty());
    add(wanted, any_unit ? wanted.units.front().id : slot.unit);
    if (compiled_->by_sex(slot)) add(*analyte("sex"), "");
  };
  for (std::size_t i = 0; i < open.size(); ++i) {
    const CompiledIndex& compiled = compiled_->get(*open[i]);
    for (const Slot& slot : compiled.value.inputs()) add_slot(slot);
    if (!compiled.needs) continue;
    for (const Slot& slot : compiled.needs->inputs()) add_slot(slot);
  }
  return found;
}

}  // namespace metindex
