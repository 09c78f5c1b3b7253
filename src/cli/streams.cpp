#include "cli/streams.hpp"

#include <fcntl.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): POSIX
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace metindex::cli {
namespace {

// The reader has left: end as a program does that never heard of it.
[[noreturn]] void die_of_sigpipe() {
  signal(SIGPIPE, SIG_DFL);
  raise(SIGPIPE);
  _exit(128 + SIGPIPE);
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno == EPIPE) {
      die_of_sigpipe();
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

}  // namespace

namespace {

constexpr const char* kOpenFiles = "/proc/self/fd";  // where the system shows them
constexpr std::string_view kClearLine = "\r\x1B[K";
volatile sig_atomic_t status_shown = 0;

// What a signal handler may do: the line is cleared, then the signal does what it always does.
extern "C" void clear_and_die(int signal_number) {
  if (status_shown != 0)
    static_cast<void>(!::write(STDERR_FILENO, kClearLine.data(), kClearLine.size()));
  raise(signal_number);  // SA_RESETHAND: this time without a handler
}

}  // namespace

void fill_missing_streams() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) >= 0) continue;
    static_cast<void>(::open("/dev/null", descriptor == STDOUT_FILENO ? O_RDONLY : O_WRONLY));
  }
}

void show_status(std::string_view line) {
  if (status_shown == 0 && line.empty()) return;
  const std::string text = std::string(kClearLine) + std::string(line);
  status_shown = line.empty() ? 0 : 1;
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
}

void leave_terminal_clean() {
  struct sigaction action{};
  action.sa_handler = clear_and_die;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
  for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before{};
    const bool known = sigaction(signal_number, nullptr, &before) == 0;
    if (known && before.sa_handler != SIG_IGN)  // what nohup ignores stays ignored
      static_cast<void>(sigaction(signal_number, &action, nullptr));
  }
}

// A header or a file's name may hold anything: a message stays one line of plain text.
void say(std::string_view line) {
  constexpr std::size_t kMost = 4000;
  std::string text = "metindex: " + std::string(line.substr(0, kMost));
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, '?');
  text += '\n';
  show_status("");
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
}

void must_be_readable(const std::string& path) {
  if (path == "-") return;
  struct stat status{};
  if (stat(path.c_str(), &status) != 0 || access(path.c_str(), R_OK) != 0) {
    throw Failure{ExitCode::bad_input, path + ": " + std::strerror(errno)};
  }
  if (S_ISDIR(status.st_mode)) {
    throw Failure{ExitCode::bad_input, path + ": this is a folder, not a table"};
  }
}

FileSource::FileSource(const std::string& path)
    : descriptor_(path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (descriptor_ < 0) throw Failure{ExitCode::bad_input, path + ": " + std::strerror(errno)};
  struct stat status{};
  if (fstat(descriptor_, &status) == 0 && S_ISDIR(status.st_mode)) {
    if (descriptor_ > 0) ::close(descriptor_);
    throw Failure{ExitCode::bad_input,
                  (path == "-" ? "stdin" : path) + ": this is a folder, not a table"};
  }
}

std::uint64_t FileSource::size() const {
  struct stat status{};
  const bool known = fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
  return known ? static_cast<std::uint64_t>(status.st_size) : 0;
}

FileSource::~FileSource() {
  if (descriptor_ > 0) ::close(descriptor_);
}

std::optional<std::size_t> FileSource::read(char* to, std::size_t size) {
  for (;;) {
    const ssize_t n = ::read(descriptor_, to, size);
    if (n >= 0) {
      bytes_read_ += static_cast<std::uint64_t>(n);
      return static_cast<std::size_t>(n);
    }
    if (errno == EINTR) continue;
    error_ = errno;
    return std::nullopt;
  }
}

std::string FileSource::why() const {
  return std::string("cannot be read: ") + std::strerror(error_);
}

// A link is followed, so that the file it leads to is replaced and not the link; a device or a pipe
// is written into.
FileSink::FileSink(std::string path) : path_(std::move(path)) {
  if (to_stdout()) return;
  struct stat status{};
  const bool exists = stat(path_.c_str(), &status) == 0;
  if (exists && !S_ISREG(status.st_mode)) {
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
  } else {
    const mode_t mask = umask(0);
    umask(mask);
    open_beside(exists, exists ? status.st_mode : 0666 & ~mask);
  }
  if (descriptor_ < 0) {
    throw Failure{ExitCode::bad_output, "cannot write " + path_ + ": " + std::strerror(errno)};
  }
}

// A file without a name in the target's folder: whoever is killed leaves nothing behind. Where the
// file system has no such files, or nothing to name them by, one with a name.
void FileSink::open_beside(bool exists, mode_t mode) {
  char* real = exists ? ::realpath(path_.c_str(), nullptr) : nullptr;
  target_ = real == nullptr ? path_ : real;
  std::free(real);  // NOLINT(cppcoreguidelines-no-malloc): realpath's own
  const std::size_t slash = target_.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : target_.substr(0, slash + 1);
  const bool can_be_named = ::access(kOpenFiles, F_OK) == 0;
  descriptor_ = can_be_named ? ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600) : -1;
  if (descriptor_ < 0) {
    temporary_ = target_ + ".part-XXXXXX";
    descriptor_ = ::mkostemp(temporary_.data(), O_CLOEXEC);
    if (descriptor_ < 0) temporary_.clear();
  }
  if (descriptor_ >= 0) static_cast<void>(fchmod(descriptor_, mode));
}

FileSink::~FileSink() {
  if (descriptor_ > 1) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

bool FileSink::write(std::string_view bytes) {
  if (error_ == 0 && !write_all(descriptor_, bytes)) error_ = errno;
  return error_ == 0;
}

Failure FileSink::failure() const {
  return {ExitCode::bad_output,
          (to_stdout() ? "cannot write output: " : "cannot write " + path_ + ": ") +
              std::strerror(error_)};
}

void FileSink::must(bool good) {
  if (!good && error_ == 0) error_ = errno;
  if (error_ != 0) throw failure();
}

void FileSink::sync() { must(error_ == 0 && (target_.empty() || fsync(descriptor_) == 0)); }

// A file without a name gets one.
void FileSink::stand_by() {
  if (target_.empty() || !temporary_.empty()) return;
  const std::string itself = std::string(kOpenFiles) + "/" + std::to_string(descriptor_);
  const std::string name = target_ + ".part-" + std::to_string(getpid());
  must(::linkat(AT_FDCWD, itself.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0);
  temporary_ = name;
}

void FileSink::commit() {
  if (target_.empty()) return;
  must(::rename(temporary_.c_str(), target_.c_str()) == 0);
  temporary_.clear();
}

bool FileSink::is_same_file(int other) const {
  struct stat mine{};
  struct stat theirs{};
  return !to_stdout() && stat(path_.c_str(), &mine) == 0 && fstat(other, &theirs) == 0 &&
         mine.st_dev == theirs.st_dev && mine.st_ino == theirs.st_ino;
}

void print(std::string_view text) {
  FileSink sink("-");
  if (!sink.write(text)) throw sink.failure();
}

}  // namespace metindex::cli
