// The reader of values against a slow and obvious twin that takes a cell apart by regular
// expressions, with a few words of each kind; the catalogue's others differ in spelling alone.
#include <doctest/doctest.h>

#include <map>
#include <regex>

#include "unit/loader_support.hpp"

using namespace metindex;

namespace {

// An analyte to which every number is a result, so that reading alone is compared.
const std::string kProbe =
    "[[analyte]]\nid = \"probe\"\n  [[analyte.unit]]\n  id = \"mg/dL\"\n"
    "  possible = [-1e300, 1e300]\n";

const std::string kBlank = "(?: |\t|\xC2\xA0|\xE2\x80\xAF)";
const std::string kUnit = "(?:mg/dL|mg%|mg ?per ?dL)";
const std::string kLetters = "(?:HH|H|LL|L|high)";
const std::string kSigns = "(?:\\*\\*|\\*|!|\\+\\+|\\+)";
const std::string kMark = "(?:" + kLetters + "|" + kSigns + ")";
const std::string kLimit = "(?:LOD|LLOQ|L" + kBlank + "+LOD)";  // LLOD
const std::string kComparator = "(< ?=|> ?=|<|>|≤|≥|less than|unter)";

struct Twin {
  Status status = Status::not_a_number;  // of all that is no value
  double number = 0;
  bool inclusive = false;
  bool assumed = true;
};

std::regex pattern(const std::string& text) { return std::regex(text, std::regex::icase); }

// Digits as this reading writes them.
std::string number_pattern(const Reading& reading) {
  const std::string decimal = reading.decimal_comma ? "," : "\\.";
  const std::map<char, std::string> marks = {
      {',', ","}, {'.', "\\."}, {' ', kBlank}, {'\'', "(?:'|’)"}};
  std::string whole = "\\d+";
  if (reading.thousands != 0)
    whole = "(?:[1-9]\\d{0,2}(?:" + marks.at(reading.thousands) + "\\d{3})+(?!\\d)|\\d+)";
  return "([-+]?(?:" + whole + "(?:" + decimal + "\\d*)?|" + decimal + "\\d+)(?:e[-+]?\\d+)?)";
}

class TwinReader {
 public:
  explicit TwinReader(const Reading& reading)
      : decimal_comma_(reading.decimal_comma), number_(pattern(number_pattern(reading) + "(.*)")) {}

  Twin read(const std::string& text) {
    twin_ = {};
    std::string cell = trimmed(text);
    if (take(cell, formula_, 1) || take(cell, apostrophe_, 1)) cell = trimmed(cell);
    if (cell.empty() || std::regex_match(cell, missing_)) {
      twin_.status = Status::missing;
    } else if (std::smatch match; std::regex_match(cell, match, beyond_)) {
      compare(match[1].length() == 0 ? "<" : match[1].str());
      twin_.number = unit::kNaN;
      twin_.inclusive = false;
    } else {
      twin_.status = Status::ok;
      if (!take_front(cell) || !take_number(cell) || !take_tail(cell))
        twin_.status = Status::not_a_number;
    }
    return twin_;
  }

 private:
  std::string trimmed(const std::string& text) const {
    std::smatch match;
    return std::regex_match(text, match, trim_) ? match[1].str() : text;
  }

  // Replaces the text by what a group matched.
  bool take(std::string& text, const std::regex& form, std::size_t left) {
    std::smatch match;
    if (!std::regex_match(text, match, form)) return false;
    text = match[left].str();
    return true;
  }

  void compare(const std::string& sign) {
    const bool above = sign.front() == '>' || sign == "≥";
    twin_.status = above ? Status::above : Status::below;
    twin_.inclusive = sign.back() == '=' || sign == "≤" || sign == "≥";
  }

  bool take_front(std::string& cell) {
    bool compared = false;
    for (std::smatch match; !std::regex_match(cell, number_);) {
      const std::string before = cell;
      if (std::regex_match(before, match, comparator_)) {
        const Status old = twin_.status;
        compare(match[1]);
        if (compared || (old != Status::ok && old != twin_.status)) return false;
        compared = true;
        cell = match[2];
      } else if (std::regex_match(before, match, limit_)) {
        if (twin_.status == Status::ok) compare("<");
        compared = false;  // "<LOD (<2.0)"
        cell = match[1];
      } else if (!take(cell, letters_, 1) && !take(cell, signs_, 1) &&
                 (twin_.status == Status::ok || !take(cell, brackets_, 1))) {
        return false;
      }
    }
    return true;
  }

