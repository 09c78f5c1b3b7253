// Character encodings, by the system's iconv.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "bytes/lookahead.hpp"

namespace metindex::bytes {

bool is_utf8_name(std::string_view encoding);   // utf-8, UTF8 ...
bool can_convert(const std::string& encoding);  // a name that iconv knows

// UTF-16 or UTF-32 by its byte order mark, UTF-16 also by its zero bytes: iconv's name for it.
// Empty: none of them.
std::string unicode_of(std::string_view head);

// The text of `in` as UTF-8; a byte order mark stays. can_convert(encoding) is asked before.
std::unique_ptr<ByteSource> to_utf8(Lookahead& in, const std::string& encoding);

std::string shown_byte(char byte);  // "the byte 0xE4"

}  // namespace metindex::bytes
