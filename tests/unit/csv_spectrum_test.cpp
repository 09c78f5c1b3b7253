// The csv-spectrum collection (Debian's node-csv-spectrum): hard tables with the cells that each
// must give. METINDEX_CSV_SPECTRUM names its folder where it does not stand in the usual place.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "fuzz/library_csv.hpp"

namespace {

using Json = nlohmann::json;
using Path = std::filesystem::path;

std::string text_of(const Path& file) {
  std::ifstream in(file, std::ios::binary);
  REQUIRE_MESSAGE(in, file.string(), " cannot be read");
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// As the collection writes its tables: an object for each row, with the header's cells as keys.
Json objects(const fuzz::Table& table) {
  Json list = Json::array();
  for (std::size_t i = 1; i < table.rows.size(); ++i) {
    const auto& header = table.rows.front().cells;
    const auto& cells = table.rows[i].cells;
    REQUIRE(cells.size() == header.size());
    Json object = Json::object();
    for (std::size_t column = 0; column < cells.size(); ++column)
      object[header[column]] = cells[column];
    list.push_back(object);
  }
  return list;
}

}  // namespace

TEST_CASE("csv-spectrum: every table gives exactly the cells expected") {
  const char* named = std::getenv("METINDEX_CSV_SPECTRUM");
  const Path folder = named == nullptr ? "/usr/share/nodejs/csv-spectrum" : named;
  if (!std::filesystem::is_directory(folder / "csvs")) {
    std::puts("csv-spectrum: skipped (METINDEX_CSV_SPECTRUM does not name its folder)");
    return;
  }
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "csvs")) {
    const Path& csv = entry.path();
    CAPTURE(csv.string());
    const std::string text = text_of(csv);
    const Json expected = Json::parse(text_of(folder / "json" / csv.stem().concat(".json")));
    for (const std::size_t piece : {text.size(), std::size_t{1}}) {
      const fuzz::LibraryTable read = fuzz::read_by_library(text, ',', piece, text.size());
      CHECK(read.refusal == "");
      CHECK_FALSE(read.table.damaged);
      CHECK(objects(read.table) == expected);
    }
    ++cases;
  }
  CHECK(cases >= 10);
}
