#include "records/header_match.hpp"

#include <algorithm>

#include "panel/units.hpp"
#include "records/field_names.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

bool ends_with(std::string_view s, std::string_view ending) {
  return s.size() > ending.size() && s.substr(s.size() - ending.size()) == ending;
}

std::string quoted(std::string_view s) { return "'" + text::shown(s) + "'"; }

// A name and what may be its unit.
struct Parts {
  std::string_view name, unit;
  bool square = false;
};

// "Glucose (mmol/L)", "glucose[mg/dL]", "Glucose, mmol/L"; "Insulin (fasting) (mU/L)" and
// "insulin[u[IU]/mL]" have more than one way.
std::vector<Parts> splits(std::string_view header) {
  std::vector<Parts> found;
  const bool square = header.back() == ']';
  if (square || header.back() == ')') {
    const char open = square ? '[' : '(';
    const std::size_t first = header.find(open, 1);
    const std::size_t last = header.rfind(open);
    const auto add = [&](std::size_t at) {
      found.push_back({text::trim(header.substr(0, at)),
                       header.substr(at + 1, header.size() - at - 2), square});
    };
    if (first != std::string_view::npos) add(first);
    if (first != std::string_view::npos && last != first) add(last);
  }
  const std::size_t comma = header.rfind(',');
  if (comma != std::string_view::npos && comma > 0)
    found.push_back({text::trim(header.substr(0, comma)), text::trim(header.substr(comma + 1))});
  return found;
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
  for (const Analyte& analyte : all_.analytes) add_names(analyte);
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
  const auto found = names_.find(folded);
  return found == names_.end() || found->second.ambiguous ? nullptr : found->second.analyte;
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
  const auto found = names_.find(folded);
  return found == names_.end() ? std::nullopt : std::optional(found->second);
}

HeaderMatch HeaderMatcher::without_unit(const Meaning& meaning) {
  HeaderMatch match{meaning.analyte, {}, meaning.known, {}};
  if (meaning.known != nullptr) match.unit = meaning.known->unit;
  match.first_visit = meaning.first_visit;
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
    auto found = names_.find(name);
    if (found == names_.end() && ends_with(name, "in"))
      found = names_.find(name.substr(0, name.size() - 2));
    if (found == names_.end()) continue;
    const Analyte& analyte = *found->second.analyte;
    for (const std::string& unit : ending.units) {
      if (analyte.find_unit(unit) != nullptr) return HeaderMatch{&analyte, unit, nullptr, {}};
    }
  }
  return std::nullopt;
}

std::optional<HeaderMatch> HeaderMatcher::with_unit(const Meaning& meaning, std::string_view unit,
                                                    bool square) const {
  const Analyte& analyte = *meaning.analyte;
  HeaderMatch match{&analyte, {}, meaning.known, {}};
  match.first_visit = meaning.first_visit;
  if (analyte.is_category()) return match;
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

HeaderReading HeaderMatcher::read(std::string_view header) const {
  if (header.size() > kLongestHeader) return {};
  const std::string narrow = text::narrow(text::trim(header));
  const std::string folded = text::fold_name(narrow);
  if (folded.empty()) return {};
  if (is_never(folded)) return {true, std::nullopt};
  const auto whole = meaning(narrow, folded);
  if (whole && whole->known != nullptr) return {false, without_unit(*whole)};
  std::optional<HeaderMatch> doubtful;
  bool never = false;
  for (const Parts& parts : splits(narrow)) {
    const std::string name = text::fold_name(parts.name);
    never = never || is_never(name);
    const auto found = meaning(parts.name, name);
    if (parts.unit.empty() || !found) continue;
    auto match = with_unit(*found, parts.unit, parts.square);
    const bool clear = match && match->doubt == MatchDoubt::none;
    if (clear && !(whole && match->unit.empty())) return {false, std::move(match)};
    if (match && !doubtful) doubtful = std::move(match);
  }
  if (whole) return {false, without_unit(*whole)};
  if (never) return {true, std::nullopt};
  if (auto match = with_ending(narrow, folded)) return {false, std::move(match)};
  return {false, std::move(doubtful)};
}

std::optional<HeaderMatch> match_header(const Catalogue& catalogue, std::string_view header) {
  return HeaderMatcher(catalogue).read(header).match;
}

bool never_matches(const Catalogue& catalogue, std::string_view header) {
  return HeaderMatcher(catalogue).read(header).never;
}

}  // namespace metindex::records
