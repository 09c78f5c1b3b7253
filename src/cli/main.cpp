#include <signal.h>  // NOLINT(modernize-deprecated-headers): POSIX

#include <new>
#include <string>
#include <vector>

#include "cli/commands.hpp"

namespace metindex::cli {
namespace {

ExitCode run(const std::vector<std::string>& arguments) {
  const std::vector<std::string> files = catalogue_files(arguments);
  // Not taken down piece by piece at the end.
  static const auto& catalogue = *new Expected<Catalogue>(Catalogue::load(files));
  if (!catalogue) throw Failure{ExitCode::bad_input, catalogue.error()};
  const CommandLine line = read_command_line(*catalogue, arguments);
  switch (line.command) {
    case Command::calc: return run_calc(*catalogue, line);
    case Command::batch: return run_batch(*catalogue, line);
    case Command::explain: return run_explain(*catalogue, line);
    case Command::list: return run_list(*catalogue, line);
    case Command::convert: return run_convert(*catalogue, line);
    case Command::check: return run_check(*catalogue, line);
  }
  return ExitCode::usage;
}

}  // namespace
}  // namespace metindex::cli

int main(int argc, char** argv) {
  using namespace metindex::cli;
  signal(SIGXFSZ, SIG_IGN);  // a file that may grow no more is an error of writing, told as such
  try {
    return static_cast<int>(run({argv + 1, argv + argc}));
  } catch (const Failure& failure) {
    if (!failure.message.empty()) say(failure.message);
    return static_cast<int>(failure.code);
  } catch (const std::bad_alloc&) {
    say("out of memory");
    return static_cast<int>(ExitCode::bad_input);
  }
}
