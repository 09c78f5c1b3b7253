// The texts of notes, which are Markdown: paragraphs of a line each, and tables.
#pragma once

#include <string>
#include <string_view>

namespace metindex::cli {

// For a terminal: paragraphs wrapped, tables within `columns`, every line behind `indent` blanks.
std::string wrapped_markdown(std::string_view markdown, std::size_t columns, std::size_t indent);

}  // namespace metindex::cli
