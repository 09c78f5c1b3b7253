#include "records/header_match.hpp"

#include <algorithm>

#include "panel/units.hpp"
#include "records/field_names.hpp"
#include "records/header_forms.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

bool ends_with(std::string_view s, std::string_view ending) {
  return s.size() > ending.size() && s.substr(s.size() - ending.size()) == ending;
}

std::string quoted(std::string_view s) { return "'" + text::shown(s) + "'"; }

std::string category_of(const Analyte& analyte, std::string_view word) {
  for (const Category& category : analyte.categories) {
    const auto is_it = [&](const std::string& s) { return text::equal_folded(s, word); };
    if (is_it(category.id) ||
        std::any_of(category.spellings.begin(), category.spellings.end(), is_it))
      return category.id;
  }
  return {};
}

// "Female=1, Male=2", "1: male; 2: female": a number for each of at least two words; else none.
std::vector<std::pair<std::string, std::string>> stated_codes(const Analyte& analyte,
                                                              std::string_view written) {
  std::vector<std::pair<std::string, std::string>> codes;
  while (!written.empty()) {
    const std::size_t end = std::min(written.find_first_of(",;/"), written.size());
    const std::string_view pair = written.substr(0, end);
    written.remove_prefix(std::min(end + 1, written.size()));
    const std::size_t sign = pair.find_first_of("=:");
    if (sign == std::string_view::npos) return {};
    std::string_view code = text::trim(pair.substr(0, sign));
    std::string_view word = text::trim(pair.substr(sign + 1));
    if (!text::to_number(code)) std::swap(code, word);
    const std::string category = category_of(analyte, word);
    const bool twice = std::any_of(codes.begin(), codes.end(), [&](const auto& known) {
      return known.first == code || known.second == category;
    });
    if (!text::to_number(code) || category.empty() || twice) return {};
    codes.emplace_back(code, category);
  }
  return codes.size() < 2 ? std::vector<std::pair<std::string, std::string>>() : codes;
}

}  // namespace

const AnalyteUnit* stated_unit(const Declarations& all, const Analyte& analyte,
                               std::string_view written) {
  written = text::trim(written);
  const bool in_brackets =
      written.size() > 2 && ((written.front() == '(' && written.back() == ')') ||
                             (written.front() == '[' && written.back() == ']'));
  if (const AnalyteUnit* unit = panel::resolve_unit(all, analyte, written)) return unit;
  if (in_brackets) return stated_unit(all, analyte, written.substr(1, written.size() - 2));
  constexpr std::string_view kIn = "in ";
  if (written.substr(0, kIn.size()) != kIn) return nullptr;
  return panel::resolve_unit(all, analyte, written.substr(kIn.size()));
}

HeaderMatcher::HeaderMatcher(const Catalogue& catalogue) : all_(catalogue.declarations()) {
  fields_.resize(all_.field_names.size());
  for (const Analyte& analyte : all_.analytes) {
    add_names(analyte);
    if (analyte.load) add_timed(analyte);
    if (!analyte.family.empty())
      samples_[catalogue.analyte(analyte.family)][analyte.minute] = &analyte;
  }
  add_endings();
  for (const std::string& pattern : all_.never_headers) {
    const std::string word = text::fold_name(pattern);
    if (!pattern.empty() && pattern.back() == '*') {
      never_begins_.push_back(word);
    } else {
      never_.emplace(word, true);
    }
  }
}

void HeaderMatcher::add_names(const Analyte& analyte) {
  for (const KnownColumn& column : analyte.columns) {
    columns_.emplace(text::lower(column.name), Meaning{&analyte, &column});
    add_fields(analyte, column);
  }
  for (const std::string& code : analyte.loinc)
    columns_.emplace(text::lower(code), Meaning{&analyte});
  names_.emplace(text::fold_name(analyte.id), Meaning{&analyte});
  for (const std::string& name : analyte.headers)
    names_.emplace(text::fold_name(name), Meaning{&analyte});
  for (const std::string& name : analyte.ambiguous)
    names_.emplace(text::fold_name(name), Meaning{&analyte, nullptr, true});
}

void HeaderMatcher::add_timed(const Analyte& fasting) {
  const auto add = [&](const std::vector<std::string>& names, const std::vector<std::string>& forms,
                       bool letter) {
    for (const std::string& name : names) {
      for (const std::string& form : forms) {
        bool hours = false;
        const std::string key = timed_key(form, name, hours);
        constexpr int kMinutesPerHour = 60;
        timed_.emplace(key, TimedName{&fasting, hours ? kMinutesPerHour : 1, letter});
      }
    }
  };
  add(fasting.load->names, all_.timed_headers, false);
  add(fasting.load->letters, all_.timed_letters, true);
}

