// Delimited text: against a plain splitter, in pieces of every size, and each kind of damage.
#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "pieces.hpp"
#include "records/chunk.hpp"
#include "records/match.hpp"

namespace metindex::records {
namespace {

using Table = std::vector<std::vector<std::string>>;

struct Reading {
  Table cells;
  std::string raw;  // all raw records, joined by |
  std::vector<std::uint64_t> lines;
  std::string error;
  std::uint64_t error_line = 0;
};

struct Sizes {
  std::size_t piece = 1U << 20U, chunk = 1U << 20U, block = 1000;
};

void add_block(const RecordBlock& block, Reading& out) {
  std::string scratch;
  for (const Record& record : block.records) {
    out.cells.emplace_back();
    for (std::size_t i = 0; i < record.cells; ++i)
      out.cells.back().emplace_back(block.text(record, i, scratch));
    out.raw += std::string(block.raw(record)) + "|";
    out.lines.push_back(block.line(record));
  }
}

Reading read_all(const std::string& text, const Sizes& sizes = {}, char delimiter = ',') {
  Pieces source(text, sizes.piece);
  ChunkReader reader(source, sizes.chunk);
  Reading out;
  out.error = reader.open(delimiter, 0);
  if (!out.error.empty()) return out;
  Chunk chunk;
  RecordBlock block;
  while (reader.next(chunk)) {
    Scanner scanner(chunk.text(), reader.dialect());
    for (bool good = true; good;) {
      good = scanner.next(block, sizes.block);
      add_block(block, out);
      if (block.records.empty()) break;
    }
    out.error = scanner.error();
    out.error_line = scanner.error_line();
  }
  if (!reader.error().empty()) out.error = reader.error();
  return out;
}

// One character at a time, whole text at once: slow and plain.
Table split_plainly(const std::string& text) {
  Table table;
  std::vector<std::string> row;
  std::string cell;
  bool quoted = false;
  bool any = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    any = true;
    if (quoted) {
      if (c != '"') {
        cell += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        cell += text[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"' && cell.empty()) {
      quoted = true;
    } else if (c == ',') {
      row.push_back(cell);
      cell.clear();
    } else if (c == '\n') {
      if (!cell.empty() && cell.back() == '\r') cell.pop_back();
      row.push_back(cell);
      cell.clear();
      table.push_back(row);
      row.clear();
      any = false;
    } else {
      cell += c;
    }
  }
  if (any) {
    row.push_back(cell);
    table.push_back(row);
  }
  return table;
}

// A well-formed table in one of the ways that programs write it.
std::string random_table(std::mt19937_64& random) {
  const auto pick = [&](std::size_t n) { return random() % n; };
  const std::string end = pick(2) == 0 ? "\n" : "\r\n";
  std::string text;
  const std::size_t rows = 1 + pick(6);
  for (std::size_t r = 0; r < rows; ++r) {
    const std::size_t columns = 1 + pick(4);
    for (std::size_t c = 0; c < columns; ++c) {
      if (c > 0) text += ',';
      if (pick(3) == 0) {
        text += '"';
        for (std::size_t k = pick(6); k > 0; --k)
          text += std::vector<std::string>{"a", ",", "\n", "\"\"", ";", " "}[pick(6)];
        text += '"';
      } else {
        for (std::size_t k = pick(5); k > 0; --k) text += "ab1 .;"[pick(6)];
      }
    }
    if (r + 1 < rows || pick(2) == 0) text += end;
  }
  return text;
}

}  // namespace

TEST_CASE(
    "csv: random tables are read as a plain splitter reads them, in pieces and blocks of any "
    "size") {
  std::mt19937_64 random(20260101);
  for (int n = 0; n < 3000; ++n) {
    const std::string text = random_table(random);
    if (text.empty()) continue;
    CAPTURE(text);
    const Table expected = split_plainly(text);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{3}, std::size_t{1} << 16U}) {
      const Reading got = read_all(text, {piece, 1 + random() % 40, 1 + random() % 4});
      CHECK(got.error.empty());
      REQUIRE(got.cells == expected);
    }
  }
}

TEST_CASE("csv: raw records are the bytes as they stand") {
  CHECK(read_all("a,\"b \"\"c\"\"\"\r\n1,2\r\n").raw == "a,\"b \"\"c\"\"\"|1,2|");
  CHECK(read_all("a;b\n\"x\ny\";2", {1, 1, 1}, ';').raw == "a;b|\"x\ny\";2|");
}

TEST_CASE("csv: lines are counted through quoted line ends") {
  CHECK(read_all("h\n\"a\nb\n\"\nc\n").lines == std::vector<std::uint64_t>{1, 2, 5});
}

