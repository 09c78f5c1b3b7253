// Which contexts touch what: the rules by which a context's lists are read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "assess/compiled.hpp"

namespace metindex {

using ContextSet = std::uint64_t;  // bit i: declarations.contexts[i] applies

// Where it stands in declarations.contexts; behind the last where there is no such context.
std::size_t context_position(const Declarations& all, std::string_view id);

// The bit of a context; none where there is no such context.
ContextSet context_bit(const Declarations& all, std::string_view id);

// The contexts whose list names any of the analytes, or every one. What spoils the fasting sample
// spoils the later ones; a caution is about the very sample.
ContextSet contexts_naming(const Declarations& all, std::vector<std::string> Context::* list,
                           const std::vector<const Analyte*>& analytes);

// Those that name what the index reads, or the index or one that it reads, and do not except it.
ContextSet contexts_naming(const Declarations& all, std::vector<std::string> Context::* list,
                           const CompiledIndex& index);

// Those that caution about the index itself; about what it reads, the samples tell.
ContextSet contexts_cautioning(const Declarations& all, const Index& index);

}  // namespace metindex
