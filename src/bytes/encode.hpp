// Text packed on its way out: gzip and zstd.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "metindex/batch.hpp"

namespace metindex::bytes {

enum class Compression : unsigned char { none, gzip, zstd };

// By the name's ending, .gz or .zst, in either case.
Compression compression_of(std::string_view path);

// Packs what is written into another sink. The same text gives the same bytes, in whatever pieces
// it comes: the library gets it in blocks of one size.
class Encoder : public ByteSink {
 public:
  explicit Encoder(ByteSink& to);
  bool write(std::string_view text) override;
  // The end of the packed data; without it, it is cut off. False: it could not be written.
  bool finish();

 protected:
  struct Turn {
    std::size_t taken, given;  // bytes of `text` used, bytes put to `to`
    bool done;                 // all of `text` is taken; with `last`, all packed data given too
  };
  virtual Turn turn(std::string_view text, bool last, char* to, std::size_t size) = 0;

 private:
  bool pack(std::string_view block, bool last);
  bool flush();

  ByteSink& to_;
  std::string block_;         // text until there is a block of it
  std::vector<char> packed_;  // packed data until it is worth a write
  std::size_t used_ = 0;
  bool good_ = true;
};

// Null for `none`, and where this was built without the library.
std::unique_ptr<Encoder> encode(ByteSink& to, Compression compression);

}  // namespace metindex::bytes