// Any of the numbers may be the time: "ogtt 75 g glucose 30".
HeaderMatcher::TimedMeaning HeaderMatcher::timed(std::string_view folded) const {
  constexpr std::size_t kLongestTime = 4;  // digits
  TimedMeaning found;
  for (std::size_t begin = 0, end = 0; begin < folded.size(); begin = end + 1) {
    while (begin < folded.size() && !is_digit(folded[begin])) ++begin;
    end = begin;
    while (end < folded.size() && is_digit(folded[end])) ++end;
    if (end == begin || end - begin > kLongestTime) continue;
    const std::string before(folded.substr(0, begin));
    const std::string after(folded.substr(end));
    const auto name = timed_.find(before + kNumber + after);
    if (name == timed_.end()) continue;
    found.named = true;
    const TimedName& timed = name->second;
    const std::string digits(folded.substr(begin, end - begin));
    const int number = std::stoi(digits);
    if (timed.minutes > 1 && number > 0 && digits.front() == '0') continue;  // of "0.5 h"
    const Analyte* analyte = timed.fasting;
    if (number > 0) {
      const auto samples = samples_.find(timed.fasting);
      if (samples == samples_.end()) continue;
      const auto sample = samples->second.find(number * timed.minutes);
      if (sample == samples->second.end()) continue;
      analyte = sample->second;
    }
    found.meaning = Meaning{analyte, nullptr, timed.letter};
    if (timed.letter) {
      found.meaning->minute_zero = before;
      found.meaning->minute_zero.append("0").append(after);
    }
    return found;
  }
  return found;
}

std::optional<HeaderMatcher::Meaning> HeaderMatcher::meaning_of_name(
    std::string_view folded) const {
  const auto found = names_.find(folded);
  return found == names_.end() ? timed(folded).meaning : std::optional(found->second);
}

void HeaderMatcher::add_fields(const Analyte& analyte, const KnownColumn& column) {
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const auto parsed = parse_field_name(all_.field_names[i].forms, text::lower(column.name));
    if (parsed) fields_[i].emplace(parsed->field, Meaning{&analyte, &column});
  }
}

// "mgdl" and "mgperdl" of "mg/dL"; "mciuml" besides "uiuml".
void HeaderMatcher::add_endings() {
  for (const Unit& unit : all_.units) {
    for (const std::string& spelling : panel::folded_spellings(all_, unit.id)) {
      const std::size_t slash = spelling.find('/');
      std::vector<std::string> written = {spelling};
      if (slash != std::string::npos)
        written.push_back(spelling.substr(0, slash) + "per" + spelling.substr(slash + 1));
      for (const std::string& text : written) {
        add_ending(text::fold_name(text), unit.id);
        if (text.rfind('u', 0) == 0) add_ending("mc" + text::fold_name(text).substr(1), unit.id);
      }
    }
  }
}

// A single letter is too little to tell a unit by.
void HeaderMatcher::add_ending(const std::string& text, const std::string& unit) {
  if (text.size() < 2 && text != "%") return;
  auto& list = endings_[text.back()];
  const auto same =
      std::find_if(list.begin(), list.end(), [&](const Ending& e) { return e.text == text; });
  if (same == list.end()) {
    list.push_back({text, {unit}});
  } else {
    same->units.push_back(unit);
  }
}

bool HeaderMatcher::is_never(std::string_view folded) const {
  return never_.find(folded) != never_.end() ||
         std::any_of(never_begins_.begin(), never_begins_.end(), [&](const std::string& begin) {
           return folded.substr(0, begin.size()) == begin;
         });
}

const Analyte* HeaderMatcher::named(std::string_view folded) const {
  const auto found = meaning_of_name(folded);
  return !found || found->ambiguous ? nullptr : found->analyte;
}

std::optional<HeaderMatcher::Meaning> HeaderMatcher::meaning(std::string_view name,
                                                             std::string_view folded) const {
  const std::string small = text::lower(name);
  if (const auto found = columns_.find(small); found != columns_.end()) return found->second;
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const auto parsed = parse_field_name(all_.field_names[i].forms, small);
    if (!parsed) continue;
    const auto field = fields_[i].find(parsed->field);
    if (field == fields_[i].end()) continue;
    Meaning found = field->second;
    found.first_visit = parsed->is_first();
    return found;
  }
  return meaning_of_name(folded);
}

HeaderMatch HeaderMatcher::without_unit(const Meaning& meaning) {
  HeaderMatch match{meaning.analyte, {}, meaning.known, {}};
  if (meaning.known != nullptr) match.unit = meaning.known->unit;
  match.first_visit = meaning.first_visit;
  match.minute_zero = meaning.minute_zero;
  if (meaning.ambiguous) {
    match.doubt = MatchDoubt::ambiguous;
    match.problem = "the name alone may mean something else";
  }
  return match;
}

// "glucose_mg_dl", "Glucose in mg/dL": a name followed by a unit of the analyte, everything folded.
std::optional<HeaderMatch> HeaderMatcher::with_ending(std::string_view header,
                                                      std::string_view folded) const {
  const auto list = endings_.find(folded.back());
  if (list == endings_.end()) return std::nullopt;
  for (const Ending& ending : list->second) {
    if (!ends_with(folded, ending.text)) continue;
    if (ending.text == "pm" && !ends_with(header, "pM")) continue;  // insulin_pm: the afternoon's
    std::string_view name = folded.substr(0, folded.size() - ending.text.size());
    auto found = meaning_of_name(name);
    if (!found && ends_with(name, "in")) found = meaning_of_name(name.substr(0, name.size() - 2));
    if (!found) continue;
    const Analyte& analyte = *found->analyte;
    for (const std::string& unit : ending.units) {
      if (analyte.find_unit(unit) != nullptr) return HeaderMatch{&analyte, unit, nullptr, {}};
    }
  }
  return std::nullopt;
}

