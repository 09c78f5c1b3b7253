// The whole header: options first, then data sets known to mislead, then what each cell says.
#include "records/header.hpp"

#include <algorithm>
#include <charconv>

#include "panel/units.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

// "glucose=FPG", quoted where a shell would not take it as one word.
std::string column_option(const std::string& analyte, const std::string& header) {
  const std::string option = analyte + "=" + header;
  const bool plain = option.find_first_of(" ()[]{}<>|&;'\"$`*?!#~\\\t") == std::string::npos;
  return plain ? option : "'" + option + "'";
}

class Mapper {
 public:
  Mapper(const Catalogue& catalogue, const std::vector<std::string>& header,
         const BatchOptions& options)
      : catalogue_(catalogue), header_(header), options_(options) {}

  Expected<HeaderMap> run() {
    if (auto problem = apply_options()) return *problem;
    find_dataset();
    for (std::size_t i = 0; i < header_.size(); ++i) consider(i);
    if (!left_alone_.empty()) {
      map_.remarks.push_back("left alone, not fasting values or not measurements: " +
                             text::join(left_alone_, ", "));
    }
    for (const Analyte& analyte : catalogue_.declarations().analytes) settle(analyte);
    if (auto problem = apply_units()) return *problem;
    return std::move(map_);
  }

