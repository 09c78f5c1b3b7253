#include "bytes/unpacker.hpp"

#include <algorithm>

namespace metindex::bytes {

void Unpacker::damaged(const std::string& how) {
  fail("the " + name_ + " data is damaged here (" + how + "); get the file again");
}

// Between members: whether another one follows.
Unpacker::Next Unpacker::next_part() {
  if (any_part_ && may_be_padded()) skip_padding();
  const std::string_view packed = in_.peek(kMagic);
  if (packed.empty()) return in_.failed() ? Next::failure : Next::end;
  if (begins(packed)) {
    any_part_ = true;
    return Next::part;
  }
  fail("the " + name_ +
       " data ends here and something else follows it; get the file again, or cut "
       "it off: " +
       name_ + " -dcq FILE | metindex batch");
  return Next::failure;
}

void Unpacker::skip_padding() {
  for (;;) {
    const std::string_view packed = in_.peek(1);
    const std::size_t zeros = std::min(packed.find_first_not_of('\0'), packed.size());
    in_.skip(zeros);
    if (packed.empty() || zeros < packed.size()) return;
  }
}

std::optional<std::size_t> Unpacker::read(char* to, std::size_t size) {
  while (error_.empty()) {
    if (at_boundary_) {
      const Next next = next_part();
      if (next == Next::end) return 0;
      if (next == Next::failure) return std::nullopt;
    }
    const std::string_view packed = in_.peek(holds_text_ ? 0 : 1);
    if (packed.empty() && !holds_text_) {
      if (!in_.failed()) fail("the " + name_ + " data is cut off here; get the file again");
      return std::nullopt;
    }
    const Turn done = turn(packed, to, size);
    in_.skip(done.taken);
    at_boundary_ = done.at_boundary;
    holds_text_ = done.given == size && !at_boundary_;
    if (done.given > 0) return done.given;
  }
  return std::nullopt;
}

}  // namespace metindex::bytes
