// Whatever bytes a table comes in -> UTF-8 text: unpacked, converted, or refused with what to do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/lookahead.hpp"
#include "metindex/batch.hpp"

namespace metindex::bytes {

struct Refusal {
  bool bad_option = false;  // it is the encoding's name, not the bytes
  std::uint64_t line = 0;   // of the text, from 1; 0: not one line's fault
  std::string message;      // lower case, no full stop, no file name
};

// Looks at the first 64 KiB, whatever the pieces in which the source gives them: gzip and zstd are
// unpacked; UTF-16 and UTF-32 converted; text that is not UTF-8 refused, as are workbooks and the
// like. UTF-8 as such passes through, from the source into the caller's memory.
class Decoder : public ByteSource {
 public:
  // `encoding`: any name that iconv knows; "utf-8": taken as it is, unchecked; "": found out.
  Decoder(ByteSource& raw, std::string encoding);
  ~Decoder() override = default;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  // Before the first read. Absent: the text can be read. A source that fails within its first bytes
  // is not refused here: what it gave is read, then read() fails.
  std::optional<Refusal> open();

  // What was decided.
  [[nodiscard]] const std::string& packing() const { return packing_; }    // "gzip", "zstd" or ""
  [[nodiscard]] const std::string& encoding() const { return encoding_; }  // converted; "": UTF-8
  [[nodiscard]] bool encoding_was_found() const { return found_; }  // from the bytes; not asked for

  std::optional<std::size_t> read(char* to, std::size_t size) override {
    return text().read(to, size);
  }
  [[nodiscard]] std::string why() const override { return text().why(); }

 private:
  struct Layer {
    std::unique_ptr<ByteSource> source;
    std::unique_ptr<Lookahead> ahead;
  };
  [[nodiscard]] const Lookahead& text() const {
    return layers_.empty() ? raw_ : *layers_.back().ahead;
  }
  Lookahead& text() { return layers_.empty() ? raw_ : *layers_.back().ahead; }
  void add(std::unique_ptr<ByteSource> source);
  std::optional<Refusal> unpack();
  std::optional<Refusal> convert();

  Lookahead raw_;
  std::vector<Layer> layers_;  // each reads from the one before
  std::string packing_, encoding_;
  bool checked_ = true, found_ = false;
};

}  // namespace metindex::bytes
