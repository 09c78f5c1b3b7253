#include "records/seen_ids.hpp"

#include <functional>

namespace metindex::records {
namespace {

// Rising or falling, byte by byte ("10" before "9") or shorter ones first ("S9" before "S10"), as
// numbers and numbered names do.
unsigned orders_of(std::string_view a, std::string_view b) {
  const int by_bytes = a.compare(b);
  const bool shorter = a.size() != b.size() ? a.size() < b.size() : by_bytes < 0;
  const bool longer = a.size() != b.size() ? a.size() > b.size() : by_bytes > 0;
  return (by_bytes < 0 ? 1U : 0U) | (by_bytes > 0 ? 2U : 0U) | (shorter ? 4U : 0U) |
         (longer ? 8U : 0U);
}

}  // namespace

// In order nothing can come back, whatever is remembered.
SeenIds::Answer SeenIds::add(std::string_view id) {
  if (count_ > 0) orders_ &= orders_of(last_, id);
  last_ = id;
  const bool remembers = ++count_ <= kMost;
  if (!remembers) places_ = {};
  const bool fresh = remembers && insert(std::hash<std::string_view>{}(id));
  if (orders_ != 0) return Answer::fresh;
  if (!remembers) return Answer::unknown;
  return fresh ? Answer::fresh : Answer::back;
}

// False: it is there already.
bool SeenIds::insert(std::uint64_t hash) {
  constexpr std::size_t kFirst = 1024;
  if (2 * count_ > places_.size()) {
    std::vector<std::uint64_t> old(places_.empty() ? kFirst : 2 * places_.size());
    old.swap(places_);
    for (const std::uint64_t known : old) {
      if (known != 0) place(known);
    }
  }
  const std::uint64_t wanted = hash == 0 ? 1 : hash;
  const std::size_t mask = places_.size() - 1;
  for (std::size_t at = wanted & mask;; at = (at + 1) & mask) {
    if (places_[at] == wanted) return false;
    if (places_[at] != 0) continue;
    places_[at] = wanted;
    return true;
  }
}

void SeenIds::place(std::uint64_t hash) {
  const std::size_t mask = places_.size() - 1;
  std::size_t at = hash & mask;
  while (places_[at] != 0) at = (at + 1) & mask;
  places_[at] = hash;
}

}  // namespace metindex::records
