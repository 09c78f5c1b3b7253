// Catalogue files written to a folder of their own, and what is said of them.
#pragma once

#include <doctest/doctest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "unit/support.hpp"

namespace unit {

using metindex::Catalogue;

// A folder that is gone when the test is over.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("metindex_unit_" + std::to_string(::getpid()) + "_" + std::to_string(++made_))) {
    std::filesystem::create_directory(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  inline static int made_ = 0;
  std::filesystem::path path_;
};

inline Catalogue load(const std::string& text, const std::string& name = "own.toml") {
  const Folder folder;
  const std::vector<std::string> files = {folder.write(name, text)};
  const auto loaded = Catalogue::load(files);
  REQUIRE_MESSAGE(loaded, loaded.error());
  return *loaded;
}

// The error, with the file's folder left away.
inline std::string error_of(const std::vector<std::pair<std::string, std::string>>& texts) {
  const Folder folder;
  std::vector<std::string> files;
  for (const auto& [name, text] : texts) files.push_back(folder.write(name, text));
  const auto loaded = Catalogue::load(files);
  if (loaded) return "no error";
  std::string error = loaded.error();
  const std::string where = folder.path() + "/";
  for (std::size_t at = error.find(where); at != std::string::npos; at = error.find(where))
    error.erase(at, where.size());
  return error;
}

inline std::string error_of(const std::string& text, const std::string& name = "own.toml") {
  return error_of(std::vector<std::pair<std::string, std::string>>{{name, text}});
}

inline const std::string kCheck =
    "check = [{ given = \"glucose=100[mg/dL]\", expect = 1, within = 1, from = \"me\" }]\n";

inline std::string index(const std::string& id, const std::string& formula,
                         const std::string& more = "") {
  return "[[index]]\nid = \"" + id + "\"\nformula = \"" + formula +
         "\"\nreference = \"matthews1985\"\n" + more + kCheck;
}

inline std::string scheme(const std::string& id, const std::string& bands,
                          const std::string& more = "") {
  return "[[scheme]]\nid = \"" + id +
         "\"\nquantity = \"glucose\"\ntitle = \"t\"\nkind = \"convention\"\npopulation = \"p\"\n"
         "reference = \"ada2025\"\n" +
         more + "bands = [" + bands + "]\n";
}

inline std::string band(const std::string& level, const std::string& limits) {
  return "{ level = \"" + level + "\", label = \"" + level + "\", \"mg/dL\" = \"" + limits +
         "\" },";
}

inline const std::string kTwoBands = band("normal", "< 90") + band("high", ">= 90");

}  // namespace unit
