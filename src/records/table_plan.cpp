#include "records/table_plan.hpp"

#include <algorithm>

#include "records/header_units.hpp"
#include "records/jsonl.hpp"
#include "records/long_columns.hpp"
#include "records/sample_rows.hpp"
#include "records/sniff.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

using Ending = BatchOutcome::Status;

BatchOutcome failed(Ending status, std::string message) { return {status, std::move(message), {}}; }

class Planner {
 public:
  Planner(const Catalogue& catalogue, const BatchOptions& options, const TableStart& start,
          const Teller& teller, TablePlan& out)
      : catalogue_(catalogue), options_(options), start_(start), teller_(teller), out_(out) {}

  std::optional<BatchOutcome> make() {
    Expected<HeaderMap> mapped = map_header(catalogue_, start_.header, options_);
    if (!mapped) return failed(Ending::bad_option, mapped.error());
    find_unit_columns(catalogue_, start_.header, options_, *mapped);
    out_.units_row = options_.header && !start_.json && !start_.gathered && take_units_row(*mapped);
    std::vector<const Analyte*> needed;
    if (auto outcome = find_needed(mapped->bindings, needed)) return outcome;
    const auto matters = [&](const HeaderMap::Doubt& doubt) {
      return std::find(needed.begin(), needed.end(), doubt.analyte) != needed.end();
    };
    std::vector<std::string> questions;
    for (const auto& doubt : mapped->doubts) {
      if (matters(doubt)) questions.push_back(doubt.question);
    }
    if (!questions.empty())
      return failed(Ending::bad_input, start_.name + ": " + text::join(questions, "; "));
    for (const std::string& remark : mapped->remarks) say(remark);
    for (const auto& hint : mapped->hints) {
      if (matters(hint)) say(hint.question);
    }
    out_.reading = options_.assess.reading;
    mapped_ = mapped->bindings;
    SniffedUnits sniffed;
    sniffed.in_cells = start_.gathered;
    if (!out_.reading.decimal_comma && out_.reading.thousands != ',') {
      out_.reading.decimal_comma =
          sniff_decimal_comma(start_.rows, mapped->bindings, start_.delimiter, sniffed.remarks);
    }
    sniff_unit_columns(catalogue_, start_.rows, mapped->bindings, sniffed.remarks);
    const std::string question =
        sniff_units(catalogue_, start_.rows, mapped->bindings, needed, out_.reading, sniffed);
    for (const std::string& remark : sniffed.remarks) say(remark);
    told_units_ = std::move(sniffed.units);
    if (!question.empty()) return failed(Ending::bad_input, start_.name + ": " + question);
    out_.empty_columns = std::move(sniffed.empty_columns);
    return settle(mapped->bindings);
  }

 private:
  void say(const std::string& line) const { teller_(start_.name + ": " + line); }

  bool take_units_row(HeaderMap& map) const {
    std::vector<Record>& records = start_.rows.records;
    if (records.empty() || records.front().cells != start_.header.size()) return false;
    std::vector<std::string> cells;
    std::string scratch;
    for (std::size_t i = 0; i < start_.header.size(); ++i)
      cells.emplace_back(start_.rows.text(records.front(), i, scratch));
    if (!read_units_row(catalogue_, cells, options_, map)) return false;
    records.erase(records.begin());
    return true;
  }

  // All that the options could make use of if every analyte were there.
  std::optional<BatchOutcome> find_needed(const std::vector<Binding>& bindings,
                                          std::vector<const Analyte*>& needed) const {
    std::vector<const Analyte*> sampled;
    for (const Binding& binding : bindings) sampled.push_back(binding.analyte);
    const Expected<Plan> plan = Plan::make(catalogue_, options_.assess, nullptr, &sampled);
    if (!plan) return failed(Ending::bad_option, plan.error());
    for (std::size_t at = 0; at < plan->inputs.size(); ++at) {
      if (plan->reads(at)) needed.push_back(plan->inputs[at]);
    }
    return std::nullopt;
  }

