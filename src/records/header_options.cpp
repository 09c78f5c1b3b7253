#include "records/header_options.hpp"

#include <algorithm>
#include <charconv>

#include "panel/units.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

std::optional<std::size_t> to_position(const std::string& name) {
  std::size_t position = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), position);
  const bool number = error == std::errc{} && end == name.data() + name.size();
  return number && position >= 1 ? std::optional(position - 1) : std::nullopt;
}

Error unknown_analyte(const Declarations& all, const std::string& id) {
  return {text::not_called("analyte", id, all.analytes)};
}

class ColumnChooser {
 public:
  ColumnChooser(const Catalogue& catalogue, const std::vector<std::string>& header,
                const BatchOptions& options, std::vector<std::string>& remarks)
      : catalogue_(catalogue),
        all_(catalogue.declarations()),
        header_(header),
        options_(options),
        matcher_(catalogue),
        remarks_(remarks) {}

  Expected<std::vector<Binding>> run() {
    if (auto problem = apply_columns()) return *problem;
    if (auto problem = apply_given()) return *problem;
    return std::move(chosen_);
  }

 private:
  std::optional<Error> apply_columns() {
    if (!options_.header && options_.columns.empty()) {
      return Error{
          "--no-header: say by number which column is what, as in --column glucose=5 "
          "--unit glucose=mg/dL"};
    }
    for (const auto& [id, name] : options_.columns) {
      const Analyte* analyte = catalogue_.analyte(id);
      if (analyte == nullptr) return unknown_analyte(all_, id);
      const Expected<std::size_t> column = find_column(id, name);
      if (!column) return Error{column.error()};
      const auto twin = std::find_if(chosen_.begin(), chosen_.end(), [&](const Binding& b) {
        const bool words = b.analyte->is_category() && analyte->is_category();  // lipid drugs, say
        return (b.column == *column && !words) || b.analyte == analyte;
      });
      if (twin != chosen_.end()) {
        return Error{"--column " + id + "=" + name + ": " +
                     named_column(twin->header, twin->column) + " is " + twin->analyte->id +
                     " already"};
      }
      choose(*column, *analyte);
    }
    return std::nullopt;
  }

  std::optional<Error> apply_given() {
    for (const auto& [id, written] : options_.given) {
      const std::string option = "--given " + id + "=" + written + ": ";
      const Analyte* analyte = catalogue_.analyte(id);
      if (analyte == nullptr) return Error{"--given: " + unknown_analyte(all_, id).message};
      if (!analyte->is_category())
        return Error{option + analyte->name + " is measured: it needs a column"};
      const bool twice = std::any_of(chosen_.begin(), chosen_.end(),
                                     [&](const Binding& b) { return b.analyte == analyte; });
      if (twice) return Error{option + id + " is said twice"};
      const Value value = read_value(catalogue_, *analyte, written, {}, {});
      if (value.status == Status::missing)
        return Error{option + "no value; 'metindex explain " + id + "' lists those that there are"};
      if (value.status != Status::ok) return Error{option + value.problem};
      Binding binding;
      binding.column = kNoColumn;
      binding.analyte = analyte;
      binding.every_row = written;
      chosen_.push_back(std::move(binding));
    }
    return std::nullopt;
  }

  void choose(std::size_t column, const Analyte& analyte) {
    Binding binding{column, &analyte, header_[column], {}};
    const auto match =
        options_.header ? matcher_.read(header_[column]).match : std::optional<HeaderMatch>();
    if (match && match->analyte == &analyte) {
      binding.unit = match->unit;
      binding.known = match->known;
      take_codes(*match, binding);
    } else if (match && match->known != nullptr) {
      binding.unit = match->unit;  // glucose=LBXGLT: the unit is documented with the column
    } else if (options_.header) {
      binding.unit = matcher_.unit_in(header_[column], analyte);
    }
    chosen_.push_back(std::move(binding));
  }

  // By name, else by number.
  Expected<std::size_t> find_column(const std::string& id, const std::string& name) {
    const auto position = to_position(name);
    if (!options_.header && !position) {
      return Error{"--column " + id + "=" + name +
                   ": without a header a column is named by its number, as in --column " + id +
                   "=5"};
    }
    if (options_.header) {
      std::vector<std::size_t> found;
      for (std::size_t i = 0; i < header_.size(); ++i) {
        if (header_[i] == name) found.push_back(i);
      }
      if (found.size() > 1) return several_called(id, name, found);
      if (found.size() == 1 && position && found[0] != *position)
        remarks_.push_back("--column " + id + "=" + name + " is " + named_column(name, found[0]));
      if (found.size() == 1) return found[0];
    }
    if (position && *position < header_.size()) return *position;
    if (position || text::to_number(name)) {
      return Error{"there is no column " + name + "; the table has " +
                   std::to_string(header_.size())};
    }
    return Error{"no column is called '" + name + "'" + text::did_you_mean(name, header_)};
  }

  static Error several_called(const std::string& id, const std::string& name,
                              const std::vector<std::size_t>& columns) {
    std::vector<std::string> numbers;
    for (const std::size_t column : columns) numbers.push_back(std::to_string(column + 1));
    return {"--column " + id + "=" + name + ": columns " + some_of(numbers, " and ") +
            " are called '" + text::shown(name) + "'; choose by number, as in --column " + id +
            "=" + numbers.front()};
  }

  const Catalogue& catalogue_;
  const Declarations& all_;
  const std::vector<std::string>& header_;
  const BatchOptions& options_;
  HeaderMatcher matcher_;
  std::vector<std::string>& remarks_;
  std::vector<Binding> chosen_;
};

}  // namespace

Expected<std::vector<Binding>> chosen_columns(const Catalogue& catalogue,
                                              const std::vector<std::string>& header,
                                              const BatchOptions& options,
                                              std::vector<std::string>& remarks) {
  return ColumnChooser(catalogue, header, options, remarks).run();
}

std::optional<Error> apply_units(const Catalogue& catalogue, const BatchOptions& options,
                                 HeaderMap& map) {
  for (const auto& [id, unit] : options.units) {
    const Analyte* analyte = catalogue.analyte(id);
    if (analyte == nullptr) return unknown_analyte(catalogue.declarations(), id);
    const auto binding = std::find_if(map.bindings.begin(), map.bindings.end(),
                                      [&](const Binding& b) { return b.analyte == analyte; });
    const bool asked = std::any_of(map.doubts.begin(), map.doubts.end(),
                                   [&](const auto& doubt) { return doubt.analyte == analyte; });
    if (binding == map.bindings.end() && !asked)
      return Error{"--unit " + id + ": no column is read as " + id};
    const AnalyteUnit* known = panel::resolve_unit(catalogue.declarations(), *analyte, unit);
    if (known == nullptr) {
      return Error{id + " has no unit '" + unit + "'; add " + unit_options(*analyte)};
    }
    if (binding != map.bindings.end()) binding->unit = known->id;
  }
  return std::nullopt;
}

}  // namespace metindex::records
