// The whole header: options first (header_options.cpp), then data sets known to mislead, then what
// each cell says.
#include "records/header.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "records/header_options.hpp"
#include "records/shell_word.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

class Mapper {
 public:
  Mapper(const Catalogue& catalogue, const std::vector<std::string>& header,
         const BatchOptions& options)
      : catalogue_(catalogue),
        all_(catalogue.declarations()),
        header_(header),
        options_(options),
        matcher_(catalogue),
        candidates_(all_.analytes.size()) {}

  Expected<HeaderMap> run() {
    auto chosen = chosen_columns(catalogue_, header_, options_, map_.remarks);
    if (!chosen) return Error{chosen.error()};
    chosen_ = *std::move(chosen);
    for (const Binding& binding : chosen_) taken_.insert(binding.column);
    if (options_.header) {
      find_words();
      find_dataset();
      for (std::size_t i = 0; i < header_.size(); ++i) consider(i);
      consider_letters();
      say_left_alone();
    }
    for (const Analyte& analyte : all_.analytes) settle(analyte);
    if (auto problem = apply_units(catalogue_, options_, map_)) return *problem;
    return std::move(map_);
  }

 private:
  // ---- what the table is as a whole ----

  // Those of the columns that data sets are known by, in small letters.
  void find_words() {
    std::unordered_set<std::string> wanted;
    for (const Dataset& dataset : all_.datasets) {
      for (const std::string& word : dataset.headers) wanted.insert(text::lower(word));
    }
    for (const Analyte& analyte : all_.analytes) {
      for (const KnownColumn& column : analyte.columns) {
        if (!column.with.empty()) wanted.insert(text::lower(column.with));
      }
    }
    std::size_t longest = 0;
    for (const std::string& word : wanted) longest = std::max(longest, word.size());
    for (const std::string& name : header_) {
      if (name.size() > longest) continue;
      if (const auto found = wanted.find(text::lower(name)); found != wanted.end())
        words_.insert(*found);
    }
  }

  void find_dataset() {
    for (const Dataset& dataset : all_.datasets) {
      const bool all =
          std::all_of(dataset.headers.begin(), dataset.headers.end(),
                      [&](const std::string& h) { return words_.count(text::lower(h)) > 0; });
      if (!all) continue;
      by_dataset_.clear();
      for (const auto& [name, analyte] : dataset.columns)
        by_dataset_.emplace(text::lower(name), catalogue_.analyte(analyte));
      map_.remarks.push_back("this looks like " + dataset.title + ": " + dataset.warning);
    }
  }

  // ---- what each column says ----

  void consider(std::size_t column) {
    if (taken_.count(column) > 0) return;
    const std::string& header = header_[column];
    if (!by_dataset_.empty()) {
      const auto found = by_dataset_.find(text::lower(header));
      if (found != by_dataset_.end()) return add({column, found->second, header, {}});
    }
    const HeaderReading reading = matcher_.read(header);
    if (reading.never) left_alone_.push_back("'" + text::shown(header) + "'");
    if (reading.never && sample_option_.empty()) sample_option_ = option_of_sample(header);
    if (reading.other_time) other_times_.push_back("'" + text::shown(header) + "'");
    if (!reading.match) return;
    const HeaderMatch& match = *reading.match;
    if (match.known != nullptr && !match.known->with.empty() &&
        words_.count(text::lower(match.known->with)) == 0)
      return;
    if (match.doubt == MatchDoubt::ambiguous && !match.minute_zero.empty()) {
      letters_.emplace_back(column, match);
    } else if (!match.first_visit) {
      later_visits_.push_back("'" + text::shown(header) + "'");
    } else if (!doubtful(column, match)) {
      Binding binding{column, match.analyte, header, match.unit, match.known};
      take_codes(match, binding);
      add(std::move(binding));
    }
  }

  // "G30" is glucose in a table that has G0 too; alone it may be anything.
  void consider_letters() {
    if (letters_.empty()) return;
    std::unordered_set<std::string> names;
    for (const std::string& name : header_) {
      if (name.size() <= kLongestHeader) names.insert(text::fold_name(name));
    }
    for (const auto& [column, match] : letters_) {
      const bool later = std::any_of(letters_.begin(), letters_.end(), [&](const auto& other) {
        return other.second.minute_zero == match.minute_zero && other.second.analyte->minute > 0;
      });
      const bool series = later && names.count(match.minute_zero) > 0;
      if (series || !doubtful(column, match))
        add({column, match.analyte, header_[column], match.unit});
    }
  }

  // True where the column is not read as what it seems to be, and why is said.
  bool doubtful(std::size_t column, const HeaderMatch& match) {
    const Analyte& analyte = *match.analyte;
    const bool unit_given = std::any_of(options_.units.begin(), options_.units.end(),
                                        [&](const auto& u) { return u.first == analyte.id; });
    const bool about_unit = match.doubt != MatchDoubt::ambiguous;
    if (match.doubt == MatchDoubt::none || (about_unit && unit_given)) return false;
    const std::string what = "column '" + text::shown(header_[column]) + "'";
    if (match.doubt == MatchDoubt::unit_unknown) {
      map_.doubts.push_back({&analyte, what + ": " + match.problem});
    } else {
      map_.hints.push_back({&analyte, what + " is not read: " + match.problem + "; if it is " +
                                          analyte.name + ", add --column " +
                                          shell_word(analyte.id + "=" + header_[column])});
    }
    return true;
  }

