// Declarations -> compiled catalogue, and the look-ups on it.
#include "metindex/catalogue.hpp"

#include <algorithm>

#include "assess/compiled.hpp"
#include "loader/load.hpp"
#include "loader/toml_reader.hpp"
#include "panel/units.hpp"
#include "text/text.hpp"

namespace metindex {
namespace {

using formula::Formula;
using formula::Slot;

Formula compile(const std::string& text, const formula::Symbols& symbols, Formula::Use use,
                const Place& place, const std::string& owner) {
  Expected<Formula> compiled = Formula::compile(text, symbols, use);
  if (!compiled) loader::fail(place, owner + ", " + compiled.error());
  return *std::move(compiled);
}

template <typename T>
const T* find_id(const std::vector<T>& list, std::string_view id) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const T& item) { return item.id == id; });
  return found == list.end() ? nullptr : &*found;
}

// A band by a scheme that differs by sex reads the sex too.
bool by_sex(const Declarations& all, const Slot& slot) {
  return slot.kind == Slot::Kind::band &&
         std::any_of(all.schemes.begin(), all.schemes.end(), [&](const Scheme& s) {
           return s.quantity == slot.id && s.id == slot.unit && !s.sex.empty();
         });
}

// Compiles the indices so that each stands after those it refers to.
class IndexCompiler {
 public:
  explicit IndexCompiler(CompiledCatalogue& catalogue) : catalogue_(catalogue) {}

  void add(const Index& index) {
    if (catalogue_.find(index) != nullptr) return;
    if (std::find(open_.begin(), open_.end(), &index) != open_.end()) {
      loader::fail(index.place, "index '" + index.id + "' refers to itself");
    }
    open_.push_back(&index);
    const std::string owner = "index '" + index.id + "'";
    CompiledIndex compiled{&index,
                           compile(index.formula, catalogue_.symbols, Formula::Use::value,
                                   index.place, owner + ": formula"),
                           {},
                           {},
                           {},
                           {},
                           {}};
    if (!index.needs.empty()) {
      compiled.needs = compile(index.needs, catalogue_.symbols, Formula::Use::domain, index.place,
                               owner + ": needs");
    }
    if (!index.doubt.empty()) {
      compiled.doubt = compile(index.doubt, catalogue_.symbols, Formula::Use::domain, index.place,
                               owner + ": doubt");
    }
    collect(compiled, compiled.value);
    if (compiled.needs) collect_more(compiled, *compiled.needs);
    if (compiled.analytes.empty()) loader::fail(index.place, owner + " uses no analyte");
    add_criteria(compiled, owner);
    open_.pop_back();
    catalogue_.indices.push_back(std::move(compiled));
  }

 private:
  void collect(CompiledIndex& compiled, const Formula& formula) {
    for (const Slot& slot : formula.inputs()) {
      if (slot.kind != Slot::Kind::index) {
        insert(compiled, catalogue_.symbols.analyte(slot.id), slot.optional);
        if (by_sex(catalogue_.declarations, slot))
          insert(compiled, catalogue_.symbols.analyte("sex"), slot.optional);
        continue;
      }
      const Index& index = *catalogue_.symbols.index(slot.id);
      add(index);
      const CompiledIndex& other = *catalogue_.find(index);
      for (std::size_t i = 0; i < other.analytes.size(); ++i)
        insert(compiled, other.analytes[i], slot.optional || other.optional[i]);
    }
  }

  // A condition on what the formula reads does not make it any more necessary.
  void collect_more(CompiledIndex& compiled, const Formula& needs) {
    CompiledIndex more{compiled.index, compiled.value, {}, {}, {}, {}, {}};
    collect(more, needs);
    for (const Analyte* analyte : more.analytes) {
      const auto& list = compiled.analytes;
      if (std::find(list.begin(), list.end(), analyte) == list.end())
        insert(compiled, analyte, false);
    }
  }

  static void insert(CompiledIndex& compiled, const Analyte* analyte, bool optional) {
    auto& list = compiled.analytes;
    const auto at =
        static_cast<std::size_t>(std::find(list.begin(), list.end(), analyte) - list.begin());
    if (at == list.size()) {
      list.push_back(analyte);
      compiled.optional.push_back(optional);
    }
    compiled.optional[at] = compiled.optional[at] && optional;
  }

  // The names that the index gives its conditions stand in the order of the formula.
  void add_criteria(CompiledIndex& compiled, const std::string& owner) const {
    const Index& index = *compiled.index;
    const auto& counted = compiled.value.counted();
    if (index.criteria.size() != counted.size()) {
      loader::fail(index.place, owner + ": 'criteria' names " +
                                    std::to_string(index.criteria.size()) +
                                    " conditions; count() has " + std::to_string(counted.size()));
    }
    for (const std::string& condition : counted) {
      compiled.criteria.push_back(compile(condition, catalogue_.symbols, Formula::Use::criterion,
                                          index.place, owner + ": formula"));
    }
  }

  CompiledCatalogue& catalogue_;
  std::vector<const Index*> open_;
};

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
  auto catalogue = std::make_shared<CompiledCatalogue>(loader::load(files));
  for (const Analyte& analyte : catalogue->declarations.analytes) {
    if (!analyte.one_of_many) must_convert(analyte);
  }
  IndexCompiler indices(*catalogue);
  for (const Index& index : catalogue->declarations.indices) indices.add(index);
  for (const Context& context : catalogue->declarations.contexts) {
    if (context.when.empty()) continue;
    catalogue->contexts.push_back({&context, nullptr, nullptr,
                                   compile(context.when, catalogue->symbols, Formula::Use::domain,
                                           context.place, "context '" + context.id + "': when")});
  }
  for (const Note& note : catalogue->declarations.notes) {
    if (note.when.empty()) continue;
    catalogue->notes.push_back({nullptr, &note, nullptr,
                                compile(note.when, catalogue->symbols, Formula::Use::condition,
                                        note.place, "note '" + note.id + "': when")});
  }
  for (const Scheme& scheme : catalogue->declarations.schemes) {
    if (scheme.applies.empty()) continue;
    catalogue->schemes.push_back({nullptr, nullptr, &scheme,
                                  compile(scheme.applies, catalogue->symbols, Formula::Use::domain,
                                          scheme.place, "scheme '" + scheme.id + "': applies")});
  }
  return catalogue;
}

}  // namespace

const CompiledIndex* CompiledCatalogue::find(const Index& index) const {
  const auto found = std::find_if(indices.begin(), indices.end(), [&](const CompiledIndex& c) {
    return c.index->id == index.id;  // of any copy
  });
  return found == indices.end() ? nullptr : &*found;
}

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
  return compiled_->find(index)->value.text();
}

std::string Catalogue::needs_text(const Index& index) const {
  const auto& needs = compiled_->find(index)->needs;
  return needs ? needs->text() : "";
}

std::vector<Catalogue::Input> Catalogue::inputs(const Index& index) const {
  const CompiledIndex& whole = *compiled_->find(index);
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
    if (by_sex(declarations(), slot)) add(*analyte("sex"), "");
  };
  for (std::size_t i = 0; i < open.size(); ++i) {
    const CompiledIndex& compiled = *compiled_->find(*open[i]);
    for (const Slot& slot : compiled.value.inputs()) add_slot(slot);
    if (!compiled.needs) continue;
    for (const Slot& slot : compiled.needs->inputs()) add_slot(slot);
  }
  return found;
}

}  // namespace metindex
