// A source of bytes, cut between records into chunks that can be read independently.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "metindex/batch.hpp"
#include "records/dialect.hpp"
#include "records/scan.hpp"

namespace metindex::records {

struct Chunk {
  std::vector<char> bytes;  // of which [begin, begin + size) count; kReach more behind
  std::size_t begin = 0, size = 0;
  std::uint64_t first_line = 1;
  bool quotes = false;

  [[nodiscard]] Text text() const { return {bytes.data() + begin, size, first_line, quotes}; }
};

class ChunkReader {
 public:
  static constexpr std::size_t kChunkBytes = std::size_t{128} << 10U;

  // `chunk_bytes`: how large a chunk may grow while its records are smaller; 0: kChunkBytes.
  explicit ChunkReader(ByteSource& source, std::size_t chunk_bytes = 0)
      : source_(source), chunk_bytes_(chunk_bytes == 0 ? kChunkBytes : chunk_bytes) {}

  // Reads the first bytes and finds out what they are; skips a byte order mark. Returns "" or what
  // is wrong. `delimiter` 0: found from the first line that is no comment.
  std::string open(char delimiter, char comment);
  [[nodiscard]] const Dialect& dialect() const { return dialect_; }

  // The first `most` records, or all there are before damage or the end, or, of long ones, as many
  // as 16 MB hold, but at least two; next() gives them out again. The block's text lives until
  // then.
  void look_ahead(RecordBlock& block, std::size_t most);
  void skip(std::size_t bytes, std::uint64_t lines);  // of what was looked at
  void make_chunks_of(std::size_t bytes) { chunk_bytes_ = bytes; }

  // False: there is no more, or reading failed (error()). What is damaged is found by scanning.
  bool next(Chunk& chunk);
  [[nodiscard]] bool all_read() const { return at_end_ && held() <= chunk_bytes_; }
  // What stopped the reading, or the looking ahead.
  [[nodiscard]] const std::string& error() const { return error_; }
  [[nodiscard]] std::uint64_t error_line() const { return error_line_; }

 private:
  [[nodiscard]] std::size_t held() const { return end_ - begin_; }
  bool fill(std::size_t wanted);
  struct Held {
    std::size_t size = 0;  // of whole records; 0: none
    bool quotes = false, damaged = false;
  };
  [[nodiscard]] Held find_records(std::size_t limit) const;
  Held hold_records(std::size_t limit);

  ByteSource& source_;
  std::size_t chunk_bytes_;
  Dialect dialect_;
  std::vector<char> data_;  // [begin_, end_) is read and not yet given out
  std::size_t begin_ = 0, end_ = 0;
  std::uint64_t line_ = 1;
  bool at_end_ = false, damaged_ = false;
  std::string failure_;  // of the source; an error once the whole records before it are given out
  std::string error_;
  std::uint64_t error_line_ = 1;
};

}  // namespace metindex::records
