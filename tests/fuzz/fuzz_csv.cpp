// Delimited text: the library's reader gives the rows, and finds the damage, that the plain one
// does, however its reads are cut.
#include "fuzz/library_csv.hpp"
#include "fuzz/targets.hpp"

namespace fuzz {
namespace {

std::string shown(const Table& table) {
  std::string out;
  for (const Row& row : table.rows) {
    out += std::to_string(row.line) + (row.crlf ? " crlf" : "") + " {" + row.raw + "}";
    for (const std::string& cell : row.cells) out += " [" + cell + "]";
    out += "\n";
  }
  return out + (table.damaged ? "damaged at " + std::to_string(table.damage_line) : "") + "\n";
}

void compare(const Table& plain, std::string_view text, char delimiter, std::size_t piece,
             std::size_t most) {
  const LibraryTable library = read_by_library(text, delimiter, piece, most);
  require(library.refusal.empty(), "refused: ", library.refusal);
  require(library.table == plain, "read in pieces of ", piece, ", ", most, " rows at a time:\n",
          shown(library.table), "and plainly:\n", shown(plain));
}

// Behind a row so long that the reader's first chunk ends `inside` bytes into the text.
void compare_across_chunks(const Table& plain, std::string_view text, char delimiter,
                           std::size_t inside) {
  std::string filled(kReaderChunk - 1 - inside, 'x');
  filled += '\n';
  Table shifted;
  shifted.rows.push_back({{filled.substr(0, filled.size() - 1)}, "", 1, false});
  shifted.rows.front().raw = shifted.rows.front().cells.front();
  for (Row row : plain.rows) {
    ++row.line;
    shifted.rows.push_back(std::move(row));
  }
  shifted.damaged = plain.damaged;
  shifted.damage_line = plain.damaged ? plain.damage_line + 1 : 0;
  filled += text;
  compare(shifted, filled, delimiter, filled.size(), filled.size());
}

}  // namespace

void csv(std::string_view bytes) {
  constexpr std::array<char, 4> kDelimiters = {',', ';', '\t', '|'};
  constexpr unsigned kFound = 4;  // the delimiter is found, not given
  constexpr unsigned kAcross =
      1;  // of its upper three bits: text across the end of a chunk; costly
  const unsigned choice = take_choice(bytes);
  const unsigned pieces = take_choice(bytes);
  const char given = (choice & kFound) != 0 ? '\0' : kDelimiters[choice % kDelimiters.size()];
  if (bytes.empty()) {
    const LibraryTable library = read_by_library(bytes, given, 1, 1);
    require(!library.refusal.empty(), "not refused");
    return require_sentence(library.refusal);
  }
  if (other_text(bytes)) return static_cast<void>(read_by_library(bytes, given, 1 + pieces, 1));
  const char delimiter = given != 0 ? given : plain_delimiter(bytes);
  const Table plain = read_plainly(bytes, delimiter);
  compare(plain, bytes, given, bytes.size(), bytes.size());
  compare(plain, bytes, given, 1 + pieces % 32, 1 + pieces / 32);
  if (choice >> 5U == kAcross && without_byte_order_mark(bytes).size() == bytes.size())
    compare_across_chunks(plain, bytes, delimiter, pieces % (bytes.size() + 1));
}

}  // namespace fuzz
