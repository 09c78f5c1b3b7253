// A source of bytes for tests that read them in small pieces.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

#include "metindex/batch.hpp"

// Bytes in memory, given out in pieces of at most `piece`.
class Pieces : public metindex::ByteSource {
 public:
  Pieces(std::string_view bytes, std::size_t piece) : bytes_(bytes), piece_(piece) {}
  std::optional<std::size_t> read(char* to, std::size_t size) override {
    const std::size_t n = bytes_.copy(to, std::min(size, piece_), at_);
    at_ += n;
    return n;
  }
  [[nodiscard]] std::size_t taken() const { return at_; }

 private:
  std::string_view bytes_;
  std::size_t piece_;
  std::size_t at_ = 0;
};