  void add(Binding binding) {
    const auto at = static_cast<std::size_t>(binding.analyte - all_.analytes.data());
    candidates_[at].push_back(std::move(binding));
  }

  // "ogtt_2h_mgdl" may be one of glucose after a drink: how to say so. Else "".
  [[nodiscard]] std::string option_of_sample(const std::string& header) const {
    constexpr std::string_view kTest = "ogtt";
    if (text::lower(header).rfind(kTest, 0) != 0) return {};
    for (const Analyte& analyte : all_.analytes) {
      const auto match = matcher_.read(analyte.id + header.substr(kTest.size())).match;
      if (!match || match->analyte->family != analyte.id) continue;
      return "; if '" + text::shown(header) + "' is " + match->analyte->name + ", add --column " +
             shell_word(match->analyte->id + "=" + header);
    }
    return {};
  }

  void say_left_alone() {
    if (!left_alone_.empty()) {
      map_.remarks.push_back(
          "left alone, not plasma values of a fast or a glucose drink, or not "
          "measurements: " +
          some_of(left_alone_) + sample_option_);
    }
    if (!other_times_.empty()) {
      map_.remarks.push_back("left alone, no time after a glucose drink that is known: " +
                             some_of(other_times_));
    }
    if (!later_visits_.empty())
      map_.remarks.push_back("left alone, of later visits or repeats: " + some_of(later_visits_));
  }

  // ---- one column for each analyte ----

  static std::string named(const Binding& b) { return named_column(b.header, b.column); }

  // Columns computed from another one that is there too step back.
  std::vector<Binding> without_converted(std::vector<Binding> found) {
    std::unordered_map<std::string_view, std::string> origins;
    for (const Binding& b : found) {
      if (b.known != nullptr) origins.emplace(b.known->name, b.header);
    }
    std::vector<Binding> left;
    for (Binding& b : found) {
      const auto origin = b.known == nullptr ? origins.end() : origins.find(b.known->converted);
      if (origin == origins.end()) {
        left.push_back(std::move(b));
      } else {
        map_.remarks.push_back("'" + b.header + "' is '" + origin->second + "' in another unit; '" +
                               origin->second + "' is read");
      }
    }
    return left;
  }

  void settle(const Analyte& analyte) {
    const auto chosen = std::find_if(chosen_.begin(), chosen_.end(),
                                     [&](const Binding& b) { return b.analyte == &analyte; });
    const auto at = static_cast<std::size_t>(&analyte - all_.analytes.data());
    if (chosen != chosen_.end()) {
      if (!chosen->every_row.empty() && !candidates_[at].empty())
        map_.hints.push_back({&analyte, named(candidates_[at].front()) +
                                            " is not read: --given says what " + analyte.id +
                                            " is"});
      return bind(*chosen);
    }
    const std::vector<Binding> left = without_converted(std::move(candidates_[at]));
    if (left.size() == 1) bind(left.front());
    if (left.size() > 1) ask_which(analyte, left);
  }

  void bind(const Binding& binding) {
    if (binding.known != nullptr && !binding.known->note.empty()) {
      map_.hints.push_back(
          {binding.analyte, "column '" + binding.header + "': " + binding.known->note});
    }
    map_.bindings.push_back(binding);
  }

  void ask_which(const Analyte& analyte, const std::vector<Binding>& columns) {
    std::vector<std::string> names, options;
    for (const Binding& b : columns) {
      names.push_back(named(b));
      options.push_back("--column " + analyte.id + "=" + std::to_string(b.column + 1));
    }
    const bool two = columns.size() == 2;
    map_.doubts.push_back({&analyte, "columns " + some_of(names, " and ") +
                                         (two ? " both" : " all") + " say " + analyte.id +
                                         "; choose with " + options[0] + (two ? " or " : ", ") +
                                         options[1] + (two ? "" : " and so on")});
  }

  const Catalogue& catalogue_;
  const Declarations& all_;
  const std::vector<std::string>& header_;
  const BatchOptions& options_;
  HeaderMatcher matcher_;
  std::unordered_set<std::string> words_;
  std::unordered_map<std::string, const Analyte*> by_dataset_;  // header in small letters
  std::vector<Binding> chosen_;
  std::unordered_set<std::size_t> taken_;
  std::vector<std::vector<Binding>> candidates_;  // by the analyte's position
  std::vector<std::string> left_alone_, other_times_, later_visits_;
  std::string sample_option_;  // of the first left alone that may be a sample after a drink
  std::vector<std::pair<std::size_t, HeaderMatch>> letters_;  // "G30": column and what it may be
  HeaderMap map_;
};

}  // namespace

Expected<HeaderMap> map_header(const Catalogue& catalogue, const std::vector<std::string>& header,
                               const BatchOptions& options) {
  return Mapper(catalogue, header, options).run();
}

}  // namespace metindex::records
