// Cells -> the columns of a block of panels.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "assess/evaluation.hpp"
#include "records/header.hpp"
#include "records/header_units.hpp"
#include "records/record_block.hpp"
#include "text/decimal.hpp"

namespace metindex::records {

// A documented code, as the word it stands for; the cell itself otherwise. `known`: may be null.
std::string_view decode(const KnownColumn* known, std::string_view cell);

// Stands between the results of a cell that was gathered from several; none of them is chosen.
constexpr std::string_view kBetweenResults = " | ";

// One input of a plan, and the column it is read from.
struct CellReader {
  Binding binding;
  std::uint8_t unit = 0;  // position in analyte.units
  Reading reading;

  // Each cell states its unit; a bare number is refused.
  [[nodiscard]] bool states_units() const {
    return binding.unit.empty() && binding.unit_column == kNoColumn &&
           !binding.analyte->is_category();
  }
  // The plain way; told in full.
  [[nodiscard]] Value read(const Catalogue& catalogue, const RecordBlock& block,
                           const Record& record) const;
};

// Readers by Plan::inputs; `bindings` has one for each.
std::vector<CellReader> make_readers(const Plan& plan, const std::vector<Binding>& bindings,
                                     const Reading& reading);

// Called for a cell of which there is something to say: no number though it is not empty, or a
// mark of the laboratory that was read over.
using CellProblem =
    std::function<void(const Record& record, const CellReader& reader, const Value& value)>;

// Reads the cells of a plan's inputs. One per thread: it remembers the short words it has seen.
class CellColumns {
 public:
  // `readers` by Plan::inputs; `wanted`: 0 for those whose values nobody asks for, which have none.
  CellColumns(const Plan& plan, const std::vector<CellReader>& readers, Marks wanted);

  // Fills `panels` with the rows of `block` that have `columns` cells; the others, and what is no
  // row, have no values. A plain number takes a short way that agrees with read().
  void fill(const RecordBlock& block, std::size_t columns, Block& panels,
            const CellProblem& problem);

  [[nodiscard]] Value read(std::size_t input, const RecordBlock& block,
                           const Record& record) const {
    return readers_[input].read(plan_.catalogue, block, record);
  }
  [[nodiscard]] const std::string& header_of(std::size_t input) const {
    return readers_[input].binding.header;
  }

 private:
  // Cells of up to eight bytes that were read without a problem, and what they are.
  struct Word {
    std::uint64_t bytes = 0;
    std::uint8_t length = 0;  // 0: an empty place
    Status status = Status::missing;
    std::uint8_t unit = 0;
    std::uint8_t inclusive = 0;
    double number = 0;
  };
  static constexpr std::size_t kWords = 64;
  using Words = std::array<Word, kWords>;
  // What stands behind numbers, and the unit that it is; null: none.
  struct UnitWord {
    std::string text;
    const AnalyteUnit* unit;
  };

  class Filler;
  void fill_all(const CellReader& reader, const RecordBlock& block, std::size_t columns,
                Column& column) const;

  const Plan& plan_;
  const std::vector<CellReader>& readers_;
  Marks wanted_;                                   // by input
  std::vector<Words> words_;                       // by input
  std::vector<UnitCells> units_;                   // by input
  std::vector<std::vector<UnitWord>> unit_words_;  // by input
  Marks others_;                                   // of the column at hand: no plain numbers
  Rows rows_;
  text::ShortNumbers numbers_;
};

}  // namespace metindex::records
