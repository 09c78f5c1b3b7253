// Sources and sinks that behave as badly as real ones, and text in the encodings people have.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bytes/decode.hpp"
#include "bytes/encode.hpp"

namespace unit {

// Gives out bytes in pieces of at most `piece`, then ends or fails.
class Pieces : public metindex::ByteSource {
 public:
  Pieces(std::string bytes, std::size_t piece, bool fails = false)
      : bytes_(std::move(bytes)), piece_(piece), fails_(fails) {}
  std::optional<std::size_t> read(char* to, std::size_t size) override {
    last_to = to;
    const std::size_t n = bytes_.copy(to, std::min(size, piece_), at_);
    at_ += n;
    return n == 0 && fails_ ? std::nullopt : std::optional(n);
  }
  [[nodiscard]] std::string why() const override { return "cannot be read: worn out"; }
  const char* last_to = nullptr;

 private:
  std::string bytes_;
  std::size_t piece_, at_ = 0;
  bool fails_;
};

// Takes at most `most` bytes.
class Shelf : public metindex::ByteSink {
 public:
  explicit Shelf(std::size_t most = std::string::npos) : most_(most) {}
  bool write(std::string_view bytes) override {
    if (bytes.size() > most_ - got.size()) return false;
    got += bytes;
    return true;
  }
  std::string got;

 private:
  std::size_t most_;
};

struct Decoded {
  std::string text, packing, encoding;
  bool found = false, bad_option = false;
  std::string problem;     // a refusal's, or why reading failed; "": neither
  bool refused = false;    // before any text was given
  std::uint64_t line = 0;  // of a refusal
};

inline Decoded decode(metindex::ByteSource& source, const std::string& encoding = "",
                      std::size_t take = 1U << 16U) {
  metindex::bytes::Decoder decoder(source, encoding);
  Decoded out;
  if (const auto refusal = decoder.open()) {
    out.problem = refusal->message;
    out.refused = true;
    out.bad_option = refusal->bad_option;
    out.line = refusal->line;
    return out;
  }
  out.packing = decoder.packing();
  out.encoding = decoder.encoding();
  out.found = decoder.encoding_was_found();
  std::vector<char> piece(take);
  for (;;) {
    const auto n = decoder.read(piece.data(), piece.size());
    if (!n) out.problem = decoder.why();
    if (!n || *n == 0) break;
    out.text.append(piece.data(), *n);
  }
  // The end and a failure are final.
  const auto again = decoder.read(piece.data(), piece.size());
  if (again != (out.problem.empty() ? std::optional<std::size_t>(0) : std::nullopt))
    out.problem += " (and then something else)";
  return out;
}

inline Decoded decode(const std::string& bytes, const std::string& encoding = "",
                      std::size_t piece = 1U << 20U, std::size_t take = 1U << 16U) {
  Pieces source(bytes, piece);
  return decode(source, encoding, take);
}

// Absent: built without the library.
inline std::optional<std::string> pack(metindex::bytes::Compression how, std::string_view text,
                                       std::size_t piece = std::string::npos) {
  Shelf shelf;
  const auto encoder = metindex::bytes::encode(shelf, how);
  if (encoder == nullptr) return std::nullopt;
  for (; !text.empty(); text.remove_prefix(std::min(piece, text.size())))
    if (!encoder->write(text.substr(0, piece))) return "a write failed";
  return encoder->finish() ? shelf.got : "the end failed";
}

// Code points as UTF-16 or UTF-32, `width` bytes each.
inline std::string wide(std::u32string_view text, std::size_t width, bool big_endian) {
  std::string out;
  const auto put = [&](char32_t unit) {
    for (std::size_t i = 0; i < width; ++i) {
      const std::size_t shift = 8 * (big_endian ? width - 1 - i : i);
      out += static_cast<char>((unit >> shift) & 0xFFU);
    }
  };
  for (const char32_t c : text) {
    if (width == 2 && c >= 0x10000) {
      put(0xD800 + ((c - 0x10000) >> 10U));
      put(0xDC00 + ((c - 0x10000) & 0x3FFU));
    } else {
      put(c);
    }
  }
  return out;
}

// About so many bytes of a table, no two rows alike.
inline std::string long_table(std::size_t size) {
  std::string text = "id,glucose\n";
  for (unsigned row = 0; text.size() < size; ++row)
    text += std::to_string(row) + "," + std::to_string(row * 2654435761U % 9973U) + "\n";
  return text;
}

}  // namespace unit
