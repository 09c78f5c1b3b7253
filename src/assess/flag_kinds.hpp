// The kinds of flags: what each means, and whether it counts as a problem. A context is a kind of
// flag too, and never a problem.
#pragma once

#include <span>
#include <string_view>

namespace metindex {

struct FlagKind {
  std::string_view id;
  bool problem;  // something was wrong with the data, and not with the person or the scheme
  std::string_view meaning;
};

std::span<const FlagKind> flag_kinds();          // problems first
const FlagKind* flag_kind(std::string_view id);  // null: none, or a context
bool is_problem(std::string_view kind);

}  // namespace metindex
