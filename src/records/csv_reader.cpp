#include "records/csv_reader.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace metindex::records {
namespace {

constexpr std::size_t kChunk = std::size_t{128} << 10U;

bool starts_with(const std::vector<char>& data, std::string_view head) {
  return data.size() >= head.size() && std::memcmp(data.data(), head.data(), head.size()) == 0;
}

}  // namespace

std::string_view RecordBlock::text(const Cell& cell, std::string& scratch) const {
  const std::string_view raw(bytes.data() + cell.begin, cell.end - cell.begin);
  if (!cell.quoted || raw.find('"') == std::string_view::npos) return raw;
  scratch.clear();
  for (std::size_t i = 0; i < raw.size(); ++i) {
    scratch += raw[i];
    if (raw[i] == '"') ++i;
  }
  return scratch;
}

char find_delimiter(std::string_view line) {
  constexpr std::array<char, 4> kCandidates = {',', ';', '\t', '|'};
  std::array<std::size_t, kCandidates.size()> counts{};
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    for (std::size_t i = 0; i < kCandidates.size() && !quoted; ++i)
      counts[i] += c == kCandidates[i] ? 1 : 0;
  }
  return kCandidates[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) -
                                              counts.begin())];
}

// Reads more: as much again as is held, so that a huge cell costs no more than its size.
bool CsvReader::fill() {
  const std::size_t size = data_.size();
  const std::size_t more = std::max(kChunk, size - at_);
  data_.resize(size + more);
  std::size_t got = 0;
  while (got < more) {
    const auto n = source_.read(data_.data() + size + got, more - got);
    if (!n) {
      data_.resize(size + got);
      return damaged(source_.why());
    }
    if (*n == 0) {
      at_end_ = true;
      break;
    }
    got += *n;
    if (got >= kChunk) break;
  }
  data_.resize(size + got);
  return true;
}

bool CsvReader::damaged(std::string what) {
  error_ = std::move(what);
  error_line_ = line_;
  return false;
}

std::string CsvReader::open(char delimiter) {
  if (!fill()) return error_;
  if (starts_with(data_, "\xFF\xFE") || starts_with(data_, "\xFE\xFF")) {
    return "this is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8";
  }
  if (starts_with(data_, "\x1F\x8B"))
    return "this is compressed; unpack it first: gzip -dc FILE | metindex batch";
  if (std::find(data_.begin(), data_.end(), '\0') != data_.end()) return "this is not a text file";
  const bool has_line_end = std::find(data_.begin(), data_.end(), '\n') != data_.end();
  if (!has_line_end && std::find(data_.begin(), data_.end(), '\r') != data_.end()) {
    return "lines end in CR alone; convert it first: tr '\\r' '\\n'";
  }
  if (data_.empty()) return "the file is empty; a header line is expected";
  byte_order_mark_ = starts_with(data_, kByteOrderMark);
  if (byte_order_mark_) at_ = kByteOrderMark.size();
  const std::string_view rest(data_.data() + at_, data_.size() - at_);
  delimiter_ = delimiter != 0 ? delimiter : find_delimiter(rest.substr(0, rest.find('\n')));
  return {};
}

std::size_t CsvReader::scan_plain(std::size_t at) const {
  const char* data = data_.data();
  const std::size_t size = data_.size();
  while (at < size && data[at] != delimiter_ && data[at] != '\n') ++at;
  return at;
}

// From the opening quote to just behind the closing one.
CsvReader::Scan CsvReader::scan_quoted(std::size_t& at) {
  for (++at; at < data_.size(); ++at) {
    if (data_[at] == '\n') ++inner_lines_;
    if (data_[at] != '"') continue;
    if (at + 1 < data_.size() && data_[at + 1] == '"') {
      ++at;
    } else if (at + 1 < data_.size() || at_end_) {
      ++at;
      return Scan::record;
    }
  }
  if (!at_end_) return Scan::more;
  damaged("a quote is opened here and never closed");
  return Scan::damaged;
}

CsvReader::Scan CsvReader::scan_record(RecordBlock& block) {
  Record record{at_, at_, block.cells.size(), 0, line_, false};
  inner_lines_ = 0;
  for (std::size_t at = at_;;) {
    Cell cell{at, at, at < data_.size() && data_[at] == '"'};
    if (cell.quoted) {
      const Scan scan = scan_quoted(at);
      if (scan != Scan::record) return scan;
      ++cell.begin;
      cell.end = at - 1;
      if (at < data_.size() && data_[at] == '\r') ++at;
    } else {
      at = scan_plain(at);
      cell.end = at;
    }
    const bool last = at == data_.size();
    if (last && !at_end_) return Scan::more;
    if (!last && data_[at] != delimiter_ && data_[at] != '\n') {
      damaged("text follows a closing quote; a quote within a cell is doubled");
      return Scan::damaged;
    }
    const bool ends = last || data_[at] == '\n';
    if (ends) {
      record.end = at;
      record.crlf = !last && at > record.begin && data_[at - 1] == '\r';
      if (at > record.begin && data_[at - 1] == '\r') {
        --record.end;
        if (!cell.quoted && cell.end > cell.begin) --cell.end;
      }
    }
    block.cells.push_back(cell);
    ++record.cells;
    if (!ends) {
      ++at;
      continue;
    }
    block.records.push_back(record);
    line_ += inner_lines_ + 1;
    at_ = last ? at : at + 1;
    return Scan::record;
  }
}

bool CsvReader::next(RecordBlock& block, std::size_t most) {
  block.records.clear();
  block.cells.clear();
  data_.erase(data_.begin(), data_.begin() + static_cast<std::ptrdiff_t>(at_));
  at_ = 0;
  bool good = error_.empty();
  while (good && block.records.size() < most) {
    if (at_ == data_.size()) {
      if (at_end_ || !block.records.empty()) break;
      good = fill();
      continue;
    }
    const std::size_t cells = block.cells.size();
    const Scan scan = scan_record(block);
    if (scan == Scan::record) continue;
    block.cells.resize(cells);
    if (scan == Scan::damaged) good = false;
    if (scan == Scan::more) {
      if (!block.records.empty()) break;
      good = fill();
    }
  }
  // The block takes the bytes; what is left over begins the next one.
  block.bytes.assign(data_.begin(), data_.begin() + static_cast<std::ptrdiff_t>(at_));
  return good;
}

}  // namespace metindex::records
