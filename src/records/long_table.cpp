#include "records/long_table.hpp"

#include <algorithm>

#include "records/cells.hpp"
#include "records/quote.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

constexpr std::size_t kBlockRows = 1024;
constexpr std::size_t kMostWords = 1000;  // that are remembered

}  // namespace

LongTable::LongTable(Catalogue catalogue, const BatchOptions& options, ByteSource& source,
                     std::string name)
    : catalogue_(std::move(catalogue)),
      options_(options),
      name_(std::move(name)),
      reader_(source, options.chunk_bytes),
      minutes_(catalogue_) {}

std::optional<BatchOutcome> LongTable::open(const std::vector<std::string>& earlier) {
  if (auto outcome = read_start()) return outcome;
  why_late_ = earlier.empty() ? "it is in none of the first " + std::to_string(kRowsLookedAt) +
                                    " rows, by which that was decided; add --gather, or --unit "
                              : "the first table of this run has none; add --unit ";
  const auto settle = [&] { return settle_columns(options_, head_.names, earlier, plan_); };
  const bool by_all = options_.gather && earlier.empty();
  std::optional<TableProblem> problem;
  if (!by_all) problem = settle();
  if (options_.gather && !problem) {
    while (next_block()) take_block();
    if (!problem_.what.empty()) problem = problem_;
    at_end_ = true;
  }
  if (by_all && !problem) problem = settle();
  if (problem) return bad_input(name_, *problem);
  const std::vector<std::string> absent = plan_.tests->describe_absent();
  const bool all_known = by_all || (earlier.empty() && all_looked_at_);
  if (all_known && !absent.empty())
    return BatchOutcome{BatchOutcome::Status::bad_option, name_ + ": " + absent.front(), {}};
  write_header();
  return std::nullopt;
}

std::optional<BatchOutcome> LongTable::read_start() {
  if (const std::string problem = reader_.open(options_.delimiter, options_.comment);
      !problem.empty())
    return bad_input(name_, {0, problem});
  RecordBlock start;
  reader_.look_ahead(start, kRowsLookedAt + 1);
  all_looked_at_ = start.records.size() <= kRowsLookedAt;
  if (start.records.empty() && !reader_.error().empty())
    return bad_input(name_, {reader_.error_line(), reader_.error()});
  dialect_ = reader_.dialect();
  if (dialect_.json) json_.emplace();
  head_.there = options_.header;
  if (auto problem = json_ ? take_keys(start, *json_, head_) : take_head(start, dialect_, head_))
    return bad_input(name_, *problem);
  if (auto outcome = make_long_plan(catalogue_, options_, name_, head_, plan_)) return outcome;
  if (!json_) {
    if (auto problem = check_shape(start, head_)) return bad_input(name_, *problem);
    head_line_ = start.line(head_.record);
    if (options_.header) skip_head(reader_, start, head_.record, dialect_);
    delimiter_ = dialect_.delimiter;
  }
  plan_.wide.delimiter = delimiter_;
  if (json_ && options_.format == TableFormat::same) plan_.wide.format = TableFormat::jsonl;
  if (auto problem = settle_minutes(start)) return bad_input(name_, *problem);
  look_at(start);
  return std::nullopt;
}

// A column that only its name makes one of minutes must hold some: a "timepoint" may be a visit.
std::optional<TableProblem> LongTable::settle_minutes(const RecordBlock& block) {
  LongLayout& layout = plan_.layout;
  if (layout.minute == kNowhere || !layout.minute_by_name) return std::nullopt;
  for (const Record& record : block.records) {
    if (record.cells != head_.names.size()) continue;
    const std::string_view cell = block.text(record, layout.minute, scratch_);
    if (read_minute(cell) || says_nothing(text::trim(cell))) continue;
    const std::string what = "column '" + text::shown(head_.names[layout.minute]) + "' has '" +
                             text::shown(cell) + "', which is no number of minutes";
    if (layout.of_samples()) {
      return TableProblem{block.line(record),
                          what + "; say which column has them with minute=COLUMN in --long"};
    }
    plan_.remarks.push_back(what + ": it is left alone");
    layout.minute = kNowhere;
    break;
  }
  return std::nullopt;
}

