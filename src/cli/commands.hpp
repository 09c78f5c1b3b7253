// One function per command; each throws Failure and returns how it ended otherwise.
#pragma once

#include "cli/exit.hpp"
#include "cli/options.hpp"

namespace metindex::cli {

ExitCode run_calc(const Catalogue& catalogue, const CommandLine& line);
ExitCode run_batch(const Catalogue& catalogue, const CommandLine& line);
ExitCode run_explain(const Catalogue& catalogue, const CommandLine& line);
ExitCode run_list(const Catalogue& catalogue, const CommandLine& line);
ExitCode run_convert(const Catalogue& catalogue, const CommandLine& line);
ExitCode run_check(const Catalogue& catalogue, const CommandLine& line);

}  // namespace metindex::cli