  std::optional<BatchOutcome> settle(const std::vector<Binding>& bindings) {
    std::vector<const Analyte*> available;
    for (const Binding& binding : bindings) available.push_back(binding.analyte);
    Expected<Plan> plan = Plan::make(catalogue_, options_.assess, &available);
    if (!plan) {
      const std::string option = start_.gathered ? "" : suggest_long(start_.header);
      return failed(Ending::bad_input,
                    start_.name + ": " + plan.error() +
                        (option.empty() ? "" : "; or, if it has a row for each test, " + option));
    }
    out_.plan = std::make_unique<Plan>(*std::move(plan));
    if (out_.plan->requested.empty()) say_unread();
    if (out_.plan->requested.empty() && out_.plan->schemes.empty())
      return failed(Ending::bad_input, start_.name + ": " + nothing_to_do());
    out_.readers = make_readers(*out_.plan, bindings, out_.reading);
    if (const std::string refusal = refuse_samples(bindings); !refusal.empty())
      return failed(Ending::bad_input, start_.name + ": " + refusal);
    for (const auto& [analyte, remark] : told_units_) {
      if (out_.reads(analyte)) say(remark);
    }
    say_columns();
    return std::nullopt;
  }

  std::string refuse_samples(const std::vector<Binding>& bindings) const {
    if (start_.gathered) return {};
    std::vector<Binding> fasting;
    for (const Binding& binding : bindings) {
      const auto& named = options_.columns;
      const bool by_option = std::any_of(named.begin(), named.end(), [&](const auto& column) {
        return column.first == binding.analyte->id;
      });
      if (binding.analyte->load && out_.reads(binding.analyte) && !by_option)
        fasting.push_back(binding);
    }
    return refuse_sample_rows(start_.header, start_.rows, fasting);
  }

  // Columns that might have served if they were what they are not: of unknown fasting state, say.
  void say_unread() const {
    for (const Binding& binding : mapped_) {
      const Analyte& analyte = *binding.analyte;
      if (out_.reads(&analyte) || analyte.note.empty() || !analyte.scheme.empty()) continue;
      say("column '" + binding.header + "' is " + analyte.name + ". " + analyte.note +
          (start_.gathered && analyte.note.find("NAME") != std::string::npos
               ? " NAME is that of a test, as told above."
               : ""));
    }
  }

  [[nodiscard]] bool has_column(std::string_view name) const {
    return std::find(start_.header.begin(), start_.header.end(), name) != start_.header.end();
  }

  // How objects within objects become rows; "" where there are none.
  [[nodiscard]] std::string how_to_flatten() const {
    if (!start_.json) return {};
    bool nested = false;
    std::string scratch;
    for (const Record& record : start_.rows.records) {
      for (std::size_t i = 0; i < record.cells; ++i) {
        const std::string_view cell = start_.rows.text(record, i, scratch);
        nested = nested || cell == kNestedObject || cell == kNestedList;
      }
    }
    if (!nested) return {};
    if (has_column("resourceType")) {
      return "these are FHIR resources; make a row of each observation first, with jq -c "
             "'select(.valueQuantity) | {id: .subject.reference, date: .effectiveDateTime, test: "
             ".code.coding[0].code, value: .valueQuantity.value, unit: .valueQuantity.unit}', and "
             "add --long auto";
    }
    if (has_column("input") && has_column("results"))
      return "these are results of metindex; 'jq -c .input' gives the rows that they came from";
    return "only the outermost keys are columns; flatten what is nested first, as jq -c "
           "'. + .KEY' does with an object under KEY";
  }

  std::string nothing_to_do() const {
    if (const std::string how = how_to_flatten(); !how.empty())
      return "no column can be scored; " + how;
    if (const std::string option = suggest_long(start_.header); !option.empty()) {
      return "this looks like a long table, with a row for each test; if it is, add " + option;
    }
    const std::vector<std::string> missing = first_missing();
    const bool numbers = std::any_of(
        start_.header.begin(), start_.header.end(),
        [](const std::string& h) { return text::to_number(text::trim(h)).has_value(); });
    const std::string how =
        numbers ? std::string(
                      "the first line has numbers: if it is a row and no header, add "
                      "--no-header --column glucose=NUMBER")
                : "name columns with --column " + (missing.empty() ? "glucose" : missing.front()) +
                      "=HEADER";
    return "no column can be scored" +
           (missing.empty() ? "" : "; it would need " + text::join(missing, " and ")) + "; " + how +
           (start_.json ? " (the keys are: " + text::shown(text::join(start_.header, ", "))
                        : " (the header begins: " + text::shown(start_.header_line)) +
           ")";
  }

