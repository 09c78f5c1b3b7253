// The fuzz targets: each takes any bytes and throws a Finding where a promise is broken.
#pragma once

#include <array>
#include <cstddef>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "metindex/metindex.hpp"

namespace fuzz {

void value(std::string_view bytes);
void header(std::string_view bytes);
void formula(std::string_view bytes);
void csv(std::string_view bytes);
void batch(std::string_view bytes);
void long_table(std::string_view bytes);

struct Target {
  std::string_view name;  // of its corpus and findings too
  void (*run)(std::string_view bytes);
};

inline constexpr std::array<Target, 6> kTargets = {{{"value", value},
                                                    {"header", header},
                                                    {"formula", formula},
                                                    {"csv", csv},
                                                    {"batch", batch},
                                                    {"long_table", long_table}}};

struct Finding : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// `parts` are put together only where it does not hold.
template <typename... Parts>
void require(bool holds, const Parts&... parts) {
  if (holds) return;
  std::ostringstream what;
  ((what << parts), ...);
  throw Finding(what.str());
}

// The first byte, which the target reads as a choice of options; 0 at the end. Corpus files have
// '@' (no bit set), 'A' (bit 0), ... there.
inline unsigned take_choice(std::string_view& bytes) {
  if (bytes.empty()) return 0;
  const auto byte = static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  return byte;
}

// A sentence that may stand anywhere: no line end, nothing that a terminal would act on, not long.
inline void require_sentence(std::string_view said) {
  constexpr std::size_t kMost = 500;
  require(!said.empty() && said.size() < kMost, "a message of ", said.size(), " bytes: ", said);
  for (const char c : said) {
    const auto byte = static_cast<unsigned char>(c);
    require(byte >= 0x20 && byte != 0x7F, "control character ", unsigned{byte}, " in: ", said);
  }
}

inline const metindex::Catalogue& catalogue() {
  static const metindex::Catalogue built_in = metindex::Catalogue::built_in();
  return built_in;
}

}  // namespace fuzz
