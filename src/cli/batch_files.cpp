#include "cli/batch_files.hpp"

#include <filesystem>
#include <vector>

#include "cli/notes_file.hpp"
#include "cli/summary.hpp"

namespace metindex::cli {
namespace {

namespace fs = std::filesystem;

struct Named {
  std::string option, path;
};

std::vector<Named> named_outputs(const CommandLine& line) {
  std::vector<Named> named = {{"-o", line.output}};
  for (const Named& more : {Named{"--rejects", line.rejects}, Named{"--summary", line.summary},
                            Named{"--notes-file", line.notes_file}}) {
    if (!more.path.empty()) named.push_back(more);
  }
  return named;
}

[[noreturn]] void refuse_input(const std::string& option, const std::string& path) {
  usage(option + " " + path + " is the input; write to another file");
}

// The same for "x.csv" and "./x.csv", whether there is such a file or not.
std::string place_of(const std::string& path) {
  std::error_code error;
  const fs::path place =
      path == "-" ? fs::path(path) : fs::weakly_canonical(fs::absolute(path, error), error);
  return error ? path : place.string();
}

// A device such as /dev/null takes any number.
bool may_be_shared(const std::string& path) {
  std::error_code error;
  return path != "-" && fs::exists(path, error) && !fs::is_regular_file(path, error);
}

void refuse_same_names(const CommandLine& line) {
  const std::vector<Named> outputs = named_outputs(line);
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const auto& [option, path] = outputs[i];
    for (std::size_t j = 0; j < i; ++j) {
      if (place_of(path) != place_of(outputs[j].path) || may_be_shared(path)) continue;
      usage(option + " " + path + " is " +
            (path == "-" ? "the standard output, as the table is; name a file"
                         : "the file of " + outputs[j].option + " too; name another one"));
    }
    for (const std::string& input : line.files) {
      if (input != "-" && path != "-" && !may_be_shared(path) && place_of(input) == place_of(path))
        refuse_input(option, path);
    }
  }
}

// Before any file is opened.
std::string checked_table(const CommandLine& line) {
  refuse_same_names(line);
  return line.output;
}

template <typename Sink>
void write(Sink& sink, std::string_view text) {
  if (!sink.write(text)) throw sink.failure();
}

}  // namespace

BatchFiles::BatchFiles(const CommandLine& line) : line_(line), table_(checked_table(line)) {
  if (!line.rejects.empty()) rejects_.emplace(line.rejects);
  if (!line.summary.empty()) summary_.emplace(line.summary);
  if (!line.notes_file.empty()) notes_.emplace(line.notes_file);
}

void BatchFiles::must_not_be(int input) const {
  if (table_.is_same_file(input)) refuse_input("-o", line_.output);
  if (rejects_ && rejects_->is_same_file(input)) refuse_input("--rejects", line_.rejects);
  if (summary_ && summary_->is_same_file(input)) refuse_input("--summary", line_.summary);
  if (notes_ && notes_->is_same_file(input)) refuse_input("--notes-file", line_.notes_file);
}

Failure BatchFiles::failure() const {
  return rejects_ && rejects_->failed() ? rejects_->failure() : table_.failure();
}

void BatchFiles::commit(const Catalogue& catalogue, const BatchSummary& summary) {
  if (summary_) write(*summary_, summary_text(line_.summary, summary));
  if (notes_) write(*notes_, notes_text(catalogue, summary, line_.deep));
  table_.finish();
  if (rejects_) rejects_->finish();
  std::vector<FileSink*> files = {&table_.file()};
  if (rejects_) files.push_back(&rejects_->file());
  for (std::optional<FileSink>* file : {&summary_, &notes_}) {
    if (*file) files.push_back(&**file);
  }
  for (FileSink* file : files) file->sync();
  for (FileSink* file : files) file->stand_by();
  for (FileSink* file : files) file->commit();
}

}  // namespace metindex::cli
