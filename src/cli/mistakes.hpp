// What is said of a command line that is wrong.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace metindex::cli {

std::string in_our_words(const CLI::ParseError& error);
std::string help_of(const CLI::App& command);  // the command that prints its help
// Of a word or an option that nobody takes; throws Failure.
[[noreturn]] void refuse_extra(const std::string& word, const CLI::App& command);

// "--glucose=", which would take the next word for its value.
void refuse_empty(const std::string& word);

}  // namespace metindex::cli