TEST_CASE("csv: a cell larger than any block") {
  const std::string big(700'000, 'x');
  const Reading got = read_all("h,i\n1," + big + "\n2,y\n", {1000, 5000, 10});
  REQUIRE(got.cells.size() == 3);
  CHECK(got.cells[1][1] == big);
  CHECK(got.cells[2] == std::vector<std::string>{"2", "y"});
}

TEST_CASE("csv: damage is told with its line, and what stood before it is read") {
  const Reading open = read_all("a,b\n1,2\n\"3,4\n5,6\n");
  CHECK(open.cells.size() == 2);
  CHECK(open.error == "a quote is opened here and never closed");
  CHECK(open.error_line == 3);
  const Reading after = read_all("a,b\n1,2\n\"3\"x,4\n");
  CHECK(after.cells.size() == 2);
  CHECK(after.error_line == 3);
  CHECK(after.error.find("closing quote") != std::string::npos);
}

TEST_CASE("csv: what is not delimited text is named") {
  CHECK(read_all("").error == "the file is empty; a header line is expected");
  CHECK(read_all("\xEF\xBB\xBF"
                 "a,b\n")
            .cells == Table{{"a", "b"}});
}

TEST_CASE("csv: sixty-four bytes at once are matched as one by one") {
  std::mt19937_64 random(7);
  for (int n = 0; n < 20'000; ++n) {
    std::string text;
    for (std::size_t i = 0; i < kMatchWidth; ++i) text += ",;\n\x80\xFF\0a\"x"[random() % 9];
    for (const char wanted : {',', '\n', '\x80', '\xFF', '\0'})
      REQUIRE(match(text.data(), wanted) == match_plainly(text.data(), wanted));
  }
}

TEST_CASE("csv: text without quotes is scanned the same by the way for text with quotes") {
  std::mt19937_64 random(8);
  for (int n = 0; n < 3000; ++n) {
    std::string text;
    for (std::size_t i = random() % 300; i > 0; --i) text += "ab1,,,\n\r#"[random() % 9];
    const std::size_t size = text.size();
    text.append(kReach, ',');
    Dialect dialect;
    dialect.comment = n % 2 == 0 ? '#' : '\0';
    Reading fast;
    Reading plain;
    for (const bool quotes : {false, true}) {
      Scanner scanner({text.data(), size, 1, quotes}, dialect);
      RecordBlock block;
      while (scanner.next(block, 3) && !block.records.empty())
        add_block(block, quotes ? plain : fast);
    }
    CAPTURE(text);
    if (n % 2 == 1) REQUIRE(fast.cells == plain.cells);  // cells of comments are never read
    REQUIRE(fast.raw == plain.raw);
    REQUIRE(fast.lines == plain.lines);
  }
}

TEST_CASE("csv: where a record ends is where the scanner ends it") {
  std::mt19937_64 random(9);
  for (int n = 0; n < 5000; ++n) {
    std::string text = random_table(random);
    if (text.empty() || text.back() != '\n') continue;
    const std::size_t size = text.size();
    text.append(kReach, '\n');
    Scanner scanner({text.data(), size, 1, true}, {});
    RecordBlock block;
    bool damaged = false;
    for (std::size_t at = 0; at < size; at = scanner.position()) {
      const std::size_t end = record_end(text.data(), size, at, {}, damaged);
      REQUIRE(scanner.next(block, 1));
      REQUIRE(end == scanner.position());
      REQUIRE(!damaged);
      REQUIRE(record_end(text.data(), end - 1, at, {}, damaged) == 0);
    }
  }
}

TEST_CASE("csv: of long rows few are looked at, and cutting one off copies no more than it") {
  std::string text = "id,note\n";
  const std::string note(std::size_t{400} << 10U, 'x');
  for (int row = 0; row < 100; ++row) text += std::to_string(row) + "," + note + "\n";
  Pieces source(text, text.size());
  ChunkReader reader(source);
  REQUIRE(reader.open(',', 0).empty());
  RecordBlock block;
  reader.look_ahead(block, 2049);
  CHECK(block.records.size() > 1);
  const std::size_t ahead = source.taken();
  CHECK(ahead <= std::size_t{16} << 20U);
  std::size_t read = 0;
  std::size_t copied = 0;
  for (Chunk chunk; reader.next(chunk); chunk = {}) {
    CHECK(std::string_view(chunk.bytes.data() + chunk.begin, chunk.size) ==
          std::string_view(text).substr(read, chunk.size));
    read += chunk.size;
    if (read < ahead / 4) copied += chunk.bytes.size();
  }
  CHECK(read == text.size());
  CHECK(copied < ahead);
}

TEST_CASE("csv: the delimiter is the commonest outside of quotes") {
  CHECK(find_delimiter("a,b,c") == ',');
  CHECK(find_delimiter("a;b;c") == ';');
  CHECK(find_delimiter("\"a,b,c\";d") == ';');
  CHECK(find_delimiter("a\tb") == '\t');
  CHECK(find_delimiter("a|b|c,d") == '|');
  CHECK(find_delimiter("alone") == ',');
}

}  // namespace metindex::records
