// One value as people and laboratories write it.
#include <algorithm>
#include <limits>

#include "metindex/panel.hpp"
#include "panel/cell_words.hpp"
#include "panel/odd_cells.hpp"
#include "panel/plausible.hpp"
#include "panel/written_number.hpp"
#include "text/letters.hpp"
#include "text/text.hpp"
#include "text/utf8.hpp"

namespace metindex {
namespace {

using panel::CellWord;
using panel::CellWords;
using Meaning = Cells::Meaning;

std::string quoted(std::string_view s) { return "'" + text::shown(s) + "'"; }

// A spreadsheet's ways of keeping a number as text: ="5.1" and '5.1
std::string_view without_spreadsheet_quotes(std::string_view s) {
  const bool formula = s.size() > 3 && s.substr(0, 2) == "=\"" && s.back() == '"';
  if (formula) return text::trim(s.substr(2, s.size() - 3));
  return s.size() > 1 && s.front() == '\'' ? text::trim(s.substr(1)) : s;
}

std::string_view without_brackets(std::string_view s) {
  const bool round = s.size() > 1 && s.front() == '(' && s.back() == ')';
  const bool square = s.size() > 1 && s.front() == '[' && s.back() == ']';
  return round || square ? text::trim(s.substr(1, s.size() - 2)) : s;
}

bool begins_number(std::string_view s) {
  const std::size_t sign = !s.empty() && (s[0] == '-' || s[0] == '+') ? 1 : 0;
  const std::size_t mark = s.size() > sign && (s[sign] == '.' || s[sign] == ',') ? 1 : 0;
  return s.size() > sign + mark && panel::is_digit(s[sign + mark]);
}

struct Blanks {
  std::size_t first = 0, last = 0;  // 0: there is none
};

Blanks find_blanks(std::string_view trimmed) {
  Blanks found;
  for (std::size_t at = 0; at < trimmed.size();) {
    const std::size_t begin = at;
    if (!text::is_blank(text::next_code_point(trimmed, at))) continue;
    if (found.first == 0) found.first = begin;
    found.last = begin;
  }
  return found;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

template <typename Same>
const Category* find_category(const Analyte& analyte, Same same) {
  const auto found = std::find_if(
      analyte.categories.begin(), analyte.categories.end(), [&](const Category& category) {
        return same(category.id) ||
               std::any_of(category.spellings.begin(), category.spellings.end(), same);
      });
  return found == analyte.categories.end() ? nullptr : &*found;
}

bool read_category(const Analyte& analyte, std::string_view word, Value& value) {
  const Category* found = find_category(analyte, [&](const std::string& s) { return s == word; });
  if (found == nullptr) {
    found =
        find_category(analyte, [&](const std::string& s) { return text::equal_folded(s, word); });
  }
  if (found == nullptr) return false;
  value.status = Status::ok;
  value.number = static_cast<double>(found - analyte.categories.data());
  return true;
}

std::string not_one_of(const Analyte& analyte, std::string_view word) {
  std::vector<std::string> ids;
  for (const Category& category : analyte.categories) ids.push_back(category.id);
  return quoted(word) + " is not one of " + text::join(ids, ", ");
}

// "H <= 5.3 mmol/L *": each part is taken off what is left.
class ValueReader {
 public:
  ValueReader(const CellWords& words, const Analyte& analyte, const Reading& reading, Value& value)
      : words_(words), analyte_(analyte), reading_(reading), value_(value) {}

  void read(std::string_view written, std::string_view default_unit) {
    default_unit_ = default_unit;
    text_ = rest_ = written;
    value_.status = Status::ok;
    if (!take_front() || !take_number()) return;
    if (value_.status == Status::ok && reading_.missing.has(analyte_, value_.number)) {
      value_.status = Status::missing;
      value_.problem = "no value";
      return;
    }
    const AnalyteUnit* unit = take_unit();
    if (unit == nullptr) return;
    value_.unit = unit->id;
    if (!marks_behind_.empty()) add_mark_before(marks_behind_);
    std::string problem = panel::why_implausible(analyte_, *unit, value_, reading_.assume_units);
    if (!problem.empty()) refuse(Status::implausible, std::move(problem));
  }

  // "< LOD": beyond a limit that is not said.
  void read_beyond(Status status, std::string_view default_unit) {
    default_unit_ = default_unit;
    value_.status = status;
    value_.number = std::numeric_limits<double>::quiet_NaN();
    if (const AnalyteUnit* unit = take_unit()) value_.unit = unit->id;
  }

 private:
  bool refuse(Status status, std::string problem) {
    value_.status = status;
    if (status == Status::not_a_number) value_.number = 0;
    value_.problem = std::move(problem);
    return false;
  }

  bool refuse_number(std::string why = {}) {
    if (why.empty()) why = panel::what_instead(words_, text_);
    if (why.empty()) why = "is not a number";
    return refuse(Status::not_a_number, quoted(value_.text) + " " + why);
  }

  [[nodiscard]] bool is_bound() const { return value_.status != Status::ok; }

  static constexpr std::size_t kLongestFront = 80;  // bytes of what can stand before the number
  static constexpr std::size_t kLongestTail = 200;  // and behind it

  // What stands before the number: a mark, a comparator, the name of a limit.
  bool take_front() {
    while (!begins_number(rest_)) {
      if (const std::string_view inner = without_brackets(rest_);
          is_bound() && inner.size() < rest_.size()) {
        rest_ = inner;  // "<LOD (2.0)"
        continue;
      }
      std::size_t end = 0;
      while (end < rest_.size() && rest_[end] != '(' && rest_[end] != '[' &&
             !begins_number(rest_.substr(end)))
        ++end;
      if (end == rest_.size() || end > kLongestFront) return refuse_number();
      while (end > 0 && !apply_front(rest_.substr(0, end))) --end;  // "H <0.5": H first
      if (end == 0) return refuse_number();
      rest_ = text::trim(rest_.substr(end));
    }
    return true;
  }

  bool apply_front(std::string_view written) {
    const CellWord* word = words_.find(written);
    if (word == nullptr) return false;
    const std::string_view trimmed = text::trim(written);
    if (word->before) {
      const bool sign = !word->whole;  // not the name of a limit
      if (is_bound() && (value_.status != word->status || (sign && compared_))) return false;
      compared_ = compared_ || sign;
      value_.status = word->status;
      value_.inclusive = word->inclusive;
      return true;
    }
    const bool letter = is_letter(trimmed.back());
    const bool apart = trimmed.size() < written.size() || !letter;
    const bool sign = trimmed.front() == '+' || trimmed.front() == '-';
    if (!word->mark || !apart || sign) return false;
    add_mark_before(trimmed);
    return true;
  }

  bool take_number() {
    const panel::WrittenNumber number = panel::read_number(rest_, reading_);
    if (!number.value)
      return refuse_number(panel::why_not_read(rest_.substr(0, number.length), reading_));
    value_.number = *number.value;
    const std::string_view behind = rest_.substr(number.length);
    rest_ = text::trim(behind);
    attached_ = !rest_.empty() && rest_.size() == behind.size();
    if (attached_ && value_.number == 0 && (rest_[0] == 'x' || rest_[0] == 'X'))
      return refuse_number();
    return true;
  }

  // The unit written, with marks around it, or else the column's.
  const AnalyteUnit* take_unit() {
    if (rest_.size() > kLongestTail) return refuse_unit(rest_);
    while (!rest_.empty()) {
      const AnalyteUnit* unit = words_.unit(analyte_, without_brackets(rest_));
      if (unit != nullptr) return unit;
      if (!take_word()) return refuse_unit(rest_);
    }
    if (default_unit_.empty()) {
      value_.unit_assumed = true;
      return &analyte_.unit_in(reading_.system);
    }
    const AnalyteUnit* unit = words_.unit(analyte_, default_unit_);
    return unit == nullptr ? refuse_unit(default_unit_) : unit;
  }

  const AnalyteUnit* refuse_unit(std::string_view written) {
    const std::string instead = panel::what_instead(words_, text_);
    const CellWord* word = words_.find(without_brackets(written));
    if (!instead.empty()) {
      refuse_number(instead);
    } else if (word != nullptr && word->limit) {
      refuse_number("names a limit; if the result lies below it, write <" +
                    text::shortest(value_.number));
    } else {
      refuse(Status::unknown_unit, "unit " + quoted(written) + " is not known for " + analyte_.id +
                                       "; it has " + analyte_.unit_list());
    }
    return nullptr;
  }

  // Takes a mark or the name of a limit off either end: "mg/dL H", "* mg/dL", "mg/dL(H)", "(LOD)".
  bool take_word() {
    constexpr std::string_view kSigns = "*!+#";
    const std::string_view rest = rest_;
    const Blanks blanks = find_blanks(rest);
    const std::size_t open = rest.find_last_of("([");
    const std::size_t signs = rest.find_first_not_of(kSigns);
    const std::size_t last_signs = rest.find_last_not_of(kSigns) + 1;
    const bool bracket = rest.front() == '(' || rest.front() == '[';
    const std::size_t close = bracket ? rest.find_first_of(")]") + 1 : 0;
    return apply_behind(rest, {}) || split_before(close) || split_before(blanks.first) ||
           split_before(signs) || split_behind(open) || split_behind(blanks.last) ||
           split_behind(last_signs);
  }

  bool split_behind(std::size_t at) {
    return at > 0 && at < rest_.size() && apply_behind(rest_.substr(at), rest_.substr(0, at));
  }
  bool split_before(std::size_t at) {
    return at > 0 && at < rest_.size() && apply_behind(rest_.substr(0, at), rest_.substr(at));
  }

  bool apply_behind(std::string_view written, std::string_view left) {
    const std::string_view trimmed = without_brackets(text::trim(written));
    const CellWord* word = words_.find(trimmed);
    if (word == nullptr) return false;
    const bool unclear = attached_ && written.data() == rest_.data() && trimmed.front() == '-';
    if (word->mark && !unclear) {
      add_mark_behind(trimmed);
    } else if (word->behind && !is_bound() && left.empty()) {
      value_.status = word->status;
      value_.inclusive = word->inclusive;
    } else if (!word->limit || !is_bound()) {
      return false;
    }
    rest_ = text::trim(left);
    return true;
  }

  void add_mark_before(std::string_view mark) {
    if (!value_.mark.empty()) value_.mark += ' ';
    value_.mark += mark;
  }

  // Those behind the number are taken off from the end.
  void add_mark_behind(std::string_view mark) {
    if (!marks_behind_.empty()) marks_behind_.insert(0, 1, ' ');
    marks_behind_.insert(0, mark);
  }

  const CellWords& words_;
  const Analyte& analyte_;
  const Reading& reading_;
  Value& value_;
  std::string_view text_, rest_, default_unit_;
  std::string marks_behind_;
  bool compared_ = false;  // a comparator was taken
  bool attached_ = false;  // no blank between the number and what follows
};

}  // namespace

std::string_view name_of(Status status) {
  switch (status) {
    case Status::ok: return "ok";
    case Status::below:
    case Status::above: return "censored";
    case Status::missing: return "missing";
    case Status::not_a_number: return "not_a_number";
    case Status::unknown_unit: return "unknown_unit";
    case Status::implausible: return "implausible";
  }
  return "";
}

std::string remark_on(const Value& value) {
  if (value.ambiguous) {
    return quoted(text::trim(value.text)) +
           " may mean 'not done' or 'not detected'; it is read as no value";
  }
  if (value.mark.empty() || !value.is_reported()) return {};
  return quoted(value.mark) + " in " + quoted(text::trim(value.text)) +
         " is the laboratory's mark and is read over";
}

Value read_value(const Catalogue& catalogue, const Analyte& analyte, std::string_view text,
                 std::string_view unit, const Reading& reading) {
  const std::string_view written = without_spreadsheet_quotes(text::trim(text));
  const CellWords& words = catalogue.cell_words();
  Value value;
  value.text = text;
  value.problem = "no value";
  if (written.empty() || reading.missing.has(analyte, written)) return value;
  const bool category = analyte.is_category();
  if (category && read_category(analyte, written, value)) {
    value.problem.clear();
    return value;
  }
  const CellWord* word = words.find(written);
  const auto meaning = word == nullptr ? std::nullopt : word->whole;
  value.ambiguous = meaning == Meaning::ambiguous;
  if (meaning == Meaning::missing || value.ambiguous) return value;
  value.problem.clear();
  if (category) {
    value.status = Status::not_a_number;
    value.problem = not_one_of(analyte, written);
    return value;
  }
  ValueReader reader(words, analyte, reading, value);
  if (meaning) {
    reader.read_beyond(word->status, unit);
  } else {
    reader.read(written, unit);
  }
  return value;
}

}  // namespace metindex