  bool take_number(std::string& cell) {
    std::smatch match;
    const std::string before = cell;
    std::regex_match(before, match, number_);
    std::string digits;
    for (const char c : match[1].str()) {
      const bool decimal = c == (decimal_comma_ ? ',' : '.');
      if ((c >= '0' && c <= '9') || c == 'e' || c == 'E' || c == '-' || c == '+' || decimal)
        digits += decimal ? '.' : c;
    }
    twin_.number = std::strtod(digits.c_str(), nullptr);
    if (twin_.status == Status::below && twin_.number <= 0) return false;  // implausible
    if (twin_.number != 0 && std::fabs(twin_.number) < 1e-70) return false;
    cell = match[2];
    const bool hexadecimal =
        twin_.number == 0 && !cell.empty() && (cell[0] == 'x' || cell[0] == 'X');
    return std::isfinite(twin_.number) && !hexadecimal && !std::regex_search(cell, digit_);
  }

  bool take_tail(std::string& cell) {
    for (cell = trimmed(cell); !cell.empty(); cell = trimmed(cell)) {
      if (std::regex_match(cell, unit_)) {
        twin_.assumed = false;
        return true;
      }
      const bool bound = twin_.status != Status::ok;
      const bool taken =
          std::any_of(marks_.begin(), marks_.end(),
                      [&](const std::regex& form) { return take(cell, form, 1); }) ||
          (bound && std::any_of(limits_.begin(), limits_.end(),
                                [&](const auto& form) { return take(cell, form, 1); }));
      if (!taken) return false;
    }
    return true;
  }

  // The ways a word stands at an end of what is left.
  static std::vector<std::regex> ends(const std::string& word) {
    const std::string b = kBlank + "*";
    const std::string bracketed = "(?:\\(" + b + word + b + "\\)|\\[" + b + word + b + "\\])";
    const std::string any = "(?:" + word + "|" + bracketed + ")";
    return {pattern(any + "()"), pattern("(.*)" + bracketed), pattern("(.*)" + kBlank + any),
            pattern(any + kBlank + "(.*)"), pattern(bracketed + "(.*)")};
  }
  static std::vector<std::regex> mark_ends() {
    std::vector<std::regex> forms = ends(kMark);
    forms.push_back(pattern("(.*[^*!+#])" + kSigns));
    forms.push_back(pattern(kSigns + "([^*!+#].*)"));
    return forms;
  }

  bool decimal_comma_;
  std::regex number_;
  const std::regex trim_ = pattern(kBlank + "*(.*?)" + kBlank + "*");
  const std::regex formula_ = pattern("=\"(.+)\"");
  const std::regex apostrophe_ = pattern("'(.+)");
  const std::regex missing_ = pattern("NA|N/A|k\\. ?A\\.?|\\. ?[a-z]?|-|--|ND");
  const std::regex beyond_ = pattern("(?:" + kComparator + "|)" + kBlank + "*" + kLimit);
  const std::regex comparator_ = pattern(kComparator + kBlank + "*(.+)");
  const std::regex limit_ = pattern(kLimit + kBlank + "*(.+)");
  const std::regex letters_ = pattern(kLetters + kBlank + "+(.+)");
  const std::regex signs_ = pattern("(?:\\*\\*|\\*|!)" + kBlank + "*(.+)");
  const std::regex brackets_ = pattern("\\(" + kBlank + "*(.*?)" + kBlank + "*\\)");
  const std::regex digit_ = pattern("^" + kBlank + "*[0-9.,]");
  const std::regex unit_ = pattern("(?:" + kUnit + "|\\(" + kBlank + "*" + kUnit + kBlank +
                                   "*\\)|\\[" + kBlank + "*" + kUnit + kBlank + "*\\])");
  const std::vector<std::regex> marks_ = mark_ends();
  const std::vector<std::regex> limits_ = ends(kLimit);
  Twin twin_;
};

// Cells as laboratories write them, some of them damaged.
class CellMaker {
 public:
  explicit CellMaker(std::uint64_t seed) : random_(seed) {}

  std::string next() {
    std::string cell = maybe(0.1, {"H ", "* ", "L\t", "!", "**"}) +
                       maybe(0.35, {"<", "<=", ">", "≥", "less than ", "Unter", "≤ "}) + blank() +
                       maybe(0.1, {"LOD ", "lloq"}) + blank();
    const bool brackets = random_.chance(0.1);
    cell += (brackets ? "(" : "") + number() + tail() + (brackets ? ")" : "");
    if (random_.chance(0.08)) return blank() + random_.of(words_) + blank();
    if (random_.chance(0.05)) cell = "=\"" + cell + "\"";
    if (random_.chance(0.05)) cell = "'" + cell;
    return blank() + (random_.chance(0.15) ? damaged(cell) : cell) + blank();
  }

