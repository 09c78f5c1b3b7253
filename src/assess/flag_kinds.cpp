#include "assess/flag_kinds.hpp"

#include <algorithm>
#include <array>

namespace metindex {
namespace {

constexpr std::array kKinds = {
    FlagKind{"missing", true,
             "there is no value, or a word or code that stands for none; no problem where "
             "--index names indices and only a band needs it"},
    FlagKind{"not_a_number", true, "what is written is neither a number nor a word that is known"},
    FlagKind{"unknown_unit", true, "what is written beside the number is none of its units"},
    FlagKind{"implausible", true, "the number is no result in its unit"},
    FlagKind{"outside_domain", true, "the formula has no value for these inputs"},
    FlagKind{"censored", true, "known only as a bound such as <2, or computed from one"},
    FlagKind{"incomplete", true, "a count of conditions, some of which are not known"},
    FlagKind{"too_few_cells", true, "the row has fewer cells than the header: it is not scored"},
    FlagKind{"too_many_cells", true, "the row has more cells than the header: it is not scored"},
    FlagKind{"not_json", true, "the line is no JSON object: it is not scored"},
    FlagKind{"no_person", true, "a row of a long table that does not say whose it is"},
    FlagKind{"late_test", true, "a test that a long table has only after its columns were settled"},
    FlagKind{"unusual", false, "seldom seen: is it a fasting sample, and the right unit?"},
    FlagKind{"doubtful", false, "an index where its declaration says that the number is doubtful"},
    FlagKind{"outside_population", false,
             "no band: the scheme is for people of another age or sex"},
    FlagKind{"does_not_apply", false, "no band: the condition of the scheme is not met"},
    FlagKind{"sex_unknown", false, "no band: the scheme differs by sex, which is not given"},
    FlagKind{"between_bands", false, "no band: what is known of the value spans more than one"},
};

}  // namespace

std::span<const FlagKind> flag_kinds() { return kKinds; }

const FlagKind* flag_kind(std::string_view id) {
  const auto* const found = std::find_if(kKinds.begin(), kKinds.end(),
                                         [&](const FlagKind& kind) { return kind.id == id; });
  return found == kKinds.end() ? nullptr : &*found;
}

bool is_problem(std::string_view kind) {
  const FlagKind* found = flag_kind(kind);
  return found != nullptr && found->problem;
}

}  // namespace metindex
