#include "records/header_forms.hpp"

#include <cmath>

#include "text/text.hpp"

namespace metindex::records {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

}  // namespace

std::vector<Parts> splits(std::string_view header) {
  std::vector<Parts> found;
  const bool square = header.back() == ']';
  if (square || header.back() == ')') {
    const char open = square ? '[' : '(';
    const std::size_t first = header.find(open, 1);
    const std::size_t last = header.rfind(open);
    const auto add = [&](std::size_t at) {
      found.push_back({text::trim(header.substr(0, at)),
                       header.substr(at + 1, header.size() - at - 2), square});
    };
    if (first != std::string_view::npos) add(first);
    if (first != std::string_view::npos && last != first) add(last);
  }
  const std::size_t comma = header.rfind(',');
  if (comma != std::string_view::npos && comma > 0)
    found.push_back({text::trim(header.substr(0, comma)), text::trim(header.substr(comma + 1))});
  return found;
}

bool has_sign_or_point(std::string_view header) {
  for (std::size_t i = 0; i + 1 < header.size(); ++i) {
    if (!is_digit(header[i + 1])) continue;
    const bool apart = i == 0 || header[i - 1] == ' ' || header[i - 1] == '_';
    if (header[i] == '-' && apart) return true;
    if ((header[i] == '.' || header[i] == ',') && i > 0 && is_digit(header[i - 1])) return true;
  }
  return false;
}

std::string hours_as_minutes(std::string header) {
  for (std::size_t point = header.find_first_of(".,"); point != std::string::npos;
       point = header.find_first_of(".,", point + 1)) {
    std::size_t begin = point;
    while (begin > 0 && is_digit(header[begin - 1])) --begin;
    const std::size_t unit = header.find_first_not_of("0123456789", point + 1);
    const std::size_t hour =
        unit == std::string::npos ? unit : header.find_first_not_of(" _", unit);
    if (begin == point || unit == point + 1 || hour == std::string::npos) continue;
    const std::size_t end = header.find_first_not_of(kLetters, hour);
    const std::string word = text::lower(header.substr(hour, end - hour));
    if (word != "h" && word != "hr" && word != "hour" && word != "hours") continue;
    std::string number = header.substr(begin, unit - begin);
    number[point - begin] = '.';
    const double minutes = text::to_number(number).value_or(0) * 60;
    if (minutes < 1 || minutes != std::floor(minutes)) continue;
    header.replace(begin, hour + word.size() - begin, text::shortest(minutes) + " min");
  }
  return header;
}

std::string timed_key(const std::string& form, const std::string& name, bool& hours) {
  const std::string whole = text::put(form, "{name}", name);
  hours = whole.find("{h}") != std::string::npos;
  const std::string_view time = hours ? "{h}" : "{t}";
  const std::size_t at = whole.find(time);
  if (at == std::string::npos) return text::fold_name(whole);
  return text::fold_name(whole.substr(0, at)) + kNumber +
         text::fold_name(whole.substr(at + time.size()));
}

}  // namespace metindex::records
