#include "records/long_plan.hpp"

#include <algorithm>

#include "assess/plan.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

using Ending = BatchOutcome::Status;

template <typename List, typename T>
bool holds(const List& list, const T& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

class LongPlanner {
 public:
  LongPlanner(const Catalogue& catalogue, const BatchOptions& options, const TableHead& head,
              LongPlan& out)
      : catalogue_(catalogue), options_(options), names_(head.names), out_(out) {}

  std::optional<BatchOutcome> make(const std::string& name) {
    const LongColumns& wanted = *options_.long_columns;
    const Expected<LongLayout> layout = find_long_columns(names_, wanted);
    if (!layout) {
      const bool by_option =
          wanted.id || wanted.test || wanted.value || wanted.unit || wanted.date || wanted.minute;
      if (by_option) return BatchOutcome{Ending::bad_option, layout.error(), {}};
      return bad_input(name, {0, layout.error()});
    }
    out_.layout = *layout;
    out_.remarks.push_back("long table: " + describe_long(names_, *layout));
    out_.wide = options_;
    out_.wide.long_columns.reset();
    out_.wide.comment = 0;
    out_.wide.header = true;
    if (auto outcome = find_slots()) return outcome;
    if (auto outcome = find_named()) return outcome;
    find_samples();
    if (out_.layout.of_samples() && out_.samples.empty()) {
      return bad_input(name, {0,
                              "a row for each sample needs a column such as glucose or insulin; "
                              "name it with value=COLUMN in --long, or test=COLUMN if there is "
                              "a row for each test"});
    }
    find_constants();
    out_.tests.emplace(catalogue_, named_);
    return std::nullopt;
  }

 private:
  // One for each analyte.
  std::optional<BatchOutcome> find_slots() {
    const Expected<Plan> plan = Plan::make(catalogue_, options_.assess);
    if (!plan) return BatchOutcome{Ending::bad_option, plan.error(), {}};
    for (const Analyte& analyte : catalogue_.declarations().analytes) {
      const std::size_t at = plan->input(&analyte);
      const bool of_person = at == plan->sex || at == plan->age;
      const bool watched = holds(plan->watched, at);
      const bool matters =
          watched || of_person || holds(plan->questioned, at) || holds(plan->noted, at);
      out_.slots.push_back({&analyte, kNowhere, watched && !of_person, matters, kNowhere});
    }
    return std::nullopt;
  }

  // --column names a column beside the tests, or else a test.
  std::optional<BatchOutcome> find_named() {
    out_.wide.columns.clear();
    for (const auto& [id, name] : options_.columns) {
      const Analyte* analyte = catalogue_.analyte(id);
      if (analyte == nullptr) {
        return BatchOutcome{Ending::bad_option,
                            text::not_called("analyte", id, catalogue_.declarations().analytes),
                            {}};
      }
      const auto column = std::find(names_.begin(), names_.end(), name);
      const auto at = static_cast<std::size_t>(column - names_.begin());
      if (column == names_.end() || out_.layout.has(at)) {
        named_.emplace_back(analyte, name);
      } else {
        out_.wide.columns.emplace_back(id, name);
        out_.slots.push_back({analyte, at});
      }
    }
    return std::nullopt;
  }

  // Where there is no test, the columns of what a glucose load has later samples of.
  void find_samples() {
    if (!out_.layout.of_samples()) return;
    if (out_.layout.value != kNowhere) {
      out_.samples.push_back(out_.layout.value);
      return;
    }
    const HeaderMatcher matcher(catalogue_);
    for (std::size_t i = 0; i < names_.size() && options_.header; ++i) {
      if (out_.layout.has(i)) continue;
      const auto match = clear_match(matcher, names_[i]);
      if (match && match->analyte->load) out_.samples.push_back(i);
    }
  }

  // What is known of the person or the sample and stands in every row.
  void find_constants() {
    const HeaderMatcher matcher(catalogue_);
    for (std::size_t i = 0; i < names_.size() && options_.header; ++i) {
      const bool taken = out_.layout.has(i) || holds(out_.samples, i) ||
                         std::any_of(out_.slots.begin(), out_.slots.end(),
                                     [&](const LongSlot& slot) { return slot.from == i; });
      if (taken) continue;
      if (const auto match = clear_match(matcher, names_[i]))
        out_.slots.push_back({match->analyte, i});
    }
  }

  const Catalogue& catalogue_;
  const BatchOptions& options_;
  const std::vector<std::string>& names_;
  LongPlan& out_;
  std::vector<std::pair<const Analyte*, std::string>> named_;
};

void leave_alone(const std::string& column, const std::string& analyte, LongPlan& plan) {
  plan.remarks.push_back("column '" + text::shown(column) + "' is left alone: " + analyte +
                         " is among the tests");
  std::erase_if(plan.wide.columns, [&](const auto& pair) { return pair.second == column; });
}

}  // namespace

std::size_t LongPlan::slot_of(const Analyte* analyte) const {
  const auto slot = std::find_if(slots.begin(), slots.end(), [&](const LongSlot& s) {
    return s.analyte == analyte && s.from == kNowhere;
  });
  return static_cast<std::size_t>(slot - slots.begin());
}

std::optional<BatchOutcome> make_long_plan(const Catalogue& catalogue, const BatchOptions& options,
                                           const std::string& name, const TableHead& head,
                                           LongPlan& out) {
  return LongPlanner(catalogue, options, head, out).make(name);
}

std::optional<TableProblem> settle_columns(const BatchOptions& options,
                                           const std::vector<std::string>& names,
                                           const std::vector<std::string>& earlier,
                                           LongPlan& plan) {
  const std::string first_tests = plan.tests->first_names();
  const auto named = [&](const Analyte* analyte) {
    const auto same = [&](const auto& pair) { return pair.first == analyte->id; };
    return plan.tests->is_named(analyte) ||
           std::any_of(options.units.begin(), options.units.end(), same);
  };
  const auto wanted = [&](const LongSlot& slot) {
    if (!earlier.empty()) return holds(earlier, slot.analyte->id);
    return plan.tests->has(slot.analyte) || plan.sampled.count(slot.analyte) > 0 ||
           named(slot.analyte) || (first_tests.empty() && slot.measured);
  };
  plan.header.push_back(names[plan.layout.id]);
  if (plan.layout.date != kNowhere) plan.header.push_back(names[plan.layout.date]);
  bool measured = false;
  for (LongSlot& slot : plan.slots) {
    const bool test = slot.from == kNowhere;
    if (test && !wanted(slot)) continue;
    if (!test && plan.tests->has(slot.analyte)) {
      leave_alone(names[slot.from], slot.analyte->id, plan);
      continue;
    }
    slot.column = plan.header.size();
    plan.header.push_back(test ? slot.analyte->id : names[slot.from]);
    measured = measured || slot.measured;
  }
  const std::string read = plan.tests->describe_read();
  if (measured && !read.empty()) plan.remarks.push_back("tests: " + read);
  if (measured) return std::nullopt;
  return TableProblem{0, "none of the tests can be scored; they are " + first_tests +
                             "; name one with --column glucose=TEST"};
}

}  // namespace metindex::records