// Which tests there are, and how dates are written.
void LongTable::look_at(const RecordBlock& block) {
  bool times_of_day = false;
  const auto meet = [&](const Record& record, std::string_view test) {
    const Analyte* analyte = plan_.tests->find(test).analyte;
    if (analyte == nullptr || plan_.layout.minute == kNowhere) return;
    const std::string_view minute =
        text::trim(block.text(record, plan_.layout.minute, date_scratch_));
    if (const Analyte* sample = SampleMinutes(catalogue_).at(*analyte, minute))
      plan_.sampled.insert(sample);
  };
  for (const std::size_t column : plan_.samples) plan_.tests->find(head_.names[column]);
  for (const Record& record : block.records) {
    if (record.cells != head_.names.size()) continue;
    for (const std::size_t column : plan_.samples) meet(record, head_.names[column]);
    if (!plan_.layout.of_samples())
      meet(record, text::trim(block.text(record, plan_.layout.test, scratch_)));
    if (plan_.layout.date == kNowhere) continue;
    const std::string_view date = block.text(record, plan_.layout.date, scratch_);
    times_of_day = times_of_day || date.find(':') != std::string_view::npos;
  }
  if (times_of_day) {
    plan_.remarks.emplace_back(
        "the dates have times of day: results are gathered only where these are the same");
  }
}

std::vector<std::string> LongTable::analytes() const {
  std::vector<std::string> ids;
  for (const LongSlot& slot : plan_.slots) {
    if (slot.column != kNowhere && slot.from == kNowhere) ids.push_back(slot.analyte->id);
  }
  return ids;
}

std::optional<std::size_t> LongTable::read(char* to, std::size_t size) {
  while (given_ == out_.size()) {
    out_.clear();
    given_ = 0;
    if (make_more()) continue;
    if (problem_.what.empty()) return 0;
    return std::nullopt;
  }
  const std::size_t n = out_.copy(to, size, given_);
  given_ += n;
  return n;
}

// False: there is no more, or reading failed.
bool LongTable::make_more() {
  if (given_panels_ < panels_.panels().size() && at_end_) {
    give_panels();
    return true;
  }
  if (at_end_ || !problem_.what.empty()) return false;
  if (next_block()) {
    take_block();
  } else if (problem_.what.empty()) {
    at_end_ = true;  // what the last person has is given next
  }
  return true;
}

// False: there is no more, or the text is damaged.
bool LongTable::next_block() {
  for (;;) {
    if (!scanner_) {
      if (!reader_.next(chunk_)) {
        if (!reader_.error().empty()) stop(reader_.error_line(), reader_.error());
        return false;
      }
      quotes_ = quotes_ || chunk_.quotes;
      scanner_.emplace(chunk_.text(), dialect_);
    }
    const bool good = scanner_->next(block_, kBlockRows);
    if (!good) stop(scanner_->error_line(), scanner_->error());
    if (!block_.records.empty()) return true;
    scanner_.reset();
    if (!good) return false;
  }
}

void LongTable::take_block() {
  std::vector<UnknownKey> unknown;  // in no column that was asked for
  if (json_) read_objects(block_, *json_, unknown);
  for (const Record& record : block_.records) {
    if (record.kind == RecordKind::row && !take_row(record)) return;
  }
  if (!options_.gather && panels_.all_loose()) give_panels();
}

