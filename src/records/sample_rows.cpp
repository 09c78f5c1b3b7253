#include "records/sample_rows.hpp"

#include <algorithm>
#include <set>

#include "records/long_columns.hpp"
#include "records/sample_minutes.hpp"
#include "records/shell_word.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

// The minutes of a column; empty if any cell is no minute.
std::set<int> minutes_of(const RecordBlock& rows, std::size_t column) {
  std::set<int> minutes;
  std::string scratch;
  for (const Record& record : rows.records) {
    if (column >= record.cells) continue;
    const std::string_view cell = text::trim(rows.text(record, column, scratch));
    if (cell.empty()) continue;
    const auto minute = read_minute(cell);
    if (!minute) return {};
    minutes.insert(*minute);
  }
  return minutes;
}

}  // namespace

std::string refuse_sample_rows(const std::vector<std::string>& header, const RecordBlock& rows,
                               const std::vector<Binding>& fasting) {
  const MinuteColumn column = find_minute_column(header);
  if (column.at == kNowhere || fasting.empty()) return {};
  const std::set<int> minutes = minutes_of(rows, column.at);
  const auto later = [&](int minute) {
    return minute > 0 && minutes.count(minute) > 0 &&
           std::any_of(fasting.begin(), fasting.end(), [&](const Binding& b) {
             const std::vector<int>& all = b.analyte->load->minutes;
             return std::find(all.begin(), all.end(), minute) != all.end();
           });
  };
  // A column called "time" alone may be one of visits: 0 and a usual minute must be in it.
  const bool usual = later(30) || later(60) || later(120);
  if (column.sure ? std::none_of(minutes.begin(), minutes.end(), later)
                  : !usual || minutes.count(0) == 0)
    return {};
  std::string names;
  for (const Binding& binding : fasting)
    names += " --column " + binding.analyte->id + "=" + shell_word(binding.header);
  const std::string option = suggest_long(header);
  return "column '" + text::shown(header[column.at]) + "' has minutes up to " +
         std::to_string(*minutes.rbegin()) +
         ": the rows are samples after a glucose load, not fasting ones; add " +
         (option.empty() ? "--long id=COLUMN,minute=" + shell_word(header[column.at]) : option) +
         ", or, if all are fasting," + names;
}

}  // namespace metindex::records
