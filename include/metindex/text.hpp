// A text of the catalogue.
#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

namespace metindex {

// A view of bytes that the catalogue keeps: valid while a copy of it lives. Copying one copies no
// bytes.
class Text : public std::string_view {
 public:
  constexpr Text() = default;
  constexpr explicit Text(std::string_view bytes) : std::string_view(bytes) {}
  template <std::size_t N>
  constexpr Text(const char (&literal)[N])  // NOLINT(google-explicit-constructor)
      : std::string_view(literal, N - 1) {}

  operator std::string() const {
    return std::string(data(), size());
  }  // NOLINT(google-explicit-constructor)

  template <std::convertible_to<std::string_view> T>
  friend std::string operator+(Text a, const T& b) {
    return std::string(a).append(std::string_view(b));
  }
  template <std::convertible_to<std::string_view> T>
    requires(!std::same_as<T, Text>)
  friend std::string operator+(const T& a, Text b) {
    return std::string(std::string_view(a)).append(b);
  }
};

}  // namespace metindex
