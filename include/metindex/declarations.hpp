// What a catalogue declares, as plain data: the same fields as the text under src/catalogue/.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "metindex/text.hpp"

namespace metindex {

// Where a declaration stands, for messages.
struct Place {
  Text file;
  int line = 0;
};

struct Reference {
  Text id;
  Text text;                   // author, title, journal, year
  Text doi, pmid, pmcid, url;  // at least one of these or `locator`
  Text locator;                // where to find it, in words
  Text seen;  // "2026-11-26": when it, or its abstract, was looked up; may be empty
  Place place;
  [[nodiscard]] std::string citation() const;  // text and link
  [[nodiscard]] std::string link() const;      // the first of them, as an address or words
};

struct Unit {
  std::string id;                      // "mg/dL"
  std::string ucum;                    // "mg/dL"; for "uIU/mL" it is "u[IU]/mL"
  std::vector<std::string> spellings;  // read besides `id` and `ucum`
  Place place;
};

struct Range {  // both ends inclusive
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  [[nodiscard]] bool contains(double x) const { return low <= x && x <= high; }
};

// A unit of one analyte, with what is known of values in it.
struct AnalyteUnit {
  std::string id;
  std::string system;  // "conventional", "si", or empty
  Range possible;      // outside: not a result
  Range plausible;     // outside: refused unless the unit is confirmed
  Range usual;         // outside: kept and flagged
  Range bare;          // a number without its unit must lie inside
  std::optional<Range>
      typical;  // where the median of a column in this unit is expected; or `median`
  std::optional<Range> median;  // a column whose median lies here may be in this unit
};

// to = scale * from + offset; `steps` where the authority prints steps instead of a line.
struct Conversion {
  struct Step {
    double below = std::numeric_limits<double>::infinity();  // applies to from < below
    double scale = 1;
    double offset = 0;
  };
  std::string from, to;
  std::vector<Step> steps;  // one, unless given in steps
  std::string option;       // command-line option that replaces the scale, such as "insulin-factor"
  std::string authority;
  std::string reference;
};

struct Category {
  std::string id;
  std::vector<std::string> spellings;
};

// A column name that means one analyte, with its unit and codes where these are documented.
struct KnownColumn {
  std::string name;
  std::string unit;       // empty: not implied
  std::string from;       // the data set that documents it
  std::string converted;  // the column this one was computed from, which is preferred
  std::string with;       // taken for this only in a table that also has this column
  std::string note;       // said where the column is read
  std::vector<std::pair<std::string, std::string>> codes;  // cell -> category id; "" = unknown
};

// The same substance in samples taken later, after a glucose load: one declaration gives an analyte
// for each of the minutes. The analyte itself is minute 0.
struct GlucoseLoad {
  std::vector<int> minutes;          // ascending, from 1
  std::string name, title, note;     // of each, with "{t}" for its minute
  int rank = 100;                    // of all of them
  std::vector<std::string> names;    // what headers call it beside a time: "glu" of "glu_30min"
  std::vector<std::string> letters;  // read only where minute 0 stands beside it: "g" of "G30"
  struct Ranges {                    // as in AnalyteUnit
    std::string unit;
    std::optional<Range> usual, bare, median, typical;
  };
  std::vector<Ranges> ranges;  // instead of those of the fasting sample
};

struct Analyte {
  std::string id, name, title, note;
  std::string scheme;   // default scheme; empty: none
  std::string caution;  // said wherever a band is shown
  std::string marks;    // the analyte whose results below detection it tells; empty: none
  int rank = 100;       // order in options and output
  std::vector<std::string> headers, loinc;
  std::vector<std::string> ambiguous;  // headers with other meanings too: read only with a unit
  std::vector<KnownColumn> columns;
  std::vector<AnalyteUnit> units;  // the first is canonical; empty for categories
  std::vector<Conversion> conversions;
  std::vector<Category> categories;  // empty for numbers
  std::optional<GlucoseLoad> load;   // of a fasting sample: the later ones that there are
  std::string family;                // of a later sample: the analyte at minute 0
  int minute = 0;                    // after the glucose load
  bool one_of_many = false;          // made by its family's declaration, not declared by itself
  Place place;
  [[nodiscard]] const std::string& family_id() const { return family.empty() ? id : family; }
  [[nodiscard]] bool is_category() const { return !categories.empty(); }
  [[nodiscard]] const AnalyteUnit* find_unit(std::string_view id) const;
  [[nodiscard]] std::string unit_list() const;  // "mg/dL, mmol/L"
  // The unit in which a bare number is read: "conventional" or "si", else the canonical one.
  [[nodiscard]] const AnalyteUnit& unit_in(std::string_view system) const;
};

struct Check {
  std::string given;             // "glucose=81[mg/dL] insulin=12.5[uIU/mL]"
  std::optional<double> expect;  // absent: there must be no value
  double within = 0;             // absolute tolerance
  std::string from;              // who computed it
};

struct Index {
  std::string id, name, title;
  std::vector<std::string> aliases;
  std::string formula, needs;  // formula language
  std::string doubt;           // formula language: where it is true the value is flagged `doubtful`
  std::string doubt_reason;    // why; empty: most likely the unit, the fast or the sample
  std::string unit = "1";
  std::string rises;                  // what a higher value goes with
  std::string scheme, caution;        // as for an analyte
  std::vector<std::string> criteria;  // names of the conditions that its count() counts
  std::string reference, caveat;
  std::string experimental;  // why it is not to be relied on yet; empty: it is checked
  bool core = false;         // computed when nothing else is asked for
  std::vector<Check> checks;
  Place place;
};

// One end of a band. An absent limit is unbounded.
struct Limit {
  double value = 0;
  bool inclusive = false;
  std::string text;  // as printed by the source
};

struct Interval {
  std::optional<Limit> lower, upper;
  [[nodiscard]] std::string text() const;  // "< 5.7", "5.7 to < 6.5", ">= 6.5"
};

struct Band {
  std::string level;  // machine word: low, normal, intermediate, high, diabetes, ...
  std::string label;
  std::vector<std::pair<std::string, Interval>> limits;  // unit -> interval
  [[nodiscard]] const Interval* in(std::string_view unit) const;
};

// A named, cited set of bands for one analyte or index. Several share (quantity, id) where sex
// decides.
struct Scheme {
  std::string id, quantity, title, kind, population, reference, remark;
  std::string sex;      // category id, or empty
  std::string applies;  // formula language: where it is false there is no band; may be empty
  std::optional<int> age_min, age_max;  // completed years, inclusive; no `age_max` alone
  bool minors = false;                  // for children and adolescents only
  bool partial = false;                 // states one band and nothing outside it
  std::vector<Band> bands;              // ascending, without gap or overlap
  Place place;
  [[nodiscard]] std::vector<std::string> units() const;
  [[nodiscard]] std::string ages() const;  // "24 to 83 years"; empty: any age
};

struct Context {
  std::string id, title, when, reason, reference;       // `when`: formula language, may be empty
  std::vector<std::string> no_value, no_band, caution;  // analytes and indices; "*" = every
  std::vector<std::string> except;                      // indices that these lists leave alone
  bool minors = false;                                  // leaves only schemes for minors
  Place place;
};

// What the values of a panel show together, such as normal glucose held by much insulin.
struct Tag {
  Text id, title, when;  // `when`: formula language; it may name the tags declared before it
  Place place;
};

// An explanation of a result, or of a topic that is looked up. A term of the glossary is one too.
struct Note {
  Text id, kind, title;
  std::vector<Text> names;  // others that people look it up by
  Text when;                // formula language; empty: shown on request only
  Text priority;            // empty where it is shown on request only
  int rank = 0;             // within the priority
  Text grade;               // of the strongest evidence that the text rests on
  bool contested = false;
  Text jurisdiction;  // where and when it holds; may be empty
  Text text, deep;    // Markdown: paragraphs of a line each, tables; `deep` may be empty
  struct Source {
    Text reference, where;  // `where` in it, may be empty
  };
  std::vector<Source> sources;
  std::vector<Text> covers;  // passages of the documents that it tells or answers
  Place place;
};

// One of the documents that the notes draw on as a list of topics.
struct Document {
  Text id;  // also the id of its reference
  struct Section {
    Text title;
    std::vector<Text> passages;  // "000-17", in the order of the text
  };
  std::vector<Section> sections;
  Place place;
};

// Passages that no note tells, and why.
struct LeftOut {
  std::vector<Text> passages;
  Text reason;
  Place place;
};

// A file whose plain headers mislead, recognised by its set of headers.
struct Dataset {
  std::string id, title, warning;
  std::vector<std::string> headers;
  std::vector<std::pair<std::string, std::string>> columns;  // header -> analyte
  Place place;
};

// How a study writes the number of a field, of a visit and of a repeat as the name of a column:
// "{field}-{visit}.{repeat}". Any of the forms stands for any other.
struct FieldNames {
  std::string id, title;
  std::vector<std::string> forms;
  Place place;
};

// The words of cells. All are read in any letter case, with or without blanks and underscores.
struct Cells {
  enum class Meaning : unsigned char {
    missing,      // "NA": no value
    ambiguous,    // "ND": no value, or below a limit
    below_limit,  // "BLQ": beyond a limit that is not said
    above_limit
  };
  std::vector<std::pair<std::string, Meaning>> whole;  // of a word told twice the last one counts
  struct Comparator {
    std::string text;  // "<=", "at most"
    bool above = false, inclusive = false;
    bool behind = false;  // stands behind the number
  };
  std::vector<Comparator> comparators;
  std::vector<std::string> limits;  // "LOD", as in "< LOD"
  std::vector<std::string> marks;   // "H", as in "12.3 H": read over
  std::vector<std::string> months;  // "Jan", as in "5.Jan"
};

struct Declarations {
  // What the texts of a user's files lie in; those of the built-in files are part of the program.
  std::vector<std::shared_ptr<const std::string>> kept;
  std::vector<Unit> units;
  std::vector<Analyte> analytes;
  std::vector<Index> indices;
  std::vector<Scheme> schemes;
  std::vector<Context> contexts;
  std::vector<Tag> tags;
  std::vector<Note> notes;
  std::vector<Document> documents;
  std::vector<LeftOut> left_out;
  std::vector<Reference> references;
  std::vector<Dataset> datasets;
  Cells cells;
  std::vector<std::string> never_headers;  // "ogtt*"
  std::vector<std::string> unit_words;     // "unit": columns that hold the unit of another
  // "{name} {t} min", "{h} h {name}": how headers say the time after a glucose load, with the
  // names and with the letters of GlucoseLoad.
  std::vector<std::string> timed_headers, timed_letters;
  std::vector<FieldNames> field_names;
};

}  // namespace metindex
