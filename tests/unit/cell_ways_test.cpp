// Cells: the short ways read what the plain way reads.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "records/cells.hpp"
#include "records/scan.hpp"

namespace metindex::records {
namespace {

// Rows of one cell.
struct Column {
  std::string text;
  std::size_t rows = 0;
  RecordBlock block;
};

void add(Column& column, const std::string& cell) {
  column.text += cell + "\n";
  ++column.rows;
}

void scan(Column& column) {
  column.text.append(kReach, '\0');
  Dialect dialect;
  dialect.delimiter = '\t';
  const std::size_t size = column.text.size() - kReach;
  Scanner scanner({column.text.data(), size, 1, false}, dialect);
  REQUIRE(scanner.next(column.block, column.rows));
}

Value read_one(const Catalogue& catalogue, const CellReader& reader, const std::string& cell) {
  Column column;
  add(column, cell);
  scan(column);
  return reader.read(catalogue, column.block, column.block.records[0]);
}

TEST_CASE("columns of cells are what each cell is by itself") {
  const Catalogue catalogue = Catalogue::built_in();
  const Analyte* glucose = catalogue.analyte("glucose");
  const std::vector<const Analyte*> available = {glucose};
  const auto plan = Plan::make(catalogue, {}, &available);
  REQUIRE(plan);
  const std::vector<std::string> numbers = {"90", "5.3", "<4", ">=300", "0",  "-1", "1e2",  "5,3",
                                            "",   "NA",  "x",  "100",   "7.", ".5", "5 | 6"};
  const std::vector<std::string> units = {"",         " mg/dL", " mmol/L", "mmol/L",
                                          "  mmol/l", " mg/l",  " H",      " | 5.6 mmol/L"};
  std::mt19937 random(1);
  for (const std::string unit : {"mg/dL", "mmol/L", ""}) {
    Column table;
    for (int i = 0; i < 4000; ++i)
      add(table, numbers[random() % numbers.size()] + units[random() % units.size()]);
    scan(table);
    const auto readers = make_readers(*plan, {{0, glucose, "glucose", unit, nullptr}}, {});
    CellColumns columns(*plan, readers, Marks(readers.size(), 1));
    Block panels;
    columns.fill(table.block, 1, panels, [](const auto&, const auto&, const auto&) {});
    std::string scratch;
    for (std::size_t row = 0; row < table.block.records.size(); ++row) {
      const std::string cell(table.block.text(table.block.records[row], 0, scratch));
      if (cell.empty()) continue;
      const Value value = readers[0].read(catalogue, table.block, table.block.records[row]);
      CAPTURE(cell);
      REQUIRE(panels.columns[0].status[row] == value.status);
      if (!value.has_number()) continue;
      REQUIRE(panels.columns[0].number[row] == value.number);
      REQUIRE(glucose->units[panels.columns[0].unit[row]].id == value.unit);
    }
  }
}

TEST_CASE("a cell that nobody can read says why") {
  const Catalogue catalogue = Catalogue::built_in();
  const CellReader bare{{0, catalogue.analyte("glucose"), "glucose", "", nullptr}, 0, {}};
  CHECK(read_one(catalogue, bare, "5.3 mmol/L").number == 5.3);
  CHECK(read_one(catalogue, bare, "5.3").status == Status::unknown_unit);
  CHECK(read_one(catalogue, bare, "5.3").problem ==
        "'5.3' has no unit, as other cells of the column have; add --unit glucose=UNIT");
  CHECK(read_one(catalogue, bare, "NA").status == Status::missing);
  const CellReader sex{{0, catalogue.analyte("sex"), "sex", "", nullptr}, 0, {}};
  CHECK(read_one(catalogue, sex, "f").status == Status::ok);
  CHECK(read_one(catalogue, sex, "f | m").problem == "'f | m' is more than one result; keep one");
}

}  // namespace
}  // namespace metindex::records
