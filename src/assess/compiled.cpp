#include "assess/compiled.hpp"

#include "loader/tree.hpp"

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

class IndexCompiler {
 public:
  explicit IndexCompiler(const CompiledCatalogue& catalogue) : catalogue_(catalogue) {}

  [[nodiscard]] CompiledIndex compile_index(const Index& index) const {
    const std::string owner = "index '" + index.id + "'";
    CompiledIndex compiled{&index,
                           compile(index.formula, catalogue_.symbols, Formula::Use::value,
                                   index.place, owner + ": formula"),
                           {},
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
    return compiled;
  }

 private:
  void collect(CompiledIndex& compiled, const Formula& formula) const {
    for (const Slot& slot : formula.inputs()) {
      if (slot.kind != Slot::Kind::index) {
        insert(compiled, catalogue_.symbols.analyte(slot.id), slot.optional);
        if (catalogue_.by_sex(slot))
          insert(compiled, catalogue_.symbols.analyte("sex"), slot.optional);
        continue;
      }
      const CompiledIndex& other = catalogue_.get(*catalogue_.symbols.index(slot.id));
      compiled.indices.push_back(other.index);
      compiled.indices.insert(compiled.indices.end(), other.indices.begin(), other.indices.end());
      for (std::size_t i = 0; i < other.analytes.size(); ++i)
        insert(compiled, other.analytes[i], slot.optional || other.optional[i]);
    }
  }

  // A condition on what the formula reads does not make it any more necessary.
  void collect_more(CompiledIndex& compiled, const Formula& needs) const {
    CompiledIndex more{compiled.index, compiled.value, {}, {}, {}, {}, {}, {}};
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

  const CompiledCatalogue& catalogue_;
};

// Those of the notes, or of the tags, that have a condition.
template <typename T>
std::vector<CompiledCondition> compile_conditions(const CompiledCatalogue& catalogue,
                                                  const std::vector<T>& list,
                                                  const T* CompiledCondition::* owner,
                                                  const std::string& kind) {
  std::vector<CompiledCondition> compiled;
  for (const T& item : list) {
    if (item.when.empty()) continue;
    compiled.push_back({compile(item.when, catalogue.symbols, Formula::Use::condition, item.place,
                                kind + " '" + item.id + "': when")});
    compiled.back().*owner = &item;
  }
  return compiled;
}

// A tag or context is evaluated after those of its kind that it names.
template <typename T>
void must_be_declared_before(const Formula& when, Slot::Kind kind, const T& owner,
                             const std::vector<T>& list, const std::string& name) {
  const T* const begin = list.data();
  const auto before = [&](const Slot& slot) {
    return std::any_of(begin, &owner, [&](const T& other) { return other.id == slot.id; });
  };
  for (const Slot& slot : when.inputs()) {
    if (slot.kind != kind || before(slot)) continue;
    loader::fail(owner.place, name + " '" + owner.id + "': " + name + " '" + slot.id +
                                  "' must be declared before it");
  }
}

// An index is open while it is compiled.
class Opened {
 public:
  Opened(std::vector<const Index*>& open, const Index& index) : open_(open) {
    open_.push_back(&index);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  ~Opened() { open_.pop_back(); }

 private:
  std::vector<const Index*>& open_;
};

}  // namespace

CompiledCatalogue::CompiledCatalogue(Declarations all)
    : declarations(std::move(all)),
      symbols(declarations),
      cell_words(declarations),
      indices_(declarations.indices.size()) {
  for (const Context& context : declarations.contexts) {
    if (context.when.empty()) continue;
    contexts.push_back({compile(context.when, symbols, Formula::Use::circumstance, context.place,
                                "context '" + context.id + "': when")});
    must_be_declared_before(contexts.back().when, Slot::Kind::context, context,
                            declarations.contexts, "context");
    contexts.back().context = &context;
  }
  for (const Scheme& scheme : declarations.schemes) {
    if (scheme.applies.empty()) continue;
    schemes.push_back({compile(scheme.applies, symbols, Formula::Use::circumstance, scheme.place,
                               "scheme '" + scheme.id + "': applies")});
    schemes.back().scheme = &scheme;
  }
}

const CompiledIndex& CompiledCatalogue::get(const Index& index) const {
  const std::scoped_lock lock(compiling_);
  const Index& own = *symbols.index(index.id);  // it may be of another copy
  const auto at = static_cast<std::size_t>(&own - declarations.indices.data());
  if (indices_[at] == nullptr) {
    if (std::find(open_.begin(), open_.end(), &own) != open_.end())
      loader::fail(own.place, "index '" + own.id + "' refers to itself");
    const Opened opened(open_, own);
    indices_[at] = std::make_unique<const CompiledIndex>(IndexCompiler(*this).compile_index(own));
  }
  return *indices_[at];
}

const std::vector<CompiledCondition>& CompiledCatalogue::tags() const {
  const std::scoped_lock lock(compiling_);
  if (!tags_) {
    auto tags = compile_conditions(*this, declarations.tags, &CompiledCondition::tag, "tag");
    for (const CompiledCondition& tag : tags)
      must_be_declared_before(tag.when, Slot::Kind::tag, *tag.tag, declarations.tags, "tag");
    tags_ = std::move(tags);
  }
  return *tags_;
}

const std::vector<CompiledCondition>& CompiledCatalogue::notes() const {
  const std::scoped_lock lock(compiling_);
  if (!notes_)
    notes_ = compile_conditions(*this, declarations.notes, &CompiledCondition::note, "note");
  return *notes_;
}

bool CompiledCatalogue::by_sex(const Slot& slot) const {
  const auto& all = declarations.schemes;
  return slot.kind == Slot::Kind::band && std::any_of(all.begin(), all.end(), [&](const Scheme& s) {
           return s.quantity == slot.id && s.id == slot.unit && !s.sex.empty();
         });
}

void CompiledCatalogue::compile_all() const {
  for (const Index& index : declarations.indices) (void)get(index);
  (void)tags();
  (void)notes();
}

}  // namespace metindex
