// Panel -> indices, bands and notes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "metindex/catalogue.hpp"
#include "metindex/panel.hpp"

namespace metindex {

struct Options {
  std::vector<std::string> indices = {
      "core"};  // ids or aliases; "core"; "all" (without experimental ones)
  std::vector<std::pair<std::string, std::string>>
      schemes;                        // {"hba1c", "who2011"}; else the defaults
  std::vector<std::string> contexts;  // declared for every panel
  // {"insulin-factor", 6.945}: each once, above 0 and finite
  std::vector<std::pair<std::string, double>> factors;
  int notes = 5;    // at most so many; -1 = all
  Reading reading;  // how BatchScorer reads cells; a Panel has one of its own
};

// Results, bands and notes point into the catalogue: they are valid while a copy of it lives.

// Why a value or band is absent, or why it is doubtful.
struct Flag {
  std::string quantity;  // analyte or index; its band is "<id>_band"
  std::string kind;      // missing, not_a_number, unknown_unit, implausible, unusual, doubtful,
                     // censored, incomplete, outside_domain, outside_population, does_not_apply,
                     // sex_unknown, between_bands, or a context
  std::string text;  // one sentence for a reader
};

// The reading of one value by one scheme.
struct BandResult {
  const Scheme* scheme = nullptr;
  const Band* band = nullptr;  // null: no band, and `flag` says why
  std::string unit;            // unit of the limits it was compared with
  bool converted = false;  // the scheme has no limits in the reported unit: the value was converted
  std::optional<Flag> flag;
};

// One of the conditions that an index counts.
struct Criterion {
  std::string name;
  std::optional<bool> met;              // absent: not known
  std::vector<const Analyte*> missing;  // what would tell
};

// An analyte as reported, or an index as computed.
struct Result {
  std::string id, name, unit;
  const Analyte* analyte = nullptr;  // one of the two
  const Index* index = nullptr;
  std::optional<double> value;      // absent where there is none, or only bounds
  std::optional<double> low, high;  // bounds of a censored value; an absent end is unlimited
  bool low_open = false, high_open = false;
  std::string category;  // of a category such as sex
  // Over which minutes after a glucose load an area was taken, of each analyte: {"glucose", {0,
  // 120}}. Only where it is over whatever samples there are.
  std::vector<std::pair<std::string, std::vector<int>>> minutes;
  std::vector<BandResult> bands;
  std::vector<Criterion> criteria;  // of an index that counts conditions
  std::vector<Flag> flags;
};

struct Assessment {
  std::vector<Result> results;     // analytes in the catalogue's order, then indices as asked for
  std::vector<const Tag*> tags;    // what the values show together; none where no notes are wanted
  std::vector<const Note*> notes;  // most urgent first; both are valid while the catalogue lives
  std::vector<const Note*> more_notes;  // that fit too, beyond Options::notes
  std::vector<Flag> flags;              // of all results, in their order
  std::vector<std::string> contexts;    // that apply, declared or found in the data

  [[nodiscard]] const Result* find(std::string_view id) const;
};

class Plan;

// What is to be computed, settled once; then const and safe to share between threads.
class Assessor {
 public:
  // An unknown index, scheme or context is an error that names the nearest one.
  static Expected<Assessor> make(const Catalogue& catalogue, const Options& options = {});
  [[nodiscard]] Assessment assess(const Panel& panel) const;

 private:
  explicit Assessor(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) {}
  std::shared_ptr<const Plan> plan_;
};

// With the default options.
Assessment assess(const Catalogue& catalogue, const Panel& panel);

}  // namespace metindex
