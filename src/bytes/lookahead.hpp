// A source whose next bytes can be looked at before they are read.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metindex/batch.hpp"

namespace metindex::bytes {

class Lookahead : public ByteSource {
 public:
  static constexpr std::size_t kCapacity = std::size_t{64} << 10U;

  explicit Lookahead(ByteSource& source) : source_(source) {}

  // The next bytes: at least `least` (at most kCapacity) of them, fewer only where the source ends
  // or fails. Valid until the next call.
  std::string_view peek(std::size_t least);
  void skip(std::size_t n);  // at most what peek() gave

  // Whether the source failed behind the bytes that peek() gives; why() says how.
  [[nodiscard]] bool failed() const { return state_ == State::failed; }

  // What was looked at comes first, then the source itself, into the caller's memory. The end and a
  // failure are final.
  std::optional<std::size_t> read(char* to, std::size_t size) override;
  [[nodiscard]] std::string why() const override { return source_.why(); }

 private:
  enum class State : unsigned char { open, ended, failed };
  std::optional<std::size_t> read_source(char* to, std::size_t size);

  ByteSource& source_;
  std::vector<char> data_;
  std::size_t begin_ = 0, end_ = 0;  // what is held of data_
  State state_ = State::open;
};

}  // namespace metindex::bytes
