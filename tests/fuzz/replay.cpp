// fuzz_replay FOLDER: every file under corpus/TARGET and findings/TARGET of FOLDER through its
// target, without libFuzzer. fuzz_replay FOLDER TARGET FILE ... replays those files alone.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <vector>

#include "fuzz/targets.hpp"

namespace {

using Path = std::filesystem::path;

// True if the target is content. The bytes stand alone in memory, so that a sanitizer sees a read
// beyond them.
bool replay(const fuzz::Target& target, const Path& file) {
  std::printf("%s\n", file.c_str());
  std::fflush(stdout);  // it is the last word where the target crashes
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    std::puts("cannot be read");
    return false;
  }
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const auto bytes = std::make_unique<char[]>(text.size());
  std::copy(text.begin(), text.end(), bytes.get());
  try {
    target.run({bytes.get(), text.size()});
    return true;
  } catch (const std::exception& finding) {
    std::printf("%s\n", finding.what());
    return false;
  }
}

std::vector<Path> files_under(const Path& folder) {
  std::vector<Path> files;
  if (!std::filesystem::is_directory(folder)) return files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool replay_folders(const fuzz::Target& target, const Path& root) {
  bool good = true;
  std::size_t count = 0;
  for (const char* kind : {"corpus", "findings"}) {
    for (const Path& file : files_under(root / kind / target.name)) {
      good = replay(target, file) && good;
      ++count;
    }
  }
  if (count == 0) std::printf("no file for %s\n", std::string(target.name).c_str());
  return good && count > 0;
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string> arguments(words + 1, words + count);
  if (arguments.empty() || arguments.size() == 2) {
    std::fputs("fuzz_replay FOLDER [TARGET FILE ...]\n", stderr);
    return 2;
  }
  bool good = true;
  std::size_t known = 0;
  for (const fuzz::Target& target : fuzz::kTargets) {
    if (arguments.size() > 1 && arguments[1] != target.name) continue;
    ++known;
    if (arguments.size() == 1) good = replay_folders(target, arguments[0]) && good;
    for (std::size_t i = 2; i < arguments.size(); ++i) good = replay(target, arguments[i]) && good;
  }
  if (known == 0) std::puts("no such target");
  return good && known > 0 ? 0 : 1;
}
