#include "cli/long_option.hpp"

#include "cli/exit.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

[[noreturn]] void refuse(const std::string& what) { usage("--long" + what); }

std::optional<std::string>* find_role(LongColumns& columns, std::string_view role) {
  if (role == "id") return &columns.id;
  if (role == "test") return &columns.test;
  if (role == "value") return &columns.value;
  if (role == "unit") return &columns.unit;
  if (role == "date") return &columns.date;
  return role == "minute" ? &columns.minute : nullptr;
}

}  // namespace

LongColumns read_long_columns(const std::string& text) {
  LongColumns columns;
  if (text == "auto") return columns;
  std::optional<std::string>* current = nullptr;
  for (const std::string_view part : text::split(text, ',')) {
    const std::size_t equals = part.find('=');
    std::optional<std::string>* role =
        equals == std::string_view::npos ? nullptr : find_role(columns, part.substr(0, equals));
    if (role == nullptr && current == nullptr) {
      refuse(": '" + text +
             "' is neither auto nor a list such as id=patient,test=test,value=result");
    }
    if (role == nullptr) {  // a comma within a column's name
      (** current += ',') += part;
      continue;
    }
    if (*role) refuse(": '" + std::string(part.substr(0, equals)) + "' is there twice");
    current = role;
    *role = std::string(part.substr(equals + 1));
  }
  for (const auto& [role, column] :
       {std::pair("id", &columns.id), {"test", &columns.test}, {"value", &columns.value}}) {
    if (*column && (*column)->empty()) refuse(" " + std::string(role) + "=: name the column");
  }
  return columns;
}

}  // namespace metindex::cli
