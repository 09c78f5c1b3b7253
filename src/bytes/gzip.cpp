#include "bytes/gzip.hpp"

#ifdef METINDEX_ZLIB

#define ZLIB_CONST  // next_in is not written through
#include <zlib.h>

#include <algorithm>
#include <new>
#include <vector>

#include "bytes/formats.hpp"
#include "bytes/unpacker.hpp"

namespace metindex::bytes {
namespace {

constexpr int kGzip = 16;        // added to the window's bits: a gzip header and no other
constexpr int kMemoryLevel = 8;  // zlib's own
constexpr int kGzipLevel = 1;

// zlib's bytes are unsigned.
void give(z_stream& stream, std::string_view in, char* to, std::size_t size) {
  const auto limited = [](std::size_t n) {
    return static_cast<uInt>(std::min<std::size_t>(n, std::size_t{1} << 30U));
  };
  // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): char is the byte type here
  stream.next_in = reinterpret_cast<const Bytef*>(in.data());
  stream.next_out = reinterpret_cast<Bytef*>(to);
  // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
  stream.avail_in = limited(in.size());
  stream.avail_out = limited(size);
}

class Gunzip : public Unpacker {
 public:
  explicit Gunzip(Lookahead& in) : Unpacker(in, "gzip") {
    if (inflateInit2(&stream_, MAX_WBITS + kGzip) != Z_OK) throw std::bad_alloc();
  }
  ~Gunzip() override { inflateEnd(&stream_); }
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

 private:
  Turn turn(std::string_view packed, char* to, std::size_t size) override {
    give(stream_, packed, to, size);
    const uInt room = stream_.avail_out;
    const uInt offered = stream_.avail_in;
    const int code = inflate(&stream_, Z_NO_FLUSH);
    const Turn done{offered - stream_.avail_in, room - stream_.avail_out, code == Z_STREAM_END};
    if (code == Z_STREAM_END) {
      inflateReset(&stream_);
    } else if (code == Z_MEM_ERROR) {
      throw std::bad_alloc();
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      damaged(stream_.msg == nullptr ? "no gzip data" : stream_.msg);
    }
    return done;
  }

  [[nodiscard]] bool begins(std::string_view packed) const override {
    return is_gzip(packed) || packed == "\x1F";  // the latter is cut off
  }

  [[nodiscard]] bool may_be_padded() const override { return true; }

  z_stream stream_{};
};

// zlib writes neither a name nor a time of its own accord.
class Gzip : public Encoder {
 public:
  explicit Gzip(ByteSink& to) : Encoder(to) {
    if (deflateInit2(&stream_, kGzipLevel, Z_DEFLATED, MAX_WBITS + kGzip, kMemoryLevel,
                     Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::bad_alloc();
  }
  ~Gzip() override { deflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

 private:
  Turn turn(std::string_view text, bool last, char* to, std::size_t size) override {
    give(stream_, text, to, size);
    const uInt room = stream_.avail_out;
    const uInt offered = stream_.avail_in;
    const int code = deflate(&stream_, last ? Z_FINISH : Z_NO_FLUSH);
    return {offered - stream_.avail_in, room - stream_.avail_out,
            last ? code == Z_STREAM_END : stream_.avail_in == 0 && stream_.avail_out > 0};
  }

  z_stream stream_{};
};

}  // namespace

std::unique_ptr<ByteSource> gunzip(Lookahead& in) { return std::make_unique<Gunzip>(in); }
std::unique_ptr<Encoder> gzip(ByteSink& to) { return std::make_unique<Gzip>(to); }

}  // namespace metindex::bytes

#else

namespace metindex::bytes {

std::unique_ptr<ByteSource> gunzip(Lookahead& /*in*/) { return nullptr; }
std::unique_ptr<Encoder> gzip(ByteSink& /*to*/) { return nullptr; }

}  // namespace metindex::bytes

#endif
