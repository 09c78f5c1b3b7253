#include "records/chunk.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>

#include "records/match.hpp"
#include "text/each_cpu.hpp"

namespace metindex::records {
namespace {

// Looking ahead holds what it sees: enough for 2000 rows of 8 kB.
constexpr std::size_t kSeenAhead = std::size_t{16} << 20U;

constexpr std::string_view kTooLong =
    "a row of more than 500 MB begins here; is a quote opened and never closed?";

METINDEX_EACH_CPU
std::uint64_t count_lines(const char* data, std::size_t size, char line_end) {
  std::uint64_t lines = 0;
  std::size_t at = 0;
  for (; at + kMatchWidth <= size; at += kMatchWidth)
    lines += static_cast<std::uint64_t>(std::popcount(match(data + at, line_end)));
  return lines + static_cast<std::uint64_t>(std::count(data + at, data + size, line_end));
}

// The first line that is not a comment.
std::string_view first_line(std::string_view text, const Dialect& dialect) {
  for (;;) {
    const std::string_view line = text.substr(0, text.find(dialect.line_end));
    const bool comment = !line.empty() && dialect.comment != 0 && line.front() == dialect.comment;
    if (!comment || line.size() == text.size()) return line;
    text.remove_prefix(line.size() + 1);
  }
}

}  // namespace

// Reads until `wanted` bytes are held, or less: what one read gives is enough once something came.
bool ChunkReader::fill(std::size_t wanted) {
  if (at_end_ || !failure_.empty()) return false;
  if (begin_ > 0 && begin_ + wanted + kReach > data_.size()) {
    std::memmove(data_.data(), data_.data() + begin_, held());
    end_ = held();
    begin_ = 0;
  }
  if (data_.size() < begin_ + wanted + kReach) data_.resize(begin_ + wanted + kReach);
  const auto n = source_.read(data_.data() + end_, begin_ + wanted - end_);
  if (!n) {
    failure_ = source_.why();
    return false;
  }
  end_ += *n;
  at_end_ = *n == 0;
  return !at_end_;
}

std::string ChunkReader::open(char delimiter, char comment) {
  constexpr std::size_t kFirst = std::size_t{64} << 10U;
  while (held() < kFirst && fill(kFirst)) {
  }
  if (held() == 0 && !failure_.empty()) return failure_;
  std::string_view text(data_.data(), held());
  if (text.empty()) return "the file is empty; a header line is expected";
  dialect_.byte_order_mark = text.substr(0, kByteOrderMark.size()) == kByteOrderMark;
  if (dialect_.byte_order_mark) {
    begin_ += kByteOrderMark.size();
    text.remove_prefix(kByteOrderMark.size());
  }
  const bool cr_only =
      text.find('\n') == std::string_view::npos && text.find('\r') != std::string_view::npos;
  if (cr_only) dialect_.line_end = '\r';
  dialect_.comment = comment;
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  dialect_.json = delimiter == 0 && first != std::string_view::npos && text[first] == '{';
  if (dialect_.json) {
    dialect_.delimiter = dialect_.line_end;
    return {};
  }
  dialect_.delimiter = delimiter != 0 ? delimiter : find_delimiter(first_line(text, dialect_));
  return {};
}

void ChunkReader::look_ahead(RecordBlock& block, std::size_t most) {
  constexpr std::size_t kFewRecords = 2;  // a header, a row
  for (std::size_t limit = chunk_bytes_;; limit = std::min(2 * limit, kMostBytes)) {
    while (held() < limit && fill(limit)) {
    }
    const Held found = hold_records(limit);
    Scanner scanner({data_.data() + begin_, found.size, line_, found.quotes}, dialect_);
    if (!scanner.next(block, most) && block.records.empty()) {
      error_ = scanner.error();
      error_line_ = scanner.error_line();
    }
    const bool ended = at_end_ ? found.size == held() : !failure_.empty() && held() <= limit;
    const bool enough = block.records.size() == most ||
                        (limit >= kSeenAhead && block.records.size() >= kFewRecords) ||
                        limit == kMostBytes;
    if (found.damaged || !error_.empty() || ended || enough) return;
  }
}

void ChunkReader::skip(std::size_t bytes, std::uint64_t lines) {
  begin_ += bytes;
  line_ += lines;
}

// Whole records within the first `limit` bytes.
ChunkReader::Held ChunkReader::find_records(std::size_t limit) const {
  const char* data = data_.data() + begin_;
  const std::size_t within = std::min(held(), limit);
  Held found;
  found.quotes = !dialect_.json && std::memchr(data, '"', within) != nullptr;
  if (at_end_ && within == held()) {
    found.size = within;
  } else if (!found.quotes) {
    found.size = std::string_view(data, within).rfind(dialect_.line_end) + 1;  // npos + 1 is 0
  } else {
    while (const std::size_t end = record_end(data, within, found.size, dialect_, found.damaged))
      found.size = end;
    if (found.damaged) found.size = held();  // whoever scans it will say where
  }
  return found;
}

// Reads on until there is a whole record; within `limit` if one is that short.
ChunkReader::Held ChunkReader::hold_records(std::size_t limit) {
  for (;;) {
    const Held found = find_records(limit);
    if (found.size > 0 || !error_.empty() || (at_end_ && held() == 0)) return found;
    if (limit < held()) {  // the record is longer
      limit = std::min(2 * limit, kMostBytes);
      continue;
    }
    if (!failure_.empty() || held() >= kMostBytes) {
      error_ = failure_.empty() ? kTooLong : failure_;
      error_line_ = line_;
      return found;
    }
    // Twice as much each time, so that a huge cell costs no more than its size.
    if (held() >= limit) limit = std::min(2 * limit, kMostBytes);
    while (held() < limit && fill(limit) && held() > chunk_bytes_) {
    }
  }
}

bool ChunkReader::next(Chunk& chunk) {
  if (damaged_ || !error_.empty()) return false;
  if (held() < chunk_bytes_) fill(chunk_bytes_);
  const auto [size, quotes, damaged] = hold_records(chunk_bytes_);
  if (size == 0) return false;
  damaged_ = damaged;
  chunk.first_line = line_;
  chunk.begin = begin_;
  chunk.size = size;
  chunk.quotes = quotes;
  line_ += count_lines(data_.data() + begin_, size, dialect_.line_end);
  const std::size_t left = held() - size;
  if (left > size) {  // whatever is copied, it is the smaller part
    chunk.begin = 0;
    if (chunk.bytes.size() < size + kReach) chunk.bytes.resize(size + kReach);
    std::memcpy(chunk.bytes.data(), data_.data() + begin_, size + kReach);
    begin_ += size;
    return true;
  }
  // The chunk takes the buffer; what is left over begins the next one.
  std::vector<char> rest = std::move(chunk.bytes);
  if (rest.size() < std::max(left, chunk_bytes_) + kReach)
    rest.resize(std::max(left, chunk_bytes_) + kReach);
  std::memcpy(rest.data(), data_.data() + begin_ + size, left);
  chunk.bytes = std::move(data_);
  data_ = std::move(rest);
  begin_ = 0;
  end_ = left;
  return true;
}

}  // namespace metindex::records
