// The catalogue: everything metindex knows, parsed and checked once, then constant.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "metindex/declarations.hpp"
#include "metindex/expected.hpp"

namespace metindex {

class CompiledCatalogue;
namespace panel {
class CellWords;
}

// A handle on constant data: cheap to copy, safe to share between threads.
class Catalogue {
 public:
  // The catalogue that is part of the library; a few milliseconds of work, so keep the result.
  static Catalogue built_in();

  // The built-in catalogue with the user's own files laid over it (TOML, or a note as Markdown):
  // the same id replaces an index, scheme, context, tag, note, term, document, reference, data set
  // or set of field names; a unit's spellings and an analyte's headers and columns are added.
  // Errors name file, line and what is wrong.
  static Expected<Catalogue> load(std::span<const std::string> files);

  [[nodiscard]] const Declarations& declarations() const;

  // Null where there is no such id. An index is found by its aliases too, in any letter case.
  [[nodiscard]] const Analyte* analyte(std::string_view id) const;
  [[nodiscard]] const Index* index(std::string_view id) const;
  [[nodiscard]] const Unit* unit(std::string_view id) const;
  [[nodiscard]] const Context* context(std::string_view id) const;
  [[nodiscard]] const Tag* tag(std::string_view id) const;
  [[nodiscard]] const Note* note(std::string_view id) const;
  [[nodiscard]] const Reference* reference(std::string_view id) const;

  // The blocks of one scheme (several where sex decides); empty where there is none.
  [[nodiscard]] std::vector<const Scheme*> scheme(std::string_view quantity,
                                                  std::string_view id) const;

  // Below, `index` is one of this catalogue or of a copy of it.

  // The formula as it is computed, printed back from its compiled form; what it needs: "" for
  // nothing.
  [[nodiscard]] std::string formula_text(const Index& index) const;
  [[nodiscard]] std::string needs_text(const Index& index) const;

  // The analytes an index needs, with the unit its formula uses, directly and through other
  // indices.
  struct Input {
    const Analyte* analyte;
    std::string unit;
    bool optional;  // there is a value, or bounds of it, even if this input is missing
  };
  [[nodiscard]] std::vector<Input> inputs(const Index& index) const;

  // For the library's own use.
  [[nodiscard]] const CompiledCatalogue& compiled() const { return *compiled_; }
  [[nodiscard]] const panel::CellWords& cell_words() const;

 private:
  explicit Catalogue(std::shared_ptr<const CompiledCatalogue> compiled)
      : compiled_(std::move(compiled)) {}
  std::shared_ptr<const CompiledCatalogue> compiled_;
};

}  // namespace metindex
