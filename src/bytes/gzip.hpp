// gzip streams, by zlib. Built without it: both functions return null.
#pragma once

#include <memory>

#include "bytes/encode.hpp"
#include "bytes/lookahead.hpp"

namespace metindex::bytes {

// What is packed in `in`, one member or several. A damaged or cut-off stream gives what can be
// unpacked, then fails.
std::unique_ptr<ByteSource> gunzip(Lookahead& in);

// Level 1: on scored tables 240 MB/s of text and a sixth of its size; level 6 (gzip's own) makes
// that an eighth, at 64 MB/s.
std::unique_ptr<Encoder> gzip(ByteSink& to);

}  // namespace metindex::bytes
