// What one header cell says by itself: "LBXGLU", "Glucose (mmol/L)", "glucose_mg_dl", "1558-6".
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "metindex/catalogue.hpp"

namespace metindex::records {

constexpr std::size_t kLongestHeader = 256;  // bytes; no longer text is the name of a column

enum class MatchDoubt : unsigned char {
  none,
  unit_unknown,  // "glucose[mg/l]": a question
  not_a_unit,    // "Glucose (Roche)": perhaps another thing than glucose
  ambiguous,     // "FI": perhaps another thing than fasting insulin
};

struct HeaderMatch {
  const Analyte* analyte = nullptr;
  std::string unit;                    // empty: not stated
  const KnownColumn* known = nullptr;  // where the column is documented
  std::string problem;                 // the doubt in words: "unit 'mg/l' is not known for glucose"
  MatchDoubt doubt = MatchDoubt::none;
  bool first_visit = true;       // false: a later visit of a study, "30750-1.0"
  std::string minute_zero = {};  // of a letter with a time, "G30": that of minute 0, folded, "g0"
  // Of "Gender (Female=1, Male=2)": what each number stands for.
  std::vector<std::pair<std::string, std::string>> codes = {};
};

struct HeaderReading {
  bool never = false;       // on the never-match list
  bool other_time = false;  // of a sample after a glucose load, at a time that no analyte has
  std::optional<HeaderMatch> match;
};

// The names of a catalogue, folded once, for any number of headers. Refers to the catalogue.
class HeaderMatcher {
 public:
  explicit HeaderMatcher(const Catalogue& catalogue);

  [[nodiscard]] HeaderReading read(std::string_view header) const;
  // The analyte that has this name, folded (text::fold_name) and without a unit; null if none.
  [[nodiscard]] const Analyte* named(std::string_view folded) const;
  // The unit of the analyte that the header states, whatever name stands before it: of
  // "ogtt_2h_mgdl" and glucose "mg/dL". Empty: none.
  [[nodiscard]] std::string unit_in(std::string_view header, const Analyte& analyte) const;

 private:
  struct Meaning {
    const Analyte* analyte = nullptr;
    const KnownColumn* known = nullptr;
    bool ambiguous = false;
    bool first_visit = true;
    std::string minute_zero = {};
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  template <typename T>
  using Table = std::unordered_map<std::string, T, Hash, std::equal_to<>>;
  struct Ending {
    std::string text;                // "mgdl"
    std::vector<std::string> units;  // "mg/dL"
  };

  // A header with a time in it, by what stands around the number: "glucose#min", "#hglucose".
  struct TimedName {
    const Analyte* fasting = nullptr;
    int minutes = 1;  // that the number counts
    bool letter = false;
  };
  // "glucose30min" and what it means; no analyte where there is none for that minute.
  struct TimedMeaning {
    bool named = false;
    std::optional<Meaning> meaning;
  };

  void add_names(const Analyte& analyte);
  void add_timed(const Analyte& fasting);
  [[nodiscard]] TimedMeaning timed(std::string_view folded) const;
  [[nodiscard]] TimedMeaning any_time(std::string_view narrow, std::string_view folded) const;
  [[nodiscard]] HeaderReading read_plain(std::string_view narrow, std::string_view folded) const;
  [[nodiscard]] std::optional<Meaning> meaning_of_name(std::string_view folded) const;
  void add_fields(const Analyte& analyte, const KnownColumn& column);
  void add_endings();
  void add_ending(const std::string& text, const std::string& unit);
  [[nodiscard]] bool is_never(std::string_view folded) const;
  [[nodiscard]] std::optional<Meaning> meaning(std::string_view name,
                                               std::string_view folded) const;
  [[nodiscard]] static HeaderMatch without_unit(const Meaning& meaning);
  [[nodiscard]] std::optional<HeaderMatch> with_ending(std::string_view header,
                                                       std::string_view folded) const;
  [[nodiscard]] std::optional<HeaderMatch> with_unit(const Meaning& meaning, std::string_view unit,
                                                     bool square) const;

  const Declarations& all_;
  Table<Meaning> names_;                // folded
  Table<Meaning> columns_;              // documented ones, in small letters; LOINC codes
  std::vector<Table<Meaning>> fields_;  // by the number, for each of Declarations::field_names
  std::unordered_map<char, std::vector<Ending>> endings_;  // by their last byte
  Table<TimedName> timed_;
  std::unordered_map<const Analyte*, std::unordered_map<int, const Analyte*>>
      samples_;  // by minute
  Table<bool> never_;
  std::vector<std::string> never_begins_;
};

// "mg/dL", "(mg/dL)", "in mg/dL": null where it is no unit of the analyte.
const AnalyteUnit* stated_unit(const Declarations& all, const Analyte& analyte,
                               std::string_view written);

}  // namespace metindex::records
