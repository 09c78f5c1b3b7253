// Jobs taken one after another, worked on side by side, and given out in the order they were taken.
#pragma once

#include <cstdint>
#include <functional>

namespace metindex::records {

// Never two at a time of `take`, nor of `give`; `work` runs on each of `threads` threads, the
// caller's among them. `Job`s are default-made and used again.
template <typename Job>
struct InOrder {
  std::function<bool(Job&)> take;  // false: there is no more
  std::function<void(Job&, std::size_t thread)> work;
  std::function<bool(Job&)> give;  // false: stop, nothing more is given

  // Returns when all is given. What one of the functions throws ends the run and is thrown here.
  void run(std::size_t threads);
};

}  // namespace metindex::records

#include "records/in_order_run.hpp"
