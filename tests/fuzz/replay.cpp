// fuzz_replay FOLDER: every file under corpus/TARGET and findings/TARGET of FOLDER through its
// target, without libFuzzer, and a fixed number of variants of each, the same in every run.
// fuzz_replay FOLDER TARGET FILE ... replays those files alone.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/targets.hpp"

namespace {

using Path = std::filesystem::path;

constexpr int kVariants = 30;

// A few bytes changed, put in, taken out or repeated.
std::string variant(std::string text, std::mt19937_64& random) {
  constexpr std::string_view kTelling = ",;\t|\"\n\r<>.-+eE0123456789[]()/% \xC2\xB5{}#*^=";
  for (std::uint64_t changes = 1 + random() % 4; changes > 0; --changes) {
    const std::size_t at = text.empty() ? 0 : random() % text.size();
    const char c = kTelling[random() % kTelling.size()];
    switch (random() % 4) {
      case 0: text.insert(at, 1, c); break;
      case 1: text.erase(at, 1 + random() % 3); break;
      case 2: text.insert(at, text.substr(random() % (text.size() + 1), random() % 20)); break;
      default:
        if (!text.empty()) text[at] = c;
    }
  }
  return text;
}

// True if the target is content. The bytes stand alone in memory, so that a sanitizer sees a read
// beyond them.
bool run(const fuzz::Target& target, const Path& file, const std::string& text) {
  const auto bytes = std::make_unique<char[]>(text.size());
  std::copy(text.begin(), text.end(), bytes.get());
  try {
    target.run({bytes.get(), text.size()});
    return true;
  } catch (const std::exception& finding) {
    std::printf("%s\n%s\n--- %s\n", file.c_str(), finding.what(), text.c_str());
    return false;
  }
}

bool replay(const fuzz::Target& target, const Path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    std::printf("%s cannot be read\n", file.c_str());
    return false;
  }
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  bool good = run(target, file, text);
  std::mt19937_64 random(text.size());
  for (int n = 0; good && n < kVariants; ++n) good = run(target, file, variant(text, random));
  return good;
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
