#include "records/field_names.hpp"

#include <charconv>

namespace metindex::records {
namespace {

constexpr std::size_t kMostDigits = 9;

// Takes the digits off the front.
std::string_view take_digits(std::string_view& s) {
  std::size_t length = 0;
  while (length < s.size() && length < kMostDigits && s[length] >= '0' && s[length] <= '9')
    ++length;
  const std::string_view digits = s.substr(0, length);
  s.remove_prefix(length);
  return digits;
}

std::size_t to_count(std::string_view digits) {
  std::size_t count = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), count);
  return count;
}

std::optional<FieldName> parse(std::string_view form, std::string_view header) {
  FieldName found;
  while (!form.empty()) {
    if (form.front() != '{') {
      if (header.empty() || header.front() != form.front()) return std::nullopt;
      form.remove_prefix(1);
      header.remove_prefix(1);
      continue;
    }
    const std::string_view digits = take_digits(header);
    if (digits.empty()) return std::nullopt;
    const std::string_view name = form.substr(1, form.find('}') - 1);
    if (name == "field") found.field = digits;
    if (name == "visit") found.visit = to_count(digits);
    if (name == "repeat") found.repeat = to_count(digits);
    form.remove_prefix(name.size() + 2);
  }
  return header.empty() ? std::optional(found) : std::nullopt;
}

}  // namespace

std::optional<FieldName> parse_field_name(const std::vector<std::string>& forms,
                                          std::string_view header) {
  if (header.empty() || header.back() < '0' || header.back() > '9') return std::nullopt;
  for (const std::string& form : forms) {
    if (auto found = parse(form, header)) return found;
  }
  return std::nullopt;
}

}  // namespace metindex::records
