#include "bytes/decode.hpp"

#include <algorithm>

#include "bytes/charset.hpp"
#include "bytes/formats.hpp"
#include "bytes/gzip.hpp"
#include "bytes/zstd.hpp"
#include "text/utf8.hpp"

namespace metindex::bytes {
namespace {

// The line in which text[at] stands, from 1; lines may end in CR alone.
std::uint64_t line_of(std::string_view text, std::size_t at) {
  const char line_end = text.find('\n') == std::string_view::npos ? '\r' : '\n';
  const std::string_view before = text.substr(0, at);
  return 1 + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), line_end));
}

Refusal refused(std::string_view why) { return {false, 0, std::string(why)}; }

}  // namespace

Decoder::Decoder(ByteSource& raw, std::string encoding)
    : raw_(raw), encoding_(std::move(encoding)) {}

void Decoder::add(std::unique_ptr<ByteSource> source) {
  auto ahead = std::make_unique<Lookahead>(*source);
  layers_.push_back({std::move(source), std::move(ahead)});
}

std::optional<Refusal> Decoder::open() {
  if (is_utf8_name(encoding_)) {
    checked_ = false;
    encoding_.clear();
  } else if (!encoding_.empty() && !can_convert(encoding_)) {
    return Refusal{true, 0,
                   "--encoding: '" + encoding_ + "' is not known here; 'iconv -l' lists the names"};
  }
  if (auto refusal = unpack()) return refusal;
  if (auto refusal = convert()) return refusal;
  const std::string_view head = text().peek(Lookahead::kCapacity);
  if (head.find('\0') != std::string_view::npos) return refused("this is not a text file");
  if (!checked_ || !encoding_.empty()) return std::nullopt;
  const bool whole = head.size() < Lookahead::kCapacity && !text().failed();
  const std::size_t at = text::first_bad_utf8(head);
  if (at == head.size() || (!whole && text::may_be_cut_off(head.substr(at)))) return std::nullopt;
  return Refusal{false, line_of(head, at),
                 "here is " + shown_byte(head[at]) +
                     ", which is not UTF-8; if the file was made on Windows, add "
                     "--encoding windows-1252 ('iconv -l' lists other names)"};
}

std::optional<Refusal> Decoder::unpack() {
  const std::string_view packed = raw_.peek(Lookahead::kCapacity);
  const bool by_gzip = is_gzip(packed);
  if (by_gzip || is_zstd(packed)) {
    packing_ = by_gzip ? "gzip" : "zstd";
    auto unpacked = by_gzip ? gunzip(raw_) : unzstd(raw_);
    if (unpacked == nullptr) {
      return refused("this is compressed with " + packing_ + "; unpack it first: " + packing_ +
                     " -dc FILE | metindex batch");
    }
    add(std::move(unpacked));
  }
  const std::string_view head = text().peek(Lookahead::kCapacity);
  if (!packing_.empty() && (is_gzip(head) || is_zstd(head))) {
    return refused("this is compressed twice; unpack it first: " + packing_ +
                   " -dc FILE | metindex batch");
  }
  const std::string_view refusal = refusal_of(head);
  if (!refusal.empty()) return refused(refusal);
  return std::nullopt;
}

std::optional<Refusal> Decoder::convert() {
  if (encoding_.empty() && checked_) {
    encoding_ = unicode_of(text().peek(Lookahead::kCapacity));
    found_ = !encoding_.empty();
  }
  if (encoding_.empty()) return std::nullopt;
  if (!can_convert(encoding_)) return refused("this is " + encoding_ + ", not known to iconv here");
  add(to_utf8(text(), encoding_));
  return std::nullopt;
}

}  // namespace metindex::bytes