 private:
  std::string maybe(double p, const std::vector<std::string>& list) {
    return random_.chance(p) ? random_.of(list) : std::string();
  }
  std::string blank() { return maybe(0.2, {" ", "\t", "\xC2\xA0", "\xE2\x80\xAF", "  "}); }
  std::string digits(std::size_t n) {
    std::string text;
    while (n-- > 0) text += static_cast<char>('0' + random_.below(10));
    return text;
  }

  std::string number() {
    std::string text = digits(random_.below(5));
    if (!text.empty()) text.insert(0, maybe(0.1, {"+", "-"}));
    for (std::size_t n = random_.chance(0.4) ? random_.below(3) : 0; n > 0; --n) {
      text +=
          random_.of(std::vector<std::string>{",", ".", " ", "'", "’", "\xC2\xA0", "\xE2\x80\xAF"});
      text += digits(random_.chance(0.8) ? 3 : random_.below(5));
    }
    if (random_.chance(0.5)) text += maybe(1, {".", ","}) + digits(random_.below(4));
    return text + maybe(0.1, {"e1", "E+02", "e-3", "e"});
  }

  std::string tail() {
    std::string text = blank() + maybe(0.2, {"H", "HH", "*", "+", "(L)", "[ high ]", "!"});
    if (random_.chance(0.3))
      text += blank() + maybe(1, {"mg/dL", "MG/DL", "(mg/dL)", "[mg%]", "mg per dL", "mmol", "mg"});
    text += blank() + maybe(0.2, {" H", "*", " (LL)", "(H)", " !", " ++", "LOD"});
    return text + blank() + maybe(0.1, {"(LOD)", " LLOQ", "[LOD]"});
  }

  std::string damaged(std::string cell) {
    const std::string pieces = "0123456789.,+<>()*xe\"=";
    const std::size_t at = random_.below(cell.size() + 1);
    const bool spare = at < cell.size() && cell[at] >= ' ' && cell[at] <= '9';
    if (random_.chance(0.5) && spare) cell.erase(at, 1);
    if (random_.chance(0.7))
      cell.insert(std::min(at, cell.size()), 1, pieces[random_.below(pieces.size())]);
    return cell;
  }

  unit::Random random_;
  const std::vector<std::string> words_ = {"NA",   "'NA",    "=\"NA\"", "n/a", "k.A.", "k. A.",
                                           ".",    "-",      "--",      "",    "ND",   "LOD",
                                           "<LOD", "> LLOQ", "< lod",   "H",   "high", "*"};
};

}  // namespace

TEST_CASE("value: the reader and its twin agree") {
  const Catalogue own = unit::load(kProbe);
  const Analyte& probe = *own.analyte("probe");
  std::vector<Reading> readings(6);
  readings[1].decimal_comma = true;
  readings[2].thousands = ',';
  readings[3].thousands = '.';
  readings[3].decimal_comma = true;
  readings[4].thousands = ' ';
  readings[5].thousands = '\'';
  std::map<Status, int> seen;
  for (const Reading& reading : readings) {
    TwinReader twin(reading);
    CellMaker cells(8 + static_cast<std::uint64_t>(reading.thousands));
    for (int i = 0; i < (unit::kSanitized ? 250 : 3000); ++i) {
      const std::string text = cells.next();
      const Twin expected = twin.read(text);
      const Value value = read_value(own, probe, text, {}, reading);
      ++seen[expected.status];
      const bool same =
          expected.status == Status::not_a_number
              ? value.status > Status::missing && !value.problem.empty()
              : value.status == expected.status &&
                    (!value.is_reported() ||
                     (unit::same_number(value.number, expected.number) &&
                      value.inclusive == expected.inclusive && value.unit == "mg/dL" &&
                      value.unit_assumed == expected.assumed));
      if (!same) {
        FAIL_CHECK("'", text, "' thousands '", std::string(1, reading.thousands),
                   "': ", name_of(value.status), " ", value.number, ", twin ",
                   name_of(expected.status), " ", expected.number, "; ", value.problem);
      }
    }
  }
  for (const Status status :
       {Status::ok, Status::below, Status::above, Status::missing, Status::not_a_number})
    CHECK(seen[status] > (unit::kSanitized ? 8 : 200));
}
