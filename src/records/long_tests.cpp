#include "records/long_tests.hpp"

#include <algorithm>

#include "panel/units.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

constexpr std::size_t kMostKept = 10000;  // names of tests that are not read
constexpr std::size_t kMostNamed = 20;    // in one line

// "Glucose, plasma" is what "plasma Glucose" is.
std::string turned_round(std::string_view test) {
  const std::size_t comma = test.rfind(',');
  if (comma == std::string_view::npos) return {};
  return std::string(text::trim(test.substr(comma + 1))) + " " +
         std::string(text::trim(test.substr(0, comma)));
}

// "5.3 mmol/L" and "5.3mmol/L" end in mmol/L; "5.3 mg/L" does not end in g/L.
bool ends_in_unit(std::string_view cell, std::string_view unit) {
  if (cell.size() <= unit.size()) return false;
  const std::size_t at = cell.size() - unit.size();
  const bool apart = cell[at - 1] == ' ' || (cell[at - 1] >= '0' && cell[at - 1] <= '9');
  return apart && text::equal_folded(cell.substr(at), unit);
}

std::string in_quotes(std::string_view test) { return "'" + text::shown(test) + "'"; }

}  // namespace

TestMeaning& LongTests::find(std::string_view test) {
  if (const auto found = meanings_.find(test); found != meanings_.end()) return found->second;
  TestMeaning meaning = read(test);
  if (meaning.analyte == nullptr && ++others_kept_ > kMostKept) {
    meaning.results = other_.results;
    other_ = std::move(meaning);
    return other_;
  }
  return meanings_.emplace(test, std::move(meaning)).first->second;
}

bool LongTests::has(const Analyte* analyte) const {
  return std::any_of(meanings_.begin(), meanings_.end(),
                     [&](const Entry& entry) { return entry.second.analyte == analyte; });
}

bool LongTests::is_named(const Analyte* analyte) const {
  return std::any_of(named_.begin(), named_.end(),
                     [&](const auto& named) { return named.first == analyte; });
}

TestMeaning LongTests::read(std::string_view test) const {
  const auto named = std::find_if(named_.begin(), named_.end(), [&](const auto& n) {
    return text::equal_folded(n.second, test);
  });
  const std::string turned = turned_round(test);
  auto match = clear_match(matcher_, test);
  if (!match && !turned.empty()) match = clear_match(matcher_, turned);
  TestMeaning meaning;
  if (match) {
    meaning.analyte = match->analyte;
    meaning.unit = match->unit;
    meaning.known = match->known;
  }
  if (named != named_.end() && meaning.analyte != named->first) {
    if (meaning.known == nullptr) meaning.unit.clear();  // else it is documented with the name
    meaning.analyte = named->first;
    meaning.known = nullptr;
  }
  meaning.never = meaning.analyte == nullptr &&
                  (matcher_.read(test).never || (!turned.empty() && matcher_.read(turned).never));
  return meaning;
}

// The commonest first, then by name.
std::vector<const LongTests::Entry*> LongTests::sorted() const {
  std::vector<const Entry*> entries;
  for (const Entry& entry : meanings_) entries.push_back(&entry);
  std::sort(entries.begin(), entries.end(), [](const Entry* a, const Entry* b) {
    if (a->second.results != b->second.results) return a->second.results > b->second.results;
    return a->first < b->first;
  });
  return entries;
}

std::string LongTests::describe_read() const {
  std::vector<std::string> parts;
  for (const Analyte& analyte : catalogue_.declarations().analytes) {
    std::vector<std::string> names;
    for (const auto& [name, meaning] : meanings_) {
      const bool none = meaning.late > 0 && meaning.late == meaning.results;
      if (meaning.analyte == &analyte && !none) names.push_back(in_quotes(name));
    }
    std::sort(names.begin(), names.end());
    if (names.size() > kMostNamed) names.resize(kMostNamed);
    if (!names.empty()) parts.push_back(analyte.id + "=" + text::join(names, " and "));
  }
  return text::join(parts, ", ");
}

std::vector<std::string> LongTests::describe_others() const {
  std::vector<std::string> lines;
  const std::vector<const Entry*> entries = sorted();
  const auto add = [&](std::string_view why, std::uint64_t rest, const auto& count) {
    std::vector<std::string> parts;
    for (const Entry* entry : entries) {
      const std::uint64_t n = count(entry->second);
      if (n > 0 && parts.size() < kMostNamed) {
        parts.push_back(in_quotes(entry->first) + " " + std::to_string(n));
      } else {
        rest += n;
      }
    }
    if (rest > 0) parts.push_back("others " + std::to_string(rest));
    if (!parts.empty())
      lines.push_back("tests passed over, " + std::string(why) + ": " + text::join(parts, ", "));
  };
  using Count = std::uint64_t;
  add("not fasting values or not measurements", 0,
      [](const TestMeaning& test) -> Count { return test.never ? test.results : 0; });
  add("without a column, as the first rows have none", 0,
      [](const TestMeaning& test) -> Count { return test.late; });
  add("not known", other_.results, [](const TestMeaning& test) -> Count {
    return test.analyte == nullptr && !test.never ? test.results : 0;
  });
  return lines;
}

// What else a name may have meant: the tests of an analyte of that name, else those there are.
std::string LongTests::like(const std::string& name) const {
  std::vector<std::string> names;
  for (const Entry* entry : sorted()) {
    const Analyte* analyte = entry->second.analyte;
    if (analyte != nullptr && analyte->id == name) names.push_back(in_quotes(entry->first));
  }
  if (!names.empty()) return "; the tests read as " + name + " are " + text::join(names, " and ");
  return meanings_.empty() ? "" : "; there are " + first_names();
}

std::vector<std::string> LongTests::describe_absent() const {
  std::vector<std::string> lines;
  for (const auto& [analyte, name] : named_) {
    const bool came = std::any_of(meanings_.begin(), meanings_.end(), [&](const Entry& entry) {
      return text::equal_folded(entry.first, name);
    });
    if (!came) lines.push_back("no test is called " + in_quotes(name) + like(name));
  }
  return lines;
}

std::string LongTests::first_names() const {
  constexpr std::size_t kFew = 5;
  std::vector<std::string> names;
  for (const Entry& entry : meanings_) names.push_back(in_quotes(entry.first));
  std::sort(names.begin(), names.end());
  if (names.size() > kFew) {
    names.resize(kFew);
    names.emplace_back("...");
  }
  return text::join(names, ", ");
}

std::optional<HeaderMatch> clear_match(const HeaderMatcher& matcher, std::string_view name) {
  auto match = matcher.read(name).match;
  const bool clear = match && match->doubt == MatchDoubt::none && match->first_visit &&
                     (match->known == nullptr || match->known->with.empty());
  return clear ? std::move(match) : std::nullopt;
}

std::string result_cell(const Catalogue& catalogue, const TestMeaning& test, std::string_view value,
                        std::string_view unit) {
  std::string cell(value);
  const bool number = cell.find_first_of("0123456789") != std::string::npos;
  if (!number || test.analyte->is_category()) return cell;
  const AnalyteUnit* stated =
      test.unit.empty() || unit.empty()
          ? nullptr
          : panel::resolve_unit(catalogue.declarations(), *test.analyte, unit);
  const std::string_view wanted = unit.empty() ? std::string_view(test.unit) : unit;
  if (wanted.empty()) return cell;
  if (!ends_in_unit(cell, wanted)) (cell += ' ') += wanted;
  if (stated != nullptr && stated->id != test.unit) (cell += " or ") += test.unit;
  return cell;
}

}  // namespace metindex::records
