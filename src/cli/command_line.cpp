// What of the command line is read without CLI11.
#include "cli/options.hpp"
#include "cli/streams.hpp"

namespace metindex::cli {

std::vector<std::string> catalogue_files(const std::vector<std::string>& arguments) {
  constexpr std::string_view kOption = "--catalogue";
  std::vector<std::string> files;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == kOption && i + 1 < arguments.size()) files.push_back(arguments[++i]);
    if (arguments[i].rfind(std::string(kOption) + "=", 0) == 0)
      files.push_back(arguments[i].substr(kOption.size() + 1));
  }
  return files;
}

bool wants_json(const CommandLine& line) {
  if (line.format.empty() || line.format == "text") return false;
  if (line.format != "json") usage("--format: '" + line.format + "' is not text or json");
  return true;
}

TextFormat text_format(const CommandLine& line) {
  if (line.format.empty() || line.format == "text") return TextFormat::text;
  if (line.format == "md" || line.format == "markdown") return TextFormat::markdown;
  if (line.format != "json") usage("--format: '" + line.format + "' is not text, md or json");
  return TextFormat::json;
}

}  // namespace metindex::cli
