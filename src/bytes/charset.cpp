#include "bytes/charset.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <optional>

#include "text/text.hpp"

namespace metindex::bytes {
namespace {

using std::string_view_literals::operator""sv;

class Converter {
 public:
  explicit Converter(const std::string& from) : handle_(iconv_open("UTF-8", from.c_str())) {}
  ~Converter() {
    if (usable()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  [[nodiscard]] bool usable() const {
    // NOLINTNEXTLINE(performance-no-int-to-ptr,cppcoreguidelines-pro-type-reinterpret-cast): POSIX
    return handle_ != reinterpret_cast<iconv_t>(std::intptr_t{-1});
  }

  struct Turn {
    std::size_t taken, given;
    int error;  // 0, EILSEQ: no character, EINVAL: cut off at the end, E2BIG: `to` is full
  };
  Turn turn(std::string_view from, char* to, std::size_t size) {
    char* in = const_cast<char*>(from.data());  // NOLINT(*-const-cast): iconv does not write there
    std::size_t in_left = from.size();
    std::size_t left = size;
    const bool good = iconv(handle_, &in, &in_left, &to, &left) != std::size_t(-1);
    return {from.size() - in_left, size - left, good ? 0 : errno};
  }
  // What some encodings hold back until they know what follows.
  std::size_t finish(char* to, std::size_t size) {
    std::size_t left = size;
    iconv(handle_, nullptr, nullptr, &to, &left);
    return size - left;
  }

 private:
  iconv_t handle_;
};

class Utf8 : public ByteSource {
 public:
  Utf8(Lookahead& in, std::string encoding)
      : in_(in), encoding_(std::move(encoding)), converter_(encoding_) {}

  std::optional<std::size_t> read(char* to, std::size_t size) override {
    if (spare_.empty() && size >= kSpare) return convert(to, size);
    if (spare_.empty()) {
      spare_.resize(kSpare);
      const auto n = convert(spare_.data(), kSpare);
      spare_.resize(n.value_or(0));
      if (!n) return n;
    }
    const std::size_t n = spare_.copy(to, size);
    spare_.erase(0, n);
    return n;
  }

  [[nodiscard]] std::string why() const override { return error_.empty() ? in_.why() : error_; }

 private:
  // Room for what a single step of any encoding gives.
  static constexpr std::size_t kSpare = 64;

  std::optional<std::size_t> convert(char* to, std::size_t size) {
    std::size_t least = 1;
    while (error_.empty()) {
      const std::string_view from = in_.peek(least);
      if (from.size() < least) return end(from, to, size);
      const Converter::Turn done = converter_.turn(from, to, size);
      in_.skip(done.taken);
      if (done.error == EILSEQ) refuse(from[done.taken]);
      if (done.given > 0) return done.given;
      least = from.size() - done.taken + 1;
    }
    return std::nullopt;
  }

  std::optional<std::size_t> end(std::string_view rest, char* to, std::size_t size) {
    if (in_.failed()) return std::nullopt;
    if (!rest.empty()) {
      error_ = "the text ends within a character of " + encoding_ + "; get the file again";
      return std::nullopt;
    }
    return converter_.finish(to, size);
  }

  void refuse(char byte) {
    error_ = "here is " + shown_byte(byte) + ", which begins no character of " + encoding_ +
             "; name the file's encoding: --encoding NAME";
  }

  Lookahead& in_;
  std::string encoding_;
  Converter converter_;
  std::string spare_;  // converted for a caller who takes little at a time
  std::string error_;
};

}  // namespace

std::string shown_byte(char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  return std::string("the byte 0x") + kDigits[value / kDigits.size()] +
         kDigits[value % kDigits.size()];
}

bool is_utf8_name(std::string_view encoding) { return text::fold_name(encoding) == "utf8"; }

// A slash begins what glibc understands as wishes: //IGNORE would drop what it cannot convert.
bool can_convert(const std::string& encoding) {
  return !encoding.empty() && encoding.find('/') == std::string::npos &&
         Converter(encoding).usable();
}

std::string unicode_of(std::string_view head) {
  struct Mark {
    std::string_view bytes, encoding;
  };
  constexpr std::array kMarks = {Mark{"\xFF\xFE\0\0"sv, "UTF-32LE"},  // before its own first half
                                 Mark{"\0\0\xFE\xFF"sv, "UTF-32BE"}, Mark{"\xFF\xFE"sv, "UTF-16LE"},
                                 Mark{"\xFE\xFF"sv, "UTF-16BE"}};
  for (const Mark& mark : kMarks) {
    if (head.starts_with(mark.bytes)) return std::string(mark.encoding);
  }
  // Digits, delimiters and Latin letters have a zero byte on one side, and always on the same one.
  constexpr std::size_t kFew = 16;  // one letter in so many may have it on the other side
  std::size_t first = 0;
  std::size_t second = 0;
  const std::size_t pairs = head.size() / 2;
  for (std::size_t i = 0; i < pairs; ++i) {
    first += head[2 * i] == '\0' ? 1 : 0;
    second += head[2 * i + 1] == '\0' ? 1 : 0;
  }
  if (2 * second > pairs && first * kFew <= second) return "UTF-16LE";
  if (2 * first > pairs && second * kFew <= first) return "UTF-16BE";
  return {};
}

std::unique_ptr<ByteSource> to_utf8(Lookahead& in, const std::string& encoding) {
  return std::make_unique<Utf8>(in, encoding);
}

}  // namespace metindex::bytes