std::string HeaderMatcher::unit_in(std::string_view header, const Analyte& analyte) const {
  const std::string narrow = text::narrow(text::trim(header));
  if (narrow.empty() || analyte.is_category()) return {};
  for (const Parts& parts : splits(narrow)) {
    if (const AnalyteUnit* unit = stated_unit(all_, analyte, parts.unit)) return unit->id;
  }
  // Behind a sign that parts words; the longest first, "mg_dl" before "dl".
  for (std::size_t at = narrow.find_first_of(" _.-"); at != std::string::npos;
       at = narrow.find_first_of(" _.-", at + 1)) {
    const std::string written = text::fold_name(narrow.substr(at + 1));
    const auto list = written.empty() ? endings_.end() : endings_.find(written.back());
    if (list == endings_.end() || (written == "pm" && !ends_with(narrow, "pM"))) continue;
    for (const Ending& ending : list->second) {
      if (ending.text != written) continue;
      for (const std::string& unit : ending.units) {
        if (analyte.find_unit(unit) != nullptr) return unit;
      }
    }
  }
  return {};
}

std::optional<HeaderMatch> HeaderMatcher::with_unit(const Meaning& meaning, std::string_view unit,
                                                    bool square) const {
  const Analyte& analyte = *meaning.analyte;
  HeaderMatch match{&analyte, {}, meaning.known, {}};
  match.first_visit = meaning.first_visit;
  if (analyte.is_category()) {
    match.codes = stated_codes(analyte, unit);
    return match;
  }
  if (const AnalyteUnit* stated = stated_unit(all_, analyte, unit)) {
    match.unit = stated->id;
    return match;
  }
  const std::string word = text::fold_name(unit);
  const bool unit_column =
      std::any_of(all_.unit_words.begin(), all_.unit_words.end(),
                  [&](const std::string& w) { return text::fold_name(w) == word; });
  if (meaning.ambiguous || unit_column) return std::nullopt;
  if (square || unit.find('/') != std::string_view::npos) {
    match.doubt = MatchDoubt::unit_unknown;
    match.problem = "unit " + quoted(unit) + " is not known for " + analyte.id + "; it has " +
                    analyte.unit_list() + "; say which with --unit " + analyte.id + "=UNIT";
  } else {
    match.doubt = MatchDoubt::not_a_unit;
    match.problem = quoted(unit) + " is no unit of " + analyte.id;
  }
  return match;
}

// What times the header says, as a whole or before its unit.
HeaderMatcher::TimedMeaning HeaderMatcher::any_time(std::string_view narrow,
                                                    std::string_view folded) const {
  TimedMeaning found = timed(folded);
  for (const Parts& parts : splits(narrow)) {
    if (!found.named) found = timed(text::fold_name(parts.name));
  }
  return found;
}

HeaderReading HeaderMatcher::read(std::string_view header) const {
  if (header.size() > kLongestHeader) return {};
  const std::string narrow = hours_as_minutes(text::narrow(text::trim(header)));
  const std::string folded = text::fold_name(narrow);
  if (folded.empty()) return {};
  const TimedMeaning time = any_time(narrow, folded);
  // "ogtt*" is on the never-match list for what does not say at which time it was taken.
  const bool timed = time.meaning || with_ending(narrow, folded);
  if (is_never(folded) && !timed) return {true, time.named, std::nullopt};
  if (time.named && (!time.meaning || has_sign_or_point(narrow))) {
    const auto known = columns_.find(text::lower(narrow));
    if (known == columns_.end()) return {false, true, std::nullopt};
  }
  return read_plain(narrow, folded);
}

HeaderReading HeaderMatcher::read_plain(std::string_view narrow, std::string_view folded) const {
  const auto whole = meaning(narrow, folded);
  if (whole && whole->known != nullptr) return {false, false, without_unit(*whole)};
  std::optional<HeaderMatch> doubtful;
  bool never = false;
  for (const Parts& parts : splits(narrow)) {
    const std::string name = text::fold_name(parts.name);
    never = never || is_never(name);
    const auto found = meaning(parts.name, name);
    if (parts.unit.empty() || !found) continue;
    auto match = with_unit(*found, parts.unit, parts.square);
    const bool clear = match && match->doubt == MatchDoubt::none;
    if (clear && !(whole && match->unit.empty())) return {false, false, std::move(match)};
    if (match && !doubtful) doubtful = std::move(match);
  }
  if (whole) return {false, false, without_unit(*whole)};
  if (never) return {true, false, std::nullopt};
  if (auto match = with_ending(narrow, folded)) return {false, false, std::move(match)};
  return {false, false, std::move(doubtful)};
}

}  // namespace metindex::records
