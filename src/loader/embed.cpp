// embed_catalogue FOLDER OUTPUT.cpp: parses every file of the catalogue and writes the trees as
// strings of a C++ file. Run while the library is built; a mistake in a file ends the build.
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "loader/parse.hpp"

namespace metindex::loader {
namespace {

namespace fs = std::filesystem;

// A note is Markdown; the pages that the tool writes, beside the folders, are not part of the
// catalogue.
bool is_part(const fs::path& path) {
  return path.extension() == ".toml" || (path.extension() == ".md" && *path.begin() == "notes");
}

std::vector<std::string> catalogue_files(const fs::path& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path path = entry.path().lexically_relative(folder);
    if (entry.is_regular_file() && is_part(path)) paths.push_back(path.generic_string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  std::string whole = std::move(text).str();
  whole.erase(std::remove(whole.begin(), whole.end(), '\r'), whole.end());
  return whole;
}

// Octal escapes have at most three digits, so what follows them cannot be taken for part of them.
std::string literal(std::string_view bytes) {
  constexpr std::size_t kLine = 96;
  std::string code = "\"";
  std::size_t begin = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= ' ' && byte < 0x7F && c != '"' && c != '\\' && c != '?') {
      code += c;
    } else {
      std::array<char, 8> octal{};
      std::snprintf(octal.data(), octal.size(), "\\%03o", static_cast<unsigned>(byte));
      code += octal.data();
    }
    if (code.size() - begin > kLine) {
      code += "\"\n     \"";
      begin = code.size();
    }
  }
  return code + '"';
}

std::string embed(const fs::path& folder) {
  std::string code =
      "#include \"loader/embedded.hpp\"\n\n#include <array>\n\nnamespace metindex::loader {\n"
      "namespace {\n\nconstexpr auto kFiles = std::to_array<EmbeddedFile>({\n";
  for (const std::string& path : catalogue_files(folder)) {
    const std::string file = "catalogue/" + path;
    const std::string text = read(folder / path);
    const std::string tree = path.ends_with(".md") ? pack_note(text, file) : pack_toml(text, file);
    code +=
        "    {\"" + file + "\", {" + literal(tree) + ", " + std::to_string(tree.size()) + "}},\n";
  }
  return code +
         "});\n\n}  // namespace\n\nstd::span<const EmbeddedFile> embedded_files() { return "
         "kFiles; "
         "}\n\n}  // namespace metindex::loader\n";
}

}  // namespace
}  // namespace metindex::loader

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: embed_catalogue FOLDER OUTPUT.cpp\n", stderr);
    return 2;
  }
  try {
    std::ofstream out(argv[2], std::ios::binary);
    out << metindex::loader::embed(argv[1]);
    return out.flush() ? 0 : 1;
  } catch (const metindex::loader::LoadError& error) {
    std::fprintf(stderr, "embed_catalogue: %s\n", error.message.c_str());
    return 1;
  }
}
