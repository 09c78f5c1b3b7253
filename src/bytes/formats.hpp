// What the first bytes of a file say it is.
#pragma once

#include <string_view>

namespace metindex::bytes {

bool is_gzip(std::string_view head);
bool is_zstd(std::string_view head);  // also where it begins with a skippable frame

// Why a file that is not delimited text cannot be read and what to do; empty: it may be text.
std::string_view refusal_of(std::string_view head);

}  // namespace metindex::bytes