  // What a scheme asked for judges, else what the first index needs.
  std::vector<std::string> first_missing() const {
    std::vector<std::string> missing;
    for (const auto& [quantity, id] : options_.assess.schemes) {
      if (catalogue_.analyte(quantity) != nullptr) missing.push_back(quantity);
    }
    for (const Index* index : out_.plan->left_out) {
      if (!missing.empty()) break;
      for (const auto& input : catalogue_.inputs(*index)) missing.push_back(input.analyte->id);
    }
    return missing;
  }

  void say_columns() const {
    std::vector<std::string> read;
    for (const CellReader& reader : out_.readers) {
      const bool used = out_.reads(reader.binding.analyte);
      const std::string unit = reader.binding.unit.empty() || reader.binding.unit == "1"
                                   ? ""
                                   : "[" + reader.binding.unit + "]";
      const std::string& every_row = reader.binding.every_row;
      if (used)
        read.push_back(reader.binding.analyte->id + unit +
                       (every_row.empty() ? "='" + reader.binding.header + "'"
                                          : " is " + every_row + " in every row"));
    }
    say("reads " + text::join(read, ", "));
    say_left_out();
    say_minutes();
    say_converted();
    for (const auto& [quantity, id] : options_.assess.schemes) {
      const auto& planned = out_.plan->schemes;
      const bool used = std::any_of(planned.begin(), planned.end(), [&](const PlannedScheme& p) {
        return p.quantity == quantity && p.variants.front()->id == id;
      });
      if (!used) say("no " + quantity + "_band by " + id + ": no column is read as " + quantity);
    }
  }

  void say_left_out() const {
    constexpr std::size_t kFew = 5;  // that are told one by one
    const std::vector<const Index*>& left_out = out_.plan->left_out;
    if (left_out.size() > kFew) {
      std::vector<std::string> ids;
      for (std::size_t i = 0; i < kFew; ++i) ids.push_back(left_out[i]->id);
      say("no column is read as what " + std::to_string(left_out.size()) + " indices need: " +
          text::join(ids, ", ") + " and others; 'metindex explain NAME' tells what one needs");
      return;
    }
    for (const Index* index : left_out) {
      std::vector<std::string> missing;
      for (const auto& input : catalogue_.inputs(*index)) {
        const bool unasked = input.optional && input.analyte->is_category();
        if (!unasked && out_.plan->input(input.analyte) == kNone)
          missing.push_back(input.analyte->id);
      }
      say("no " + index->id + ": no column is read as " + text::join(missing, " or "));
    }
  }

  // Over which samples areas are taken, where a formula leaves it to the table.
  void say_minutes() const {
    std::vector<formula::Series> told;
    for (const std::size_t at : out_.plan->requested) {
      for (const formula::Series& series : out_.plan->indices[at].series) {
        if (std::find(told.begin(), told.end(), series) != told.end()) continue;
        told.push_back(series);
        say("areas of " + series.analyte + " to " + std::to_string(series.minutes.back()) +
            " min are over samples at " + text::join_numbers(series.minutes) + " min");
      }
    }
  }

  // A scheme without limits in the column's unit: its values are converted before they are
  // compared.
  void say_converted() const {
    for (const PlannedScheme& scheme : out_.plan->schemes) {
      if (scheme.column == kNone || out_.readers[scheme.column].states_units()) continue;
      const PlannedLimits& limits = scheme.limits.front()[out_.readers[scheme.column].unit];
      if (limits.unit == kNone || limits.converter.identity()) continue;
      say(scheme.quantity + "_band: " + scheme.variants.front()->id + " has limits in " +
          scheme.units.front()[limits.unit] + ", so values are converted (" +
          limits.converter.authority() + ")");
    }
  }

  const Catalogue& catalogue_;
  const BatchOptions& options_;
  const TableStart& start_;
  const Teller& teller_;
  TablePlan& out_;
  std::vector<Binding> mapped_;  // what the header says, used or not
  std::vector<std::pair<const Analyte*, std::string>> told_units_;
};

}  // namespace

bool TablePlan::reads(const Analyte* analyte) const {
  const std::size_t at = plan->input(analyte);
  return at != kNone && plan->reads(at);
}

Marks TablePlan::wanted() const {
  Marks marks;
  for (std::size_t at = 0; at < plan->inputs.size(); ++at) marks.push_back(plan->reads(at) ? 1 : 0);
  return marks;
}

std::optional<BatchOutcome> make_table_plan(const Catalogue& catalogue, const BatchOptions& options,
                                            const TableStart& start, const Teller& teller,
                                            TablePlan& out) {
  return Planner(catalogue, options, start, teller, out).make();
}

}  // namespace metindex::records
