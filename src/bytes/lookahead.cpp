#include "bytes/lookahead.hpp"

#include <algorithm>
#include <cstring>

namespace metindex::bytes {

std::optional<std::size_t> Lookahead::read_source(char* to, std::size_t size) {
  if (state_ == State::failed) return std::nullopt;
  if (state_ == State::ended) return 0;
  const auto n = source_.read(to, size);
  if (!n) state_ = State::failed;
  if (n && *n == 0 && size > 0) state_ = State::ended;
  return n;
}

std::string_view Lookahead::peek(std::size_t least) {
  if (end_ - begin_ < least && begin_ > 0) {
    std::memmove(data_.data(), data_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  while (end_ - begin_ < least && state_ == State::open) {
    data_.resize(kCapacity);
    end_ += read_source(data_.data() + end_, data_.size() - end_).value_or(0);
  }
  return {data_.data() + begin_, end_ - begin_};
}

void Lookahead::skip(std::size_t n) {
  begin_ += n;
  if (begin_ == end_) begin_ = end_ = 0;
}

std::optional<std::size_t> Lookahead::read(char* to, std::size_t size) {
  const std::size_t held = std::min(size, end_ - begin_);
  if (held == 0) return read_source(to, size);
  std::memcpy(to, data_.data() + begin_, held);
  skip(held);
  return held;
}

}  // namespace metindex::bytes