 private:
  std::optional<std::size_t> find_column(const std::string& name) const {
    const auto exact = std::find(header_.begin(), header_.end(), name);
    if (exact != header_.end()) return static_cast<std::size_t>(exact - header_.begin());
    std::size_t position = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), position);
    const bool number = error == std::errc{} && end == name.data() + name.size();
    if (number && position >= 1 && position <= header_.size()) return position - 1;
    return std::nullopt;
  }

  std::optional<Error> apply_options() {
    for (const auto& [id, name] : options_.columns) {
      const Analyte* analyte = catalogue_.analyte(id);
      if (analyte == nullptr) return unknown_analyte(id);
      const auto column = find_column(name);
      if (!column) return no_column(name);
      const auto twin = std::find_if(chosen_.begin(), chosen_.end(), [&](const Binding& b) {
        return b.column == *column || b.analyte == analyte;
      });
      if (twin != chosen_.end()) {
        return Error{"--column " + id + "=" + name + ": " + named(*twin) + " is " +
                     twin->analyte->id + " already"};
      }
      Binding binding{*column, analyte, header_[*column], {}, nullptr};
      if (const auto match = match_header(catalogue_, header_[*column]);
          match && match->analyte == analyte) {
        binding.unit = match->unit;
        binding.known = match->known;
      } else if (match && match->known != nullptr) {
        binding.unit = match->unit;  // glucose=LBXGLT: the unit is documented with the column
      }
      chosen_.push_back(binding);
    }
    return std::nullopt;
  }

  std::optional<Error> apply_units() {
    for (const auto& [id, unit] : options_.units) {
      const Analyte* analyte = catalogue_.analyte(id);
      if (analyte == nullptr) return unknown_analyte(id);
      const auto binding = std::find_if(map_.bindings.begin(), map_.bindings.end(),
                                        [&](const Binding& b) { return b.analyte == analyte; });
      if (binding == map_.bindings.end())
        return Error{"--unit " + id + ": no column is read as " + id};
      const AnalyteUnit* known = panel::resolve_unit(catalogue_.declarations(), *analyte, unit);
      if (known == nullptr) {
        return Error{id + " has no unit '" + unit + "'; add " + unit_options(*analyte)};
      }
      binding->unit = known->id;
    }
    return std::nullopt;
  }

  Error no_column(const std::string& name) const {
    if (text::to_number(name)) {
      return {"there is no column " + name + "; the table has " + std::to_string(header_.size())};
    }
    return {"no column is called '" + name + "'" + text::did_you_mean(name, header_)};
  }

  Error unknown_analyte(const std::string& id) const {
    return {text::not_called("analyte", id, catalogue_.declarations().analytes)};
  }

  void find_dataset() {
    for (const Dataset& dataset : catalogue_.declarations().datasets) {
      const bool all = std::all_of(
          dataset.headers.begin(), dataset.headers.end(), [&](const std::string& wanted) {
            return std::any_of(header_.begin(), header_.end(),
                               [&](const std::string& h) { return text::equal_folded(h, wanted); });
          });
      if (!all) continue;
      dataset_ = &dataset;
      map_.remarks.push_back("this looks like " + dataset.title + ": " + dataset.warning);
    }
  }

  // What the data set says of a header, null if nothing.
  const Analyte* by_dataset(const std::string& header) const {
    if (dataset_ == nullptr) return nullptr;
    for (const auto& [name, analyte] : dataset_->columns) {
      if (text::equal_folded(name, header)) return catalogue_.analyte(analyte);
    }
    return nullptr;
  }

  void consider(std::size_t column) {
    const bool taken = std::any_of(chosen_.begin(), chosen_.end(),
                                   [&](const Binding& b) { return b.column == column; });
    if (taken) return;
    if (const Analyte* analyte = by_dataset(header_[column])) {
      candidates_.push_back({column, analyte, header_[column], {}, nullptr});
      return;
    }
    if (never_matches(catalogue_, header_[column])) {
      left_alone_.push_back("'" + header_[column] + "'");
      return;
    }
    const auto match = match_header(catalogue_, header_[column]);
    if (!match) return;
    const bool unit_given =
        std::any_of(options_.units.begin(), options_.units.end(),
                    [&](const auto& u) { return u.first == match->analyte->id; });
    if (!match->sure && !unit_given) {
      map_.remarks.push_back("column '" + header_[column] +
                             "' is not read: what stands in parentheses is no unit of " +
                             match->analyte->id + "; if it is " + match->analyte->name +
                             ", add --column " +
                             column_option(match->analyte->id, header_[column]));
      return;
    }
    if (!match->problem.empty() && !unit_given) {
      map_.doubts.push_back(
          {match->analyte, "column '" + header_[column] + "': " + match->problem});
      return;
    }
    candidates_.push_back({column, match->analyte, header_[column], match->unit, match->known});
  }

  static std::string named(const Binding& b) {
    return "'" + b.header + "' (column " + std::to_string(b.column + 1) + ")";
  }

  // A column computed from another one that is there too steps back.
  bool steps_back(const Binding& binding, std::vector<Binding>& list) {
    if (binding.known == nullptr || binding.known->converted.empty()) return false;
    const auto origin = std::find_if(list.begin(), list.end(), [&](const Binding& b) {
      return b.known != nullptr && b.known->name == binding.known->converted;
    });
    if (origin == list.end()) return false;
    map_.remarks.push_back("'" + binding.header + "' is '" + origin->header +
                           "' in another unit; '" + origin->header + "' is read");
    return true;
  }

  void settle(const Analyte& analyte) {
    const auto same = [&](const Binding& b) { return b.analyte == &analyte; };
    if (const auto chosen = std::find_if(chosen_.begin(), chosen_.end(), same);
        chosen != chosen_.end()) {
      map_.bindings.push_back(*chosen);
      return;
    }
    std::vector<Binding> found;
    std::copy_if(candidates_.begin(), candidates_.end(), std::back_inserter(found), same);
    std::vector<Binding> left;
    for (const Binding& binding : found) {
      if (!steps_back(binding, found)) left.push_back(binding);
    }
    if (left.size() == 1) map_.bindings.push_back(left.front());
    if (left.size() > 1) {
      map_.doubts.push_back({&analyte, "columns " + named(left[0]) + " and " + named(left[1]) +
                                           " both say " + analyte.id + "; choose with --column " +
                                           column_option(analyte.id, left[0].header)});
    }
  }

  const Catalogue& catalogue_;
  const std::vector<std::string>& header_;
  const BatchOptions& options_;
  const Dataset* dataset_ = nullptr;
  std::vector<Binding> chosen_, candidates_;
  std::vector<std::string> left_alone_;
  HeaderMap map_;
};

}  // namespace

std::string unit_options(const Analyte& analyte, const std::vector<const AnalyteUnit*>& units) {
  std::vector<std::string> options;
  for (const AnalyteUnit* unit : units) options.push_back("--unit " + analyte.id + "=" + unit->id);
  return text::join(options, " or ");
}

std::string unit_options(const Analyte& analyte) {
  std::vector<const AnalyteUnit*> all;
  for (const AnalyteUnit& unit : analyte.units) all.push_back(&unit);
  return unit_options(analyte, all);
}

Expected<HeaderMap> map_header(const Catalogue& catalogue, const std::vector<std::string>& header,
                               const BatchOptions& options) {
  return Mapper(catalogue, header, options).run();
}

}  // namespace metindex::records
