// How a run ends. Everything that fails throws a Failure; only main() turns it into an exit code.
#pragma once

#include <string>
#include <string_view>

namespace metindex::cli {

enum class ExitCode : int {
  finished = 0,
  problems = 1,    // --strict found rows with problems; `check` found a value off
  usage = 2,       // the command line is wrong
  bad_input = 3,   // the input, or a catalogue file, cannot be used
  bad_output = 4,  // the output could not be written
};

struct Failure {
  ExitCode code;
  std::string message;  // one line without the "metindex: " in front; may be empty
};

void say(std::string_view line);  // "metindex: line" on standard error

[[noreturn]] inline void usage(const std::string& message) {
  throw Failure{ExitCode::usage, message};
}

}  // namespace metindex::cli
