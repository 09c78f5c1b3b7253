// Files and standard streams as byte sources and sinks, with every write checked.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <string>

#include "cli/exit.hpp"
#include "metindex/batch.hpp"

namespace metindex::cli {

// First of all: where standard input, output or error is closed, the next file opened would take
// its place and get what is not meant for it. What is put there instead fails whoever reads or
// writes it, but takes all messages.
void fill_missing_streams();

// Throws Failure if it is a folder, missing or forbidden; opens nothing, so that a pipe keeps its
// bytes.
void must_be_readable(const std::string& path);

class FileSource : public ByteSource {
 public:
  explicit FileSource(const std::string& path);  // "-": standard input. Throws Failure.
  ~FileSource() override;
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  std::optional<std::size_t> read(char* to, std::size_t size) override;
  [[nodiscard]] std::string why() const override;
  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }
  [[nodiscard]] std::uint64_t size() const;  // of a file; 0: not known

 private:
  int descriptor_;
  std::atomic<std::uint64_t> bytes_read_ = 0;  // read by one thread, shown by another
  int error_ = 0;
};

// A file that appears whole under its name when commit() succeeds, which sync() and stand_by()
// precede, or not at all; "-": standard output.
class FileSink : public ByteSink {
 public:
  explicit FileSink(std::string path);  // throws Failure
  ~FileSink() override;
  FileSink(const FileSink&) = delete;
  FileSink& operator=(const FileSink&) = delete;
  bool write(std::string_view bytes) override;
  // The end, in steps: a run with several files takes each of them for all, so that what can fail
  // has failed before the first one appears. All throw Failure.
  void sync();      // all of it is on the disk
  void stand_by();  // in the target's folder, under another name
  void commit();    // under its own
  [[nodiscard]] bool failed() const { return error_ != 0; }
  [[nodiscard]] Failure failure() const;
  [[nodiscard]] bool is_same_file(int descriptor) const;

 private:
  [[nodiscard]] bool to_stdout() const { return path_ == "-"; }
  void open_beside(bool exists, mode_t mode);
  void must(bool good);    // throws failure()
  std::string path_;       // as named
  std::string target_;     // what it leads to; empty where it is written into directly
  std::string temporary_;  // beside the target; empty while the file has no name
  int descriptor_ = 1;
  int error_ = 0;
};

// A line on standard error that the next one, or the next message, is written over. Empty: none.
void show_status(std::string_view line);

// Whoever interrupts the run finds no such line on the terminal.
void leave_terminal_clean();

// All of it to standard output; throws Failure.
void print(std::string_view text);

}  // namespace metindex::cli
