#include "bytes/encode.hpp"

#include <algorithm>

#include "bytes/gzip.hpp"
#include "bytes/zstd.hpp"
#include "text/text.hpp"

namespace metindex::bytes {
namespace {

constexpr std::size_t kBlock = std::size_t{128} << 10U;
constexpr std::size_t kPacked = std::size_t{128} << 10U;

}  // namespace

Compression compression_of(std::string_view path) {
  const std::string ending = text::lower(path.substr(std::min(path.size(), path.rfind('.'))));
  if (ending == ".gz") return Compression::gzip;
  if (ending == ".zst") return Compression::zstd;
  return Compression::none;
}

Encoder::Encoder(ByteSink& to) : to_(to), packed_(kPacked) { block_.reserve(kBlock); }

bool Encoder::write(std::string_view text) {
  while (good_ && !text.empty()) {
    if (block_.empty() && text.size() >= kBlock) {  // without a copy
      good_ = pack(text.substr(0, kBlock), false);
      text.remove_prefix(kBlock);
      continue;
    }
    const std::size_t n = std::min(text.size(), kBlock - block_.size());
    block_ += text.substr(0, n);
    text.remove_prefix(n);
    if (block_.size() == kBlock) {
      good_ = pack(block_, false);
      block_.clear();
    }
  }
  return good_;
}

bool Encoder::finish() {
  good_ = good_ && pack(block_, true) && flush();
  block_.clear();
  return good_;
}

bool Encoder::pack(std::string_view block, bool last) {
  for (;;) {
    const Turn turned = turn(block, last, packed_.data() + used_, packed_.size() - used_);
    block.remove_prefix(turned.taken);
    used_ += turned.given;
    if (turned.done) return true;
    if (!flush()) return false;
  }
}

bool Encoder::flush() {
  const bool good = used_ == 0 || to_.write({packed_.data(), used_});
  used_ = 0;
  return good;
}

std::unique_ptr<Encoder> encode(ByteSink& to, Compression compression) {
  switch (compression) {
    case Compression::gzip: return gzip(to);
    case Compression::zstd: return zstd(to);
    case Compression::none: break;
  }
  return nullptr;
}

}  // namespace metindex::bytes
