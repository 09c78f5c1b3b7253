// One reader per kind of declaration: table -> struct. All throw LoadError.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "loader/table.hpp"
#include "metindex/declarations.hpp"

namespace metindex::loader {

Unit declare_unit(const Node& node);
Analyte declare_analyte(const Node& node);
GlucoseLoad declare_load(const Node& node, const std::string& owner);
// Makes the analytes that glucose loads declare and that are not there yet; those that are become
// members of the family.
void add_timed_analytes(Declarations& all);
Index declare_index(const Node& node);
Scheme declare_scheme(const Node& node);
Context declare_context(const Node& node);
// `seen`: where the reference has no day of its own.
Reference declare_reference(const Node& node, Text seen);
Dataset declare_dataset(const Node& node);
FieldNames declare_field_names(const Node& node);
// Adds the words of a [cells] table.
void declare_cells(const Node& node, Cells& cells);
Note declare_note(const Node& node);
Note declare_term(const Node& node);
Tag declare_tag(const Node& node);
Document declare_document(const Node& node);
LeftOut declare_left_out(const Node& node);

inline void append(std::vector<std::string>& list, const std::vector<std::string>& more) {
  list.insert(list.end(), more.begin(), more.end());
}

// "< 5.7", "<= 1.6", ">= 2.5", "> 2.7", "a to b", "a to < b", "> a to b", "> a to < b".
Interval parse_interval(std::string_view text, const Place& place);

}  // namespace metindex::loader
