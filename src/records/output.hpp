// Bytes on their way out: a buffer that is written into directly and used again.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <vector>

#include "records/record_block.hpp"

namespace metindex::records {

class Output {
 public:
  void clear() { size_ = 0; }
  [[nodiscard]] std::string_view bytes() const { return {data_.data(), size_}; }

  // Room for `most` bytes, to be written from there on; used() says how far that went.
  char* room(std::size_t most) {
    if (size_ + most > data_.size()) [[unlikely]]
      grow(size_ + most);
    return data_.data() + size_;
  }
  void used(const char* end) { size_ = static_cast<std::size_t>(end - data_.data()); }

  void add(std::string_view text) { used(put(room(text.size()), text)); }
  void add(char c) {
    *room(1) = c;
    ++size_;
  }

  // The same for text with kReach bytes behind it, into as much room behind its end: copied in
  // steps of a fixed size, which beats a call for the few bytes that cells have.
  static char* put_wide(char* at, const char* text, std::size_t size) {
    for (std::size_t n = 0; n < size; n += kReach) std::memcpy(at + n, text + n, kReach);
    return at + size;
  }

  // For what was asked room for: copies and returns the end.
  static char* put(char* at, std::string_view text) {
    if (!text.empty()) std::memcpy(at, text.data(), text.size());
    return at + text.size();
  }

 private:
  [[gnu::noinline]] void grow(std::size_t size) { data_.resize(std::max(size, 2 * data_.size())); }

  std::vector<char> data_;  // of which size_ bytes count
  std::size_t size_ = 0;
};

}  // namespace metindex::records
