#include "bytes/formats.hpp"

#include <algorithm>
#include <array>

namespace metindex::bytes {
namespace {

using std::string_view_literals::operator""sv;

struct Format {
  std::string_view magic;  // the first bytes; '?' is any byte
  std::string_view refusal;
};

// What people have instead of a text file.
constexpr std::array kFormats = {
    Format{"\xFD\x37zXZ\0"sv,
           "this is compressed with xz; unpack it first: xz -dc FILE | metindex batch"},
    Format{"BZh?1AY&SY"sv,
           "this is compressed with bzip2; unpack it first: bzip2 -dc FILE | metindex batch"},
    Format{"7z\xBC\xAF\x27\x1C"sv,
           "this is a 7z archive; unpack it first: 7z e -so FILE | metindex batch"},
    Format{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv,
           "this is an Excel workbook (.xls) or another old Office document; save the table as "
           "CSV"},
    Format{"HEADER RECORD*******"sv,
           "this is a SAS transport file; make a CSV file of it first, in R: "
           "write.csv(haven::read_xpt(\"FILE\"), \"labs.csv\")"},
    Format{"\0\0\0\0\0\0\0\0\0\0\0\0\xC2\xEA\x81\x60"sv,
           "this is a SAS data set; make a CSV file of it first, in R: "
           "write.csv(haven::read_sas(\"FILE\"), \"labs.csv\")"},
    Format{"$FL?@(#)"sv,
           "this is an SPSS file; make a CSV file of it first, in R: "
           "write.csv(haven::read_sav(\"FILE\"), \"labs.csv\")"},
    Format{"<stata_dta>"sv,
           "this is a Stata file; make a CSV file of it first, in R: "
           "write.csv(haven::read_dta(\"FILE\"), \"labs.csv\")"},
    Format{"SQLite format 3\0"sv,
           "this is an SQLite database; take a table out of it: "
           "sqlite3 -csv -header FILE 'select * from TABLE' | metindex batch"},
    Format{"PAR1\x15"sv,
           "this is a Parquet file; make text of it: "
           "duckdb -csv -c \"from 'FILE'\" | metindex batch"},
    Format{"%PDF-"sv, "this is a PDF document; a table as CSV is needed"},
};

bool begins(std::string_view head, std::string_view magic) {
  return head.size() >= magic.size() &&
         std::equal(magic.begin(), magic.end(), head.begin(),
                    [](char wanted, char is) { return wanted == '?' || wanted == is; });
}

// Workbooks are zip archives too, told by the names in them.
std::string_view refusal_of_zip(std::string_view head) {
  const auto has = [&](std::string_view name) { return head.find(name) != std::string_view::npos; };
  if (has("xl/wor")) return "this is an Excel workbook; save the table as CSV";
  if (has("vnd.oasis.opendocument"))
    return "this is an OpenDocument spreadsheet; save the table as CSV";
  if (has("[Content_Types].xml") || has("docProps/"))
    return "this is an Office document; save the table as CSV";
  return "this is a zip archive; unpack it first: unzip -p FILE | metindex batch";
}

}  // namespace

bool is_gzip(std::string_view head) { return begins(head, "\x1F\x8B"sv); }

bool is_zstd(std::string_view head) {
  constexpr unsigned kSkippable = 0x50;  // to 0x5F: the lowest byte of a skippable frame's magic
  return begins(head, "\x28\xB5\x2F\xFD"sv) ||
         (begins(head, "?\x2A\x4D\x18"sv) &&
          (static_cast<unsigned char>(head.front()) & 0xF0U) == kSkippable);
}

std::string_view refusal_of(std::string_view head) {
  if (begins(head, "PK\x03\x04"sv)) return refusal_of_zip(head);
  const auto format = std::find_if(kFormats.begin(), kFormats.end(),
                                   [&](const Format& f) { return begins(head, f.magic); });
  return format == kFormats.end() ? std::string_view{} : format->refusal;
}

}  // namespace metindex::bytes
