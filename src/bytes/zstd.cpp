#include "bytes/zstd.hpp"

#ifdef METINDEX_ZSTD

#include <zstd.h>
#include <zstd_errors.h>

#include <new>

#include "bytes/formats.hpp"
#include "bytes/unpacker.hpp"

namespace metindex::bytes {
namespace {

constexpr int kZstdLevel = 3;
constexpr std::string_view kFrame = "\x28\xB5\x2F\xFD";

template <typename Context, std::size_t (*release)(Context*)>
struct Release {
  void operator()(Context* context) const { release(context); }
};
using Unpacking = std::unique_ptr<ZSTD_DCtx, Release<ZSTD_DCtx, ZSTD_freeDCtx>>;
using Packing = std::unique_ptr<ZSTD_CCtx, Release<ZSTD_CCtx, ZSTD_freeCCtx>>;

class Unzstd : public Unpacker {
 public:
  explicit Unzstd(Lookahead& in) : Unpacker(in, "zstd"), context_(ZSTD_createDCtx()) {
    if (context_ == nullptr) throw std::bad_alloc();
  }

 private:
  Turn turn(std::string_view packed, char* to, std::size_t size) override {
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    ZSTD_outBuffer out{to, size, 0};
    const std::size_t code = ZSTD_decompressStream(context_.get(), &out, &in);
    if (ZSTD_isError(code) != 0) tell(code);
    return {in.pos, out.pos, code == 0};
  }

  void tell(std::size_t code) {
    const ZSTD_ErrorCode error = ZSTD_getErrorCode(code);
    if (error == ZSTD_error_memory_allocation) throw std::bad_alloc();
    if (error == ZSTD_error_frameParameter_windowTooLarge) {
      fail(
          "the zstd data needs more memory than is given to it; unpack it first: "
          "zstd -dc --long=31 FILE | metindex batch");
    } else {
      damaged(ZSTD_getErrorName(code));
    }
  }

  [[nodiscard]] bool begins(std::string_view packed) const override {
    return is_zstd(packed) || (packed.size() < kMagic && kFrame.starts_with(packed));  // cut off
  }

  Unpacking context_;
};

class Zstd : public Encoder {
 public:
  explicit Zstd(ByteSink& to) : Encoder(to), context_(ZSTD_createCCtx()) {
    if (context_ == nullptr) throw std::bad_alloc();
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kZstdLevel);
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
  }

 private:
  Turn turn(std::string_view text, bool last, char* to, std::size_t size) override {
    ZSTD_inBuffer in{text.data(), text.size(), 0};
    ZSTD_outBuffer out{to, size, 0};
    const std::size_t code =
        ZSTD_compressStream2(context_.get(), &out, &in, last ? ZSTD_e_end : ZSTD_e_continue);
    if (ZSTD_isError(code) != 0) throw std::bad_alloc();  // nothing else can go wrong
    return {in.pos, out.pos, last ? code == 0 : in.pos == in.size};
  }

  Packing context_;
};

}  // namespace

std::unique_ptr<ByteSource> unzstd(Lookahead& in) { return std::make_unique<Unzstd>(in); }
std::unique_ptr<Encoder> zstd(ByteSink& to) { return std::make_unique<Zstd>(to); }

}  // namespace metindex::bytes

#else

namespace metindex::bytes {

std::unique_ptr<ByteSource> unzstd(Lookahead& /*in*/) { return nullptr; }
std::unique_ptr<Encoder> zstd(ByteSink& /*to*/) { return nullptr; }

}  // namespace metindex::bytes

#endif
