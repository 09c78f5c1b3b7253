// metindex calc: one panel from the command line, or asked for at a terminal.
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "cli/card.hpp"
#include "cli/commands.hpp"
#include "cli/streams.hpp"
#include "formula/syntax.hpp"
#include "records/json.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

std::string join_sentences(const std::vector<std::string>& problems) {
  return text::join(problems, "; ");
}

// Asks for the analytes that the core indices and their bands use; an empty answer leaves one out.
Panel ask(const Catalogue& catalogue, const Reading& reading) {
  Panel panel(catalogue, reading);
  std::cerr << "Values with their units, such as 95 or 5.3 mmol/L; an empty line leaves one out.\n";
  for (const Analyte& analyte : catalogue.declarations().analytes) {
    if (analyte.scheme.empty() || analyte.minute > 0) continue;
    for (bool answered = false; !answered;) {
      std::cerr << analyte.name << " [" << analyte.unit_in(reading.system).id
                << "]: " << std::flush;
      std::string answer;
      if (!std::getline(std::cin, answer)) return panel;
      const Value value = read_value(catalogue, analyte, answer, {}, reading);
      answered = value.status <= Status::missing;
      if (!answered) std::cerr << "  " << value.problem << "\n";
      if (value.is_reported()) panel.set(analyte.id, answer);
    }
  }
  std::cerr << "\n";
  return panel;
}

Panel read_panel(const Catalogue& catalogue, const CommandLine& line) {
  const Reading& reading = line.assess.reading;
  if (line.values.empty()) {
    if (isatty(STDIN_FILENO) != 0) return ask(catalogue, reading);
    throw Failure{ExitCode::usage,
                  "no value is given; try 'metindex calc --glucose 95 --insulin 12'"};
  }
  Panel panel(catalogue, reading);
  for (const auto& [analyte, value] : line.values) panel.set(analyte, value);
  if (!panel.problems().empty()) throw Failure{ExitCode::usage, join_sentences(panel.problems())};
  return panel;
}

// The names of what an index needs and the panel does not have.
std::vector<std::string> lacks(const Catalogue& catalogue, const Panel& panel, const Index& index) {
  std::vector<std::string> missing;
  for (const auto& input : catalogue.inputs(index)) {
    if (input.optional && input.analyte->is_category()) continue;
    const Value* value = panel.find(input.analyte->id);
    if (value == nullptr || !value->is_reported()) missing.push_back(input.analyte->name);
  }
  return missing;
}

// Can the index have a value? Without compiling its formula; lacks() knows.
bool may_have_value(const Catalogue& catalogue, const Panel& panel, const Index& index) {
  if (index.formula.find("count(") != std::string::npos) return true;  // does without some
  const auto names = formula::names_in(index.formula);
  return std::all_of(names.begin(), names.end(), [&](std::string_view name) {
    if (catalogue.analyte(name) == nullptr) return true;
    const Value* value = panel.find(name);
    return value != nullptr && value->is_reported();
  });
}

// Of a group such as core, the indices for which there are values; remarks name what the others
// lack.
std::vector<std::string> choose_indices(const Catalogue& catalogue, const Panel& panel,
                                        const std::vector<std::string>& asked_for,
                                        std::vector<std::string>& remarks) {
  std::vector<std::string> chosen;
  for (const std::string& name : asked_for) {
    if (name != "core" && name != "all") {
      chosen.push_back(name);
      continue;
    }
    for (const Index& index : catalogue.declarations().indices) {
      if (name == "core" ? !index.core : !index.experimental.empty()) continue;
      if (name == "all" && !may_have_value(catalogue, panel, index)) continue;
      const std::vector<std::string> missing = lacks(catalogue, panel, index);
      if (missing.empty()) {
        chosen.push_back(index.id);
      } else if (name == "core") {
        remarks.push_back(index.name + " needs " + text::join(missing, " and ") + " too.");
      }
    }
  }
  return chosen;
}

// How many indices have a value, or bounds of one.
std::size_t count_computed(const Assessment& assessment) {
  const auto& results = assessment.results;
  return static_cast<std::size_t>(
      std::count_if(results.begin(), results.end(), [](const Result& result) {
        return result.index != nullptr && (result.value || result.low || result.high);
      }));
}

// Who did not choose hears what else the values would give: counted, so that it is true.
std::string remark_on_more(const Catalogue& catalogue, const Panel& panel, Options options,
                           const Assessment& shown) {
  std::vector<std::string> unheard;
  options.indices = choose_indices(catalogue, panel, {"all"}, unheard);
  options.schemes.clear();
  options.notes = 0;
  const Expected<Assessor> assessor = Assessor::make(catalogue, options);
  const std::size_t all = count_computed(assessor->assess(panel));
  const std::size_t now = count_computed(shown);
  if (all <= now) return {};
  const std::string more = std::to_string(all - now);
  return more + (all - now == 1 ? " more index" : " more indices") +
         " can be computed from these values: --index all.";
}

// Is there a value, or an index, that the scheme could be of?
bool is_shown(const Catalogue& catalogue, const Panel& panel, const Options& options,
              const std::string& quantity) {
  const Value* value = panel.find(quantity);
  if (value != nullptr && value->is_reported()) return true;
  const Index* wanted = catalogue.index(quantity);
  return wanted != nullptr &&
         std::any_of(options.indices.begin(), options.indices.end(),
                     [&](const std::string& name) { return catalogue.index(name) == wanted; });
}

}  // namespace

ExitCode run_calc(const Catalogue& catalogue, const CommandLine& line) {
  const Panel panel = read_panel(catalogue, line);
  const bool any = std::any_of(panel.entries().begin(), panel.entries().end(),
                               [](const Panel::Entry& e) { return e.value.is_reported(); });
  if (!any) throw Failure{ExitCode::usage, "no value is given"};
  std::vector<std::string> remarks;
  for (const Panel::Entry& entry : panel.entries()) {
    const std::string remark = remark_on(entry.value);
    if (!remark.empty()) remarks.push_back(remark + ".");
  }
  Options options = line.assess;
  options.indices = choose_indices(catalogue, panel, line.assess.indices, remarks);
  for (const auto& [quantity, id] : options.schemes) {
    if (!is_shown(catalogue, panel, options, quantity)) {
      remarks.push_back("No value for the scheme " + id + " of " + quantity + ".");
    }
  }
  for (const auto& [option, factor] : options.factors) {
    remarks.push_back("--" + option + " " + text::shortest(factor) + " is used to convert units.");
  }
  const Expected<Assessor> assessor = Assessor::make(catalogue, options);
  if (!assessor) throw Failure{ExitCode::usage, assessor.error()};
  const Assessment assessment = assessor->assess(panel);
  if (wants_json(line)) {
    records::JsonFrame frame;
    frame.factors = options.factors;
    frame.deep = line.deep;
    frame.tags = options.notes != 0;
    print(records::to_json(catalogue, assessment, line.digits, 2, frame) + "\n");
    return ExitCode::finished;
  }
  const std::string more =
      line.indices_given ? "" : remark_on_more(catalogue, panel, options, assessment);
  if (!more.empty()) remarks.push_back(more);
  print(card(catalogue, assessment, line.digits, line.deep, find_terminal(), remarks));
  return ExitCode::finished;
}

}  // namespace metindex::cli
