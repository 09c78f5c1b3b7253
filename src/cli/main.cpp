#include <signal.h>  // NOLINT(modernize-deprecated-headers): POSIX

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/streams.hpp"

namespace metindex::cli {
namespace {

// The catalogue takes some 2 MB. Asked of the system in one piece, and not page by page as they are
// touched, they cost a fifth of the start less.
void prepare_heap() {
#if defined(__GLIBC__) && defined(MADV_POPULATE_WRITE)
  constexpr std::size_t kBytes = std::size_t{2250} << 10U;
  // What the allocator itself settles on once something large was freed.
  constexpr int kMapFrom = 32 << 20;
  mallopt(M_MMAP_THRESHOLD, kMapFrom);
  mallopt(M_TRIM_THRESHOLD, 2 * kMapFrom);
  void* const heap = std::malloc(kBytes);
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  std::size_t left = kBytes;
  void* first = heap;  // where it is refused, nothing is lost
  if (heap != nullptr && std::align(page, kBytes - page, first, left) != nullptr)
    madvise(first, kBytes - page, MADV_POPULATE_WRITE);
  std::free(heap);
#endif
}

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
  fill_missing_streams();
  prepare_heap();
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
