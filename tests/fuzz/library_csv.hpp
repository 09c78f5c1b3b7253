// The library's reader, asked for what plain_csv.hpp says. All that tests know of its interface
// stands here.
#pragma once

#include <optional>
#include <string>

#include "fuzz/plain_csv.hpp"
#include "pieces.hpp"
#include "records/chunk.hpp"

namespace fuzz {

// Chunks of a size of their own for each size of reads, up to this.
inline constexpr std::size_t kReaderChunk = std::size_t{128} << 10U;

struct LibraryTable {
  std::string refusal;  // of the whole; empty if it is read
  char delimiter = 0;
  Table table;
};

// `delimiter` 0: the reader finds it. `most`: rows asked for at a time.
inline LibraryTable read_by_library(std::string_view text, char delimiter, std::size_t piece,
                                    std::size_t most) {
  namespace records = metindex::records;
  Pieces source(text, piece);
  records::ChunkReader reader(source, 1 + piece % kReaderChunk);
  LibraryTable out;
  out.refusal = reader.open(delimiter, '\0');
  if (!out.refusal.empty()) return out;
  out.delimiter = reader.dialect().delimiter;
  records::Chunk chunk;
  records::RecordBlock block;
  std::string scratch;
  while (!out.table.damaged && reader.next(chunk)) {
    records::Scanner scanner(chunk.text(), reader.dialect());
    for (bool good = true; good;) {
      good = scanner.next(block, most);
      for (const auto& record : block.records) {
        Row row{{},
                std::string(block.raw(record)),
                block.line(record),
                record.line_end == records::LineEnd::crlf};
        for (std::size_t i = 0; i < record.cells; ++i)
          row.cells.emplace_back(block.text(record, i, scratch));
        out.table.rows.push_back(std::move(row));
      }
      if (block.records.empty()) break;
    }
    out.table.damaged = !scanner.error().empty();
    if (out.table.damaged) out.table.damage_line = scanner.error_line();
  }
  return out;
}

}  // namespace fuzz
