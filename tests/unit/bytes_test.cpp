// Bytes to text: every way of packing and encoding, in pieces of every size, cut and damaged
// everywhere.
#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "unit/bytes_support.hpp"

namespace metindex::bytes {
namespace {

using std::string_literals::operator""s;
using unit::decode;
using unit::Decoded;
using unit::pack;
using unit::Pieces;
using unit::Shelf;
using unit::wide;

constexpr std::size_t kHead = Lookahead::kCapacity;  // what is looked at
constexpr std::array kPackings = {Compression::gzip, Compression::zstd};

const std::string kTable = "id,glucose\na,92\nb,101\nc,88\n";
constexpr std::u32string_view kWide = U"id,größe,血糖,😀\n1,92,3,4\n";
const std::string kNarrow = "id,größe,血糖,😀\n1,92,3,4\n";

std::string name_of(Compression how) { return how == Compression::gzip ? "gzip" : "zstd"; }

// Within the first bytes of a text that is otherwise 'a': `bytes` from position `at` on.
std::string with_bytes_at(std::size_t at, const std::string& bytes) {
  return std::string(at, 'a') + bytes;
}

}  // namespace

TEST_CASE("bytes: UTF-8 passes through in pieces of every size") {
  for (std::size_t piece = 1; piece < 40; ++piece) {
    for (std::size_t take = 1; take < 10; ++take) {
      const Decoded got = decode(kNarrow, "", piece, take);
      REQUIRE(got.problem.empty());
      REQUIRE(got.text == kNarrow);
      CHECK(got.packing.empty());
      CHECK(got.encoding.empty());
    }
  }
  CHECK(decode("").text.empty());
  CHECK(decode("").problem.empty());
  const std::string text = unit::long_table(300'000);
  for (const std::size_t piece : {1U, 4095U, 65536U, 1U << 20U})
    CHECK(decode(text, "", piece, 10'000).text == text);
}

TEST_CASE("bytes: after the first 64 KiB the source writes into the caller's memory") {
  Pieces source(unit::long_table(300'000), 1U << 20U);
  Decoder decoder(source, "");
  REQUIRE_FALSE(decoder.open());
  std::vector<char> mine(1U << 20U);
  CHECK(decoder.read(mine.data(), mine.size()) == kHead);
  CHECK(source.last_to != mine.data());
  CHECK(decoder.read(mine.data(), mine.size()).value_or(0) > 200'000);
  CHECK(source.last_to == mine.data());
}

TEST_CASE("bytes: a source that fails is told after what it gave") {
  for (const std::size_t size : {0U, 10U, 65536U, 100'000U}) {
    CAPTURE(size);
    const std::string text = unit::long_table(size).substr(0, size);
    Pieces source(text, 1000, true);
    const Decoded got = decode(source);
    CHECK(got.text == text);
    CHECK(got.problem == "cannot be read: worn out");
  }
}

TEST_CASE("bytes: packed and unpacked again, in pieces of every size") {
  for (const Compression how : kPackings) {
    const auto packed = pack(how, kTable);
    if (!packed) {  // built without the library: refused with what unpacks it
      const std::string magic = how == Compression::gzip ? "\x1F\x8B" : "\x28\xB5\x2F\xFD";
      CHECK(decode(magic).problem == "this is compressed with " + name_of(how) +
                                         "; unpack it first: " + name_of(how) +
                                         " -dc FILE | metindex batch");
      continue;
    }
    for (std::size_t piece = 1; piece <= packed->size(); ++piece) {
      for (std::size_t take = 1; take < 10; ++take) {
        const Decoded got = decode(*packed, "", piece, take);
        REQUIRE(got.problem.empty());
        REQUIRE(got.text == kTable);
        CHECK(got.packing == name_of(how));
      }
    }
    for (const std::size_t size : {0U, 1U, 131'071U, 131'072U, 131'073U, 1'000'000U}) {
      const std::string text = unit::long_table(size).substr(0, size);
      const auto whole = pack(how, text).value();
      CHECK(decode(whole, "", 777, 100'000).text == text);
      CHECK(decode(whole, "", 777, 1).text == text);
      for (const std::size_t piece : {1U, 1000U, 131'072U, 200'000U})
        CHECK(pack(how, text, piece) == whole);
    }
  }
}

TEST_CASE("bytes: a gzip header without name and time") {
  const auto packed = pack(Compression::gzip, kTable);
  if (!packed) return;
  CHECK(packed->substr(2, 6) == "\x08\0\0\0\0\0"s);  // deflate, no flags, no time
}

TEST_CASE("bytes: several members or frames are one text") {
  for (const Compression how : kPackings) {
    const auto a = pack(how, "id,glucose\na,9");
    const auto empty = pack(how, "");
    const auto b = pack(how, "2\n");
    if (!a || !empty || !b) continue;
    for (std::size_t piece = 1; piece < 60; ++piece)
      REQUIRE(decode(*a + *empty + *b, "", piece, 5).text == "id,glucose\na,92\n");
  }
  const std::string skippable = "\x5A\x2A\x4D\x18\x03\0\0\0abc"s;
  if (const auto packed = pack(Compression::zstd, kTable)) {
    for (std::size_t piece = 1; piece < 20; ++piece)
      REQUIRE(decode(skippable + *packed + skippable, "", piece).text == kTable);
  }
}

TEST_CASE("bytes: cut off anywhere, what is left is told and never taken for the whole") {
  for (const Compression how : kPackings) {
    const auto packed = pack(how, kTable);
    if (!packed) continue;
    const std::size_t magic = how == Compression::gzip ? 2 : 4;
    const std::string problem = "the " + name_of(how) + " data is cut off here; get the file again";
    for (std::size_t size = magic; size < packed->size(); ++size) {
      CAPTURE(size);
      const Decoded got = decode(packed->substr(0, size), "", 3);
      CHECK(got.problem == problem);
      CHECK(kTable.starts_with(got.text));
      // The second one of two.
      const Decoded second = decode(*packed + packed->substr(0, size - magic + 1), "", 3);
      CHECK(second.problem == problem);
      CHECK((kTable + kTable).starts_with(second.text));
    }
  }
}

TEST_CASE("bytes: cut off, the same text is left whatever the reader takes at a time") {
  for (const Compression how : kPackings) {
    const auto packed = pack(how, kTable + std::string(kHead + 2000, '7') + kTable);
    if (!packed) continue;
    for (std::size_t size = 4; size < packed->size(); size += 3) {
      const std::string cut = packed->substr(0, size);
      const std::string text = decode(cut).text;
      for (const std::size_t take : {7U, 1000U}) CHECK(decode(cut, "", 3, take).text == text);
    }
  }
}

TEST_CASE("bytes: a damaged byte gives the text or an error, never another text") {
  for (const Compression how : kPackings) {
    const auto packed = pack(how, unit::long_table(2000));
    if (!packed) continue;
    std::size_t told = 0;
    for (std::size_t at = 0; at < packed->size(); ++at) {
      CAPTURE(at);
      std::string damaged = *packed;
      damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
      const Decoded got = decode(damaged);
      CHECK((!got.problem.empty() || got.text == unit::long_table(2000)));
      told += got.problem.starts_with("the " + name_of(how) + " data is damaged here (") ? 1 : 0;
    }
    CHECK(told > packed->size() / 2);
  }
}

TEST_CASE("bytes: something else behind the packed data is an error") {
  for (const Compression how : kPackings) {
    const auto packed = pack(how, kTable);
    if (!packed) continue;
    for (const std::string& garbage : {"\n"s, "\0x"s, "garbage"s, "\x1F\x1F\x1F\x1F\x1F"s}) {
      for (std::size_t piece = 1; piece < 9; ++piece) {
        const Decoded got = decode(*packed + garbage, "", piece);
        CHECK(got.text == kTable);
        CHECK(got.problem == "the " + name_of(how) +
                                 " data ends here and something else follows it; get the file "
                                 "again, or cut it off: " +
                                 name_of(how) + " -dcq FILE | metindex batch");
      }
    }
  }
}

TEST_CASE("bytes: zeros behind gzip data, with which tapes are filled up, are passed over") {
  const auto packed = pack(Compression::gzip, kTable);
  if (!packed) return;
  for (const std::size_t zeros : {1U, 2U, 5U, 512U, 200'000U}) {
    for (const std::size_t piece : {1U, 3U, 100'000U}) {
      const std::string padded = *packed + std::string(zeros, '\0');
      CHECK(decode(padded, "", piece).text == kTable);
      CHECK(decode(padded, "", piece).problem.empty());
      CHECK(decode(padded + *packed, "", piece).text == kTable + kTable);
    }
  }
}

TEST_CASE("bytes: what is compressed twice, or a workbook that is compressed, is refused") {
  for (const Compression how : kPackings) {
    const auto packed = pack(how, kTable);
    if (!packed) continue;
    CHECK(decode(pack(how, *packed).value()).problem ==
          "this is compressed twice; unpack it first: " + name_of(how) +
              " -dc FILE | metindex batch");
    CHECK(decode(pack(how, "%PDF-1.7").value()).problem ==
          "this is a PDF document; a table as CSV is needed");
  }
}

TEST_CASE("bytes: UTF-16 and UTF-32 by their marks, UTF-16 by its zero bytes") {
  for (const std::size_t width : {2U, 4U}) {
    for (const bool big_endian : {false, true}) {
      const std::string encoding =
          (width == 2 ? "UTF-16"s : "UTF-32"s) + (big_endian ? "BE" : "LE");
      CAPTURE(encoding);
      const std::string marked =
          wide(U"\uFEFF", width, big_endian) + wide(kWide, width, big_endian);
      for (std::size_t piece = 1; piece < 20; ++piece) {
        for (std::size_t take = 1; take < 20; ++take) {
          const Decoded got = decode(marked, "", piece, take);
          REQUIRE(got.problem.empty());
          REQUIRE(got.text == "\xEF\xBB\xBF" + kNarrow);
          CHECK(got.encoding == encoding);
          CHECK(got.found);
        }
      }
      const Decoded bare = decode(wide(kWide, width, big_endian), width == 2 ? "" : encoding);
      CHECK(bare.text == kNarrow);
      CHECK(bare.encoding == encoding);
      CHECK(bare.found == (width == 2));
    }
  }
  std::u32string many;
  while (many.size() < 200'000) many += kWide;
  const std::string marked = wide(U"\uFEFF" + many, 2, false);
  CHECK(decode(marked, "", 1001, 70'000).text.size() ==
        3 + many.size() / kWide.size() * kNarrow.size());
  for (const std::size_t take : {1U, 2U, 63U, 64U, 65U})
    CHECK(decode(marked, "", 1001, take).text == decode(marked).text);
  if (const auto packed = pack(Compression::gzip, marked)) {
    CHECK(decode(*packed).text == decode(marked).text);
    CHECK(decode(*packed).packing == "gzip");
    CHECK(decode(*packed).encoding == "UTF-16LE");
  }
}

TEST_CASE("bytes: UTF-16 that is none is told, after what came before") {
  const std::string head = wide(U"\uFEFFid\n1\n2", 2, false);
  const Decoded lone = decode(head + "\x00\xDCx\0"s, "", 3);  // a second half without a first one
  CHECK(lone.text == "\xEF\xBB\xBFid\n1\n2");
  CHECK(lone.problem ==
        "here is the byte 0x00, which begins no character of UTF-16LE; name the file's encoding: "
        "--encoding NAME");
  const Decoded cut = decode(head + "3", "", 3);
  CHECK(cut.problem == "the text ends within a character of UTF-16LE; get the file again");
}

TEST_CASE("bytes: what is not UTF-8 is refused with its line, in the first 64 KiB") {
  const Decoded latin = decode("id,name\n1,M\xFCller\n", "", 1);
  CHECK(latin.refused);
  CHECK(latin.line == 2);
  CHECK(latin.problem ==
        "here is the byte 0xFC, which is not UTF-8; if the file was made on Windows, add "
        "--encoding windows-1252 ('iconv -l' lists other names)");
  CHECK(decode("a\rb\r\xFC\r").line == 3);
  for (const std::string bad : {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3("})
    CHECK(decode("id\n" + bad + "\n").line == 2);

  CHECK(decode("id\n\xC3").refused);  // cut off, and nothing follows
  for (std::size_t cut = 1; cut < 4; ++cut) {
    const std::string text = with_bytes_at(kHead - cut, "😀\n");
    CHECK(decode(text, "", 1000).text == text);
  }
  CHECK(decode(with_bytes_at(kHead - 1, "\xFF\n")).refused);
  CHECK(decode(with_bytes_at(kHead - 2, "\xC3\xFF\n")).refused);
  CHECK_FALSE(decode(with_bytes_at(kHead, "\xFF\n")).refused);
}

TEST_CASE("bytes: an encoding that is named") {
  CHECK(decode("M\xFCller\n", "windows-1252").text == "Müller\n");
  CHECK(decode("M\xFCller\n", "latin1", 1, 1).text == "Müller\n");
  CHECK_FALSE(decode("M\xFCller\n", "latin1").found);
  CHECK(decode("\x8C\x8C\x93\x9C,1\n", "SHIFT_JIS", 1, 1).text == "血糖,1\n");
  CHECK(decode("M\xFCller\n", "UTF-8").text == "M\xFCller\n");  // as it is
  CHECK(decode("M\xFCller\n", "utf8").problem.empty());
  CHECK(decode("\xFF\xFEi\0d\0"s, "UTF-16").text == "id");
  // Some encodings hold back a letter until they know that no accent follows it.
  CHECK(decode("id,a", "windows-1258").text == "id,a");

  const Decoded hole = decode("id\n1\n\x81\n", "windows-1252");
  CHECK(hole.text == "id\n1\n");
  CHECK(hole.problem ==
        "here is the byte 0x81, which begins no character of windows-1252; name the file's "
        "encoding: --encoding NAME");
  for (const std::string name : {"nonsense", "latin1//IGNORE", "/"}) {
    const Decoded wrong = decode("id\n", name);
    CHECK(wrong.bad_option);
    CHECK(wrong.problem ==
          "--encoding: '" + name + "' is not known here; 'iconv -l' lists the names");
  }
}

TEST_CASE("bytes: what is not text is refused by its name") {
  const auto problem = [](const std::string& head) {
    return decode(head + "\0\0"s, "", 1).problem;
  };
  const auto names = [&](const std::string& head, const std::string& name) {
    CAPTURE(name);
    CHECK(problem(head).find(name) != std::string::npos);
    CHECK(decode(head, "latin1").problem == problem(head));
  };
  names("\xFD\x37zXZ\0"s, "compressed with xz; unpack it first: xz -dc");
  names("BZh91AY&SY", "compressed with bzip2; unpack it first: bzip2 -dc");
  names("PK\x03\x04,,,,[Content_Types].xml,,,xl/workbook.xml", "an Excel workbook; save");
  names("PK\x03\x04,,,,mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "OpenDocument");
  names("PK\x03\x04,,,,[Content_Types].xml,,,word/document.xml", "an Office document; save");
  names("PK\x03\x04,,,,labs.csv", "a zip archive; unpack it first: unzip -p");
  names("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an Excel workbook (.xls)");
  names("HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!", "a SAS transport file");
  names("\0\0\0\0\0\0\0\0\0\0\0\0\xC2\xEA\x81\x60"s, "a SAS data set");
  names("$FL2@(#) SPSS DATA FILE", "an SPSS file");
  names("<stata_dta><header>", "a Stata file");
  names("SQLite format 3\0"s, "an SQLite database");
  names("PAR1\x15\x04", "a Parquet file");
  names("%PDF-1.4", "a PDF document");
  CHECK(problem("id\n\x01\x02") == "this is not a text file");
  CHECK(decode("id\n\0\n"s, "utf-8").problem == "this is not a text file");
  CHECK(decode("PAR1,glucose\n1,92\n").problem.empty());
  CHECK(decode("HEADER RECORD,glucose\n").problem.empty());
}

TEST_CASE("bytes: the output's name says how it is packed") {
  CHECK(compression_of("scored.csv.gz") == Compression::gzip);
  CHECK(compression_of("a.gz/scored.CSV.ZST") == Compression::zstd);
  for (const char* plain : {"scored.csv", "-", "", "gz", "scored.gz.csv", "a.gz/scored"})
    CHECK(compression_of(plain) == Compression::none);
  Shelf shelf;
  CHECK(encode(shelf, Compression::none) == nullptr);
}

TEST_CASE("bytes: a sink that is full is told, wherever it is") {
  const std::string text = unit::long_table(1'500'000);
  for (const Compression how : kPackings) {
    const auto packed = pack(how, text);
    if (!packed) continue;
    for (const std::size_t room : {std::size_t{0}, packed->size() / 2, packed->size() - 1}) {
      Shelf shelf(room);
      const auto encoder = encode(shelf, how);
      const bool written = encoder->write(text);
      CHECK_FALSE(encoder->finish());
      CHECK((written || !encoder->write("more")));
    }
    Shelf enough(packed->size());
    const auto encoder = encode(enough, how);
    CHECK(encoder->write(text));
    CHECK(encoder->finish());
  }
}

}  // namespace metindex::bytes
