#include "records/sample_minutes.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "text/text.hpp"

namespace metindex::records {
namespace {

constexpr std::size_t kMostTimes = 1000;  // that are told apart
constexpr std::size_t kMostListed = 20;   // in one line
constexpr double kLast = 10000;           // minutes

}  // namespace

std::optional<int> read_minute(std::string_view cell) {
  cell = text::trim(cell);
  for (const std::string_view unit : {"minutes", "mins", "min"}) {
    const bool longer = cell.size() > unit.size();
    if (!longer || !text::equal_folded(cell.substr(cell.size() - unit.size()), unit)) continue;
    cell = text::trim(cell.substr(0, cell.size() - unit.size()));
    break;
  }
  const auto x = text::to_number(cell);
  if (!x || std::fabs(*x) > kLast || *x != std::floor(*x)) return std::nullopt;
  return static_cast<int>(*x);
}

const Analyte* SampleMinutes::at(const Analyte& analyte, std::string_view cell) {
  if (!analyte.load) return &analyte;
  const auto minute = read_minute(cell);
  if (minute && *minute == 0) return &analyte;
  const Analyte* later =
      minute ? catalogue_.analyte(analyte.id + "_" + std::to_string(*minute)) : nullptr;
  if (later == nullptr && (others_.size() < kMostTimes || others_.count(std::string(cell)) > 0))
    ++others_[std::string(cell)];
  return later;
}

std::string SampleMinutes::others() const {
  std::vector<std::pair<std::string, std::uint64_t>> times(others_.begin(), others_.end());
  std::sort(times.begin(), times.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < times.size() && i < kMostListed; ++i)
    parts.push_back((times[i].first.empty() ? "none" : text::shown(times[i].first)) + " (" +
                    std::to_string(times[i].second) + ")");
  if (times.size() > kMostListed) parts.emplace_back("and others");
  return text::join(parts, ", ");
}

}  // namespace metindex::records