// False: reading ends there.
bool LongTable::take_row(const Record& record) {
  ++rows_;
  const std::size_t columns = head_.names.size();
  if (record.cells != columns) {
    const std::string kind = json_                    ? "not_json"
                             : record.cells < columns ? "too_few_cells"
                                                      : "too_many_cells";
    loosen(record, kind,
           json_ ? why_no_object(block_.raw(record)) : other_shape(record.cells, columns));
    return true;
  }
  const std::string_view id = text(record, plan_.layout.id, id_scratch_);
  const bool same_person = !options_.gather && !person_.empty() && id == person_;
  if (!same_person && says_nothing(id)) {
    loosen(record, "no_person",
           "'" + text::shown(head_.names[plan_.layout.id]) + "' does not say whose it is");
    return true;
  }
  if (!same_person && !options_.gather && !begin_person(record, id)) return false;
  take_result(record, id);
  if (options_.gather || panels_.panels().size() <= kMostOfPerson) return true;
  stop(block_.line(record), "more than " + std::to_string(kMostOfPerson) + " rows for '" +
                                text::shown(person_) + "': is '" +
                                text::shown(head_.names[plan_.layout.id]) +
                                "' the person? If it is, add --gather");
  return false;
}

bool LongTable::begin_person(const Record& record, std::string_view id) {
  give_panels();
  person_ = id;
  const SeenIds::Answer answer = seen_.add(id);
  if (answer == SeenIds::Answer::fresh) return true;
  const std::string what =
      answer == SeenIds::Answer::back
          ? "'" + text::shown(id) +
                "' comes back after the rows of others; the rows of one person must stand together"
          : "there are more than " + std::to_string(SeenIds::kMost) +
                " persons, in no order, too many to remember who was there before";
  stop(block_.line(record), what + sort_hint());
  return false;
}

void LongTable::take_result(const Record& record, std::string_view id) {
  const LongLayout& layout = plan_.layout;
  const std::string_view date = optional_cell(record, layout.date, date_scratch_);
  if (layout.of_samples()) {
    for (const std::size_t column : plan_.samples)
      take_value(record, id, date, plan_.tests->find(head_.names[column]), column);
    return;
  }
  TestMeaning& test = plan_.tests->find(text(record, layout.test, test_scratch_));
  take_value(record, id, date, test, layout.value);
}

void LongTable::take_value(const Record& record, std::string_view id, std::string_view date,
                           TestMeaning& test, std::size_t column) {
  ++test.results;
  if (test.analyte == nullptr) return;
  const Analyte* sample = sample_of(record, *test.analyte);
  if (sample == nullptr) return;
  if (test.slot == kNowhere) test.slot = plan_.slot_of(test.analyte);
  const std::size_t at = sample == test.analyte ? test.slot : plan_.slot_of(sample);
  const LongSlot& slot = plan_.slots[at];
  if (!plan_.header.empty() && slot.column == kNowhere) {
    ++test.late;
    if (slot.matters)
      return loosen(record, "late_test",
                    sample->id + " has no column: " + why_late_ + sample->id + "=UNIT");
    return;
  }
  std::string cell(decode(test.known, text(record, column, scratch_)));
  const bool empty = is_missing(*sample, cell);
  if (!empty) {
    cell = result_cell(catalogue_, test, cell,
                       optional_cell(record, plan_.layout.unit, test_scratch_));
  }
  LongResult result;
  result.text = cell;
  result.line = block_.line(record);
  result.known = test.known;
  result.slot = static_cast<std::uint32_t>(at);
  result.empty = empty;
  panels_.add(id, date, result, slot.measured);
  take_constants(record, id, date);
}

// What the test's analyte is at the row's minute.
const Analyte* LongTable::sample_of(const Record& record, const Analyte& analyte) {
  const std::size_t column = plan_.layout.minute;
  if (column == kNowhere) return &analyte;
  return minutes_.at(analyte, text(record, column, scratch_));
}

// Empty too where the cell says that there is nothing.
std::string_view LongTable::optional_cell(const Record& record, std::size_t column,
                                          std::string& scratch) {
  const std::string_view cell =
      column == kNowhere ? std::string_view() : text(record, column, scratch);
  return says_nothing(cell) ? std::string_view() : cell;
}

