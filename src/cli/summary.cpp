#include "cli/summary.hpp"

#include <nlohmann/json.hpp>

#include "text/text.hpp"

namespace metindex::cli {

std::string rows_text(std::uint64_t rows) {
  return std::to_string(rows) + (rows == 1 ? " row" : " rows");
}

namespace {

std::string summary_json(const BatchSummary& summary) {
  nlohmann::ordered_json json = {{"rows", summary.rows},
                                 {"scored", summary.scored},
                                 {"problems", summary.problems},
                                 {"dropped", summary.dropped}};
  json["warnings"] = summary.warnings;
  json["flags"] = nlohmann::ordered_json::object();
  for (const auto& [flag, rows] : summary.flags) json["flags"][flag] = rows;
  // A file's name, which a warning begins with, may be anything.
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

// A row may have several.
std::string why_dropped(const BatchSummary& summary) {
  constexpr std::size_t kMost = 5;
  std::vector<std::string> causes;
  for (const auto& [flag, rows] : summary.problem_flags) {
    if (causes.size() < kMost) causes.push_back(flag + " (" + rows_text(rows) + ")");
  }
  const std::size_t others = summary.problem_flags.size() - causes.size();
  return "not written because of " + text::join(causes, ", ") +
         (others > 0 ? " and " + std::to_string(others) + " others" : "");
}

}  // namespace

std::vector<std::string> summary_lines(const BatchSummary& summary) {
  constexpr std::size_t kWidth = 9;
  std::vector<std::string> lines = {
      rows_text(summary.rows) + " read, " + std::to_string(summary.scored) + " scored, " +
      std::to_string(summary.problems) + " with problems" +
      (summary.dropped > 0 ? ", " + std::to_string(summary.dropped) + " not written" : "")};
  if (summary.dropped > 0) lines.push_back(why_dropped(summary));
  for (const auto& [flag, rows] : summary.flags) {
    const std::string count = std::to_string(rows);
    lines.push_back("  " + std::string(kWidth - std::min(kWidth, count.size()), ' ') + count + " " +
                    flag);
  }
  return lines;
}

std::string summary_text(const std::string& file, const BatchSummary& summary) {
  return file.ends_with(".json") ? summary_json(summary)
                                 : text::join(summary_lines(summary), "\n") + "\n";
}

}  // namespace metindex::cli
