#include "cli/progress.hpp"

#include <array>
#include <cmath>

#include "cli/streams.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

using namespace std::chrono_literals;

std::string rounded_rows(std::uint64_t rows) {
  constexpr double kMillion = 1e6;
  if (rows < 1'000'000) return std::to_string(rows) + " rows";
  return text::significant(static_cast<double>(rows) / kMillion, 3) + " million rows";
}

std::string time_text(double seconds) {
  constexpr std::array<std::pair<double, const char*>, 3> kSteps = {
      {{90, " s"}, {90 * 60, " min"}, {1e9, " h"}}};
  double divisor = 1;
  for (const auto& [most, name] : kSteps) {
    if (seconds < most) return text::shortest(std::ceil(seconds / divisor)) + name;
    divisor *= 60;
  }
  return "days";
}

}  // namespace

std::string progress_text(const ProgressState& state) {
  constexpr double kMega = 1e6;
  std::string line = rounded_rows(state.rows);
  const auto bytes = static_cast<double>(state.bytes);
  if (state.seconds <= 0) return line;
  line += ", " + text::shortest(std::round(bytes / kMega / state.seconds)) + " MB/s";
  if (state.all_bytes == 0 || state.bytes == 0) return line;
  const double share = std::min(1.0, bytes / static_cast<double>(state.all_bytes));
  line += ", " + text::shortest(std::floor(100 * share)) + " %";
  return line + ", " + time_text(state.seconds * (1 - share) / share) + " left";
}

Progress::Progress(bool shown, std::uint64_t all_bytes)
    : shown_(shown), all_bytes_(all_bytes), start_(Clock::now()), next_(start_ + 500ms) {
  if (shown_) leave_terminal_clean();
}

Progress::~Progress() {
  if (shown_) show_status("");
}

void Progress::update(std::uint64_t rows, std::uint64_t bytes) {
  if (!shown_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + 100ms;
  const std::chrono::duration<double> passed = now - start_;
  show_status("metindex: " + progress_text({rows, bytes, all_bytes_, passed.count()}));
}

}  // namespace metindex::cli
