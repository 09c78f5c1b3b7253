// A value, or one finished sentence that says why there is none.
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace metindex {

struct Error {
  std::string message;  // one line, lower case, no full stop
};

template <typename T>
class Expected {
 public:
  Expected(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Expected(Error error)
      : error_(std::move(error.message)) {}  // NOLINT(google-explicit-constructor)

  // The value may be asked for only where this is true; error() says why it is not.
  explicit operator bool() const { return value_.has_value(); }
  [[nodiscard]] const T& operator*() const& { return *value_; }
  [[nodiscard]] T& operator*() & { return *value_; }
  [[nodiscard]] T operator*() && { return std::move(*value_); }
  const T* operator->() const { return &*value_; }
  T* operator->() { return &*value_; }
  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  std::optional<T> value_;
  std::string error_;
};

}  // namespace metindex
