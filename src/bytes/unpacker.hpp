// What unpacking gzip and zstd has in common: turns of the library until there is text, and how the
// packed data may end.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bytes/lookahead.hpp"

namespace metindex::bytes {

class Unpacker : public ByteSource {
 public:
  Unpacker(Lookahead& in, std::string name) : in_(in), name_(std::move(name)) {}
  std::optional<std::size_t> read(char* to, std::size_t size) final;
  [[nodiscard]] std::string why() const final { return error_.empty() ? in_.why() : error_; }

 protected:
  struct Turn {
    std::size_t taken = 0, given = 0;  // bytes of `packed` used, bytes put to `to`
    bool at_boundary = false;          // a member or frame ended with what was taken
  };
  // Unpacks a piece; `packed` may be empty, to get what the library still holds. Failing: calls
  // damaged().
  virtual Turn turn(std::string_view packed, char* to, std::size_t size) = 0;
  // Whether a member or frame begins so. Fewer bytes than kMagic: the packed data ends there.
  [[nodiscard]] virtual bool begins(std::string_view packed) const = 0;

  // Whether zeros may stand behind a member or frame: tapes and some transfers fill blocks up.
  [[nodiscard]] virtual bool may_be_padded() const { return false; }

  static constexpr std::size_t kMagic = 4;

  void damaged(const std::string& how);  // "incorrect data check"
  void fail(std::string sentence) { error_ = std::move(sentence); }

 private:
  enum class Next : unsigned char { part, end, failure };
  Next next_part();
  void skip_padding();

  Lookahead& in_;
  std::string name_;  // "gzip"
  std::string error_;
  bool at_boundary_ = true, any_part_ = false, holds_text_ = false;
};

}  // namespace metindex::bytes
