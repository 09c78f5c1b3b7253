// Zstandard streams, by libzstd. Built without it: both functions return null.
#pragma once

#include <memory>

#include "bytes/encode.hpp"
#include "bytes/lookahead.hpp"

namespace metindex::bytes {

// What is packed in `in`, one frame or several, skippable ones among them. A damaged or cut-off
// stream gives what can be unpacked, then fails.
std::unique_ptr<ByteSource> unzstd(Lookahead& in);

// Level 3, zstd's own, with a checksum.
std::unique_ptr<Encoder> zstd(ByteSink& to);

}  // namespace metindex::bytes
