// How far a run is: one line on the terminal that is written over, and gone in the end.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace metindex::cli {

struct ProgressState {
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0, all_bytes = 0;  // of the input as it lies there; 0: not known
  double seconds = 0;
};

// "3.2 million rows, 210 MB/s, 45 %, 4 s left"
std::string progress_text(const ProgressState& state);

class Progress {
 public:
  // `all_bytes` 0: how much there is is not known.
  Progress(bool shown, std::uint64_t all_bytes);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void update(std::uint64_t rows, std::uint64_t bytes);  // cheap: looks at the clock

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_;
  std::uint64_t all_bytes_;
  Clock::time_point start_, next_;
};

}  // namespace metindex::cli
