// What a long table says of itself: what became of its rows, and what to do where it cannot be
// read.
#include <algorithm>

#include "bytes/encode.hpp"
#include "records/long_table.hpp"
#include "records/shell_word.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

std::string times(std::uint64_t n, const std::string& what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

bool is_packed(const std::string& name) {
  return bytes::compression_of(name) != bytes::Compression::none;
}

}  // namespace

std::string LongTable::sort_hint() const {
  const std::string gather =
      "add --gather, which holds the results in memory, about 150 bytes each";
  if (json_ || quotes_) return "; sort the table by person, or " + gather;
  const std::string tab = delimiter_ == '\t' ? "$'\\t'" : shell_word(std::string(1, delimiter_));
  const std::string key = std::to_string(plan_.layout.id + 1);
  const std::string sort = "LC_ALL=C sort -s -t " + tab + " -k " + key + "," + key;
  const std::string file = shell_word(name_);
  if (!options_.header) return "; sort it with " + sort + " " + file + " >sorted, or " + gather;
  if (name_ == "stdin" || is_packed(name_))
    return "; sort the rows behind the header with " + sort + ", or " + gather;
  const std::string lines = std::to_string(head_line_);
  return "; sort them, (head -n " + lines + " " + file + "; tail -n +" +
         std::to_string(head_line_ + 1) + " " + file + " | " + sort + ") >sorted, or " + gather;
}

// A column beside the tests whose cells should have agreed.
void LongTable::tell_difference(std::size_t slot, std::vector<std::string>& lines) const {
  const auto found = panels_.counts().differing.find(static_cast<std::uint32_t>(slot));
  if (found == panels_.counts().differing.end()) return;
  const auto& [times_seen, line] = found->second;
  lines.push_back("column '" + text::shown(head_.names[plan_.slots[slot].from]) +
                  "' differs within " + times(times_seen, "row") + ", first in line " +
                  std::to_string(line) + "; its cells have both, and say nothing");
}

std::vector<std::string> LongTable::closing_remarks() const {
  constexpr std::size_t kMegabyte = 1000000;
  const LongCounts& counts = panels_.counts();
  const std::string each = plan_.layout.date == kNowhere ? "person" : "person and date";
  std::vector<std::string> lines;
  const auto add = [&](std::uint64_t n, const std::string& what, const std::string& rest) {
    if (n > 0) lines.push_back(times(n, what) + rest);
  };
  lines.push_back(times(rows_, "row") + " gathered into " + std::to_string(written_) +
                  ", one for each " + each);
  if (options_.gather) {
    lines.back() += "; held in " + std::to_string(most_bytes_ / kMegabyte + 1) + " MB of memory";
  }
  add(counts.repeated, "result", " repeated word for word, taken once");
  add(counts.converted, "result", " documented as another one in another unit, which is read");
  add(plan_.layout.date == kNowhere ? 0 : counts.undated, "person",
      " with results of no date, each gathered into a row of their own");
  add(unmeasured_, each == "person" ? each : "date",
      " without a test that can be scored, not written");
  for (std::size_t i = 0; i < plan_.slots.size(); ++i) tell_difference(i, lines);
  if (const std::string others = minutes_.others(); !others.empty())
    lines.push_back("samples passed over, at minutes that no analyte has: " + others);
  const std::string read = plan_.tests->describe_read();
  const auto& told = plan_.remarks;
  if (!read.empty() && std::find(told.begin(), told.end(), "tests: " + read) == told.end())
    lines.push_back("tests: " + read);
  for (std::string& line : plan_.tests->describe_others()) lines.push_back(std::move(line));
  for (std::string& line : plan_.tests->describe_absent()) lines.push_back(std::move(line));
  return lines;
}

}  // namespace metindex::records
