// The entry that libFuzzer calls; METINDEX_FUZZ_TARGET names the target.
#include <cstdint>

#include "fuzz/targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer's bytes as text
  fuzz::METINDEX_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
