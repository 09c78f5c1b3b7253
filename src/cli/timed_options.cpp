#include "cli/timed_options.hpp"

#include <algorithm>

#include "cli/exit.hpp"
#include "formula/syntax.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), is_digit);
}

// "glucose_30" of "--glucose-30"; empty if the argument is no such option.
std::string timed_id(const Catalogue& catalogue, const std::string& option) {
  for (const Analyte& fasting : catalogue.declarations().analytes) {
    if (!fasting.load) continue;
    const std::string begin = timed_option(fasting, "");
    if (option.rfind(begin, 0) != 0) continue;
    const std::string minute = option.substr(begin.size());
    if (!all_digits(minute)) continue;
    const Analyte* analyte = catalogue.analyte(fasting.id + "_" + minute);
    if (analyte != nullptr) return analyte->id;
    if (minute.find_first_not_of('0') == std::string::npos)
      usage("'" + option + "': minute 0 is " + option_name(fasting.id));
    usage("'" + option + "': no sample at that minute; there are " +
          text::join_numbers(fasting.load->minutes));
  }
  return {};
}

}  // namespace

std::unordered_set<std::string_view> asked_for(const Catalogue& catalogue) {
  const Declarations& all = catalogue.declarations();
  std::unordered_set<std::string_view> asked;
  for (const Index& index : all.indices) {
    for (const std::string* text : {&index.formula, &index.needs}) {
      for (const std::string_view name : formula::names_in(*text)) asked.insert(name);
    }
  }
  for (const Scheme& scheme : all.schemes) {
    asked.insert(scheme.quantity);
    if (!scheme.sex.empty()) asked.insert("sex");
  }
  for (const Context& context : all.contexts) {
    for (const std::string_view name : formula::names_in(context.when)) asked.insert(name);
  }
  for (const Tag& tag : all.tags) {
    for (const std::string_view name : formula::names_in(tag.when)) asked.insert(name);
  }
  return asked;
}

std::string option_name(std::string id) {
  std::replace(id.begin(), id.end(), '_', '-');
  return "--" + id;
}

std::string timed_option(const Analyte& fasting, std::string_view minute) {
  return option_name(fasting.id) + "-" + std::string(minute);
}

std::vector<std::pair<std::string, std::string>> take_timed_values(
    const Catalogue& catalogue, std::vector<std::string>& arguments) {
  std::vector<std::pair<std::string, std::string>> values;
  std::vector<std::string> rest;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::size_t equals = arguments[i].find('=');
    const std::string option = arguments[i].substr(0, equals);
    const std::string id = timed_id(catalogue, option);
    if (id.empty()) {
      rest.push_back(arguments[i]);
      continue;
    }
    if (std::any_of(values.begin(), values.end(), [&](const auto& v) { return v.first == id; }))
      usage(option + " is given twice");
    if (equals != std::string::npos) {
      values.emplace_back(id, arguments[i].substr(equals + 1));
    } else if (i + 1 < arguments.size() && arguments[i + 1].rfind("--", 0) != 0) {
      values.emplace_back(id, arguments[++i]);
    } else {
      usage(option + " needs a value");
    }
  }
  arguments = std::move(rest);
  return values;
}

void refuse_placeholder(const Analyte& fasting) {
  usage("MIN stands for minutes after the drink: " + timed_option(fasting, "30") + " and so on");
}

}  // namespace metindex::cli
