#include "cli/batch_options.hpp"

#include <cmath>
#include <map>

#include "cli/exit.hpp"
#include "cli/long_option.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

char read_character(const std::string& text, const std::string& option) {
  if (text == "tab" || text == "\\t") return '\t';
  const bool usable = text.size() == 1 && text != "\"" && text != "\n";
  if (!usable) usage(option + ": '" + text + "' is not one character; a tab is written 'tab'");
  return text.front();
}

OnProblem read_on_problem(const std::string& written) {
  const std::map<std::string, OnProblem> known = {
      {"keep", OnProblem::keep}, {"drop", OnProblem::drop}, {"stop", OnProblem::stop}};
  const auto found = known.find(written);
  if (found == known.end()) usage("--on-problem: '" + written + "' is not keep, drop or stop");
  return found->second;
}

TableFormat read_format(const std::string& written) {
  const std::map<std::string, TableFormat> known = {{"", TableFormat::same},
                                                    {"csv", TableFormat::csv},
                                                    {"tsv", TableFormat::tsv},
                                                    {"jsonl", TableFormat::jsonl}};
  const auto found = known.find(written);
  if (found == known.end()) usage("--format: '" + written + "' is not csv, tsv or jsonl");
  return found->second;
}

std::pair<std::string, std::string> split_pair(const std::string& text, const std::string& option) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    usage(option + ": '" + text + "' is not of the form NAME=VALUE");
  return {text.substr(0, equals), text.substr(equals + 1)};
}

}  // namespace

int read_whole(const std::string& written, const std::string& option, int most) {
  if (written.empty()) return 0;
  const auto number = text::to_number(written);
  if (!number || *number < 1 || *number > most || *number != std::floor(*number))
    usage(option + ": '" + written + "' is not a whole number from 1 to " + std::to_string(most));
  return static_cast<int>(*number);
}

BatchOptions read_batch(const WrittenBatch& written, const std::string& format, int digits) {
  BatchOptions options;
  for (const std::string& column : written.columns)
    options.columns.push_back(split_pair(column, "--column"));
  for (const std::string& given : written.given)
    options.given.push_back(split_pair(given, "--given"));
  for (const std::string& unit : written.units) options.units.push_back(split_pair(unit, "--unit"));
  if (!written.long_columns.empty()) options.long_columns = read_long_columns(written.long_columns);
  if (written.gather && !options.long_columns)
    usage("--gather is for long tables: add --long auto, or --long id=...,test=...,value=...");
  options.gather = written.gather;
  options.encoding = written.encoding;
  if (!written.delimiter.empty())
    options.delimiter = read_character(written.delimiter, "--delimiter");
  if (!written.comment.empty()) options.comment = read_character(written.comment, "--comment");
  options.on_problem = read_on_problem(written.on_problem);
  options.threads = static_cast<std::size_t>(read_whole(written.threads, "--threads", 256));
  options.header = !written.no_header;
  options.bounds = written.bounds;
  options.digits = digits;
  options.format = read_format(format);
  return options;
}

}  // namespace metindex::cli