void LongTable::take_constants(const Record& record, std::string_view id, std::string_view date) {
  for (std::size_t i = 0; i < plan_.slots.size(); ++i) {
    const std::size_t from = plan_.slots[i].from;
    if (from == kNowhere) continue;
    LongResult result;
    result.text = text(record, from, scratch_);
    result.line = block_.line(record);
    result.slot = static_cast<std::uint32_t>(i);
    result.empty = says_nothing(result.text);
    panels_.add_constant(id, date, result);
  }
}

// It belongs to no panel, and becomes a row of its own.
void LongTable::loosen(const Record& record, std::string kind, std::string why) {
  panels_.add_loose(block_.raw(record), {block_.line(record), std::move(kind), std::move(why)});
}

// All that is held of a person, or a part of what is held of everyone.
void LongTable::give_panels() {
  const std::vector<LongPanel>& panels = panels_.panels();
  const std::size_t end =
      options_.gather ? std::min(panels.size(), given_panels_ + kBlockRows) : panels.size();
  while (given_panels_ < end) write_panel(panels[given_panels_++]);
  most_bytes_ = std::max(most_bytes_, panels_.bytes());
  if (options_.gather) return;
  panels_.clear();
  given_panels_ = 0;
}

void LongTable::write_header() {
  if (dialect_.byte_order_mark) out_ += kByteOrderMark;
  const LineEnd end = head_.record.line_end;
  line_end_ = end == LineEnd::crlf ? "\r\n" : end == LineEnd::cr ? "\r" : "\n";
  add_lines(1, {}, delimiter_, out_);
  for (const std::string& name : plan_.header) {
    out_ += delimiter_;
    add_quoted(name, delimiter_, out_);
  }
  out_ += line_end_;
}

void LongTable::write_panel(const LongPanel& panel) {
  if (const LooseRow* loose = panels_.loose(panel)) {
    add_lines(*loose, delimiter_, out_);
    out_ += delimiter_;
    add_quoted(panel.id, delimiter_, out_);
    out_ += line_end_;
    return;
  }
  if (!panel.measured) {
    ++unmeasured_;
    return;
  }
  ++written_;
  std::vector<std::string_view> cells(plan_.header.size());
  lines_.assign(cells.size(), 0);
  cells[0] = panel.id;
  if (plan_.layout.date != kNowhere) cells[1] = panel.date;
  for (const LongResult* r = panels_.first(panel); r != nullptr; r = panels_.next(*r)) {
    const std::size_t column = plan_.slots[r->slot].column;
    if (column == kNowhere) continue;
    cells[column] = r->text;
    lines_[column] = r->line;
  }
  add_lines(panel.line, lines_, delimiter_, out_);
  for (const std::string_view cell : cells) {
    out_ += delimiter_;
    add_quoted(cell, delimiter_, out_);
  }
  out_ += line_end_;
}

std::string_view LongTable::text(const Record& record, std::size_t column,
                                 std::string& scratch) const {
  return text::trim(block_.text(record, column, scratch));
}

// Read as no value, by the catalogue's words or the codes declared.
bool LongTable::is_missing(const Analyte& analyte, std::string_view value) const {
  const Reading& reading = options_.assess.reading;
  if (!reading.missing.any(analyte) && text::to_number(value)) return false;
  return read_value(catalogue_, analyte, value, {}, reading).status == Status::missing;
}

// Empty, or a word such as NA.
bool LongTable::says_nothing(std::string_view word) {
  if (word.empty()) return true;
  if (word.find_first_of("0123456789") != std::string_view::npos) return false;
  const std::string key(word);
  if (const auto known = words_.find(key); known != words_.end()) return known->second;
  const auto& analytes = catalogue_.declarations().analytes;
  const auto number =
      std::find_if_not(analytes.begin(), analytes.end(),
                       [](const Analyte& analyte) { return analyte.is_category(); });
  const bool nothing =
      number != analytes.end() && read_value(catalogue_, *number, word).status == Status::missing;
  if (words_.size() < kMostWords) words_.emplace(key, nothing);
  return nothing;
}

}  // namespace metindex::records
