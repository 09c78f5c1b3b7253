#include "cli/mistakes.hpp"

#include <algorithm>

#include "cli/exit.hpp"
#include "text/text.hpp"

namespace metindex::cli {

// Of "--glucose: 1 required VALUE missing", "Could not convert: --quiet = maybe" and the like.
std::string in_our_words(const CLI::ParseError& error) {
  const std::string what = error.what();
  const auto has = [&](const char* part) { return what.find(part) != std::string::npos; };
  const std::string option = what.substr(0, what.find(':'));
  if (has(" missing")) return option + " needs a value";
  if (has(" received ")) return option + " is given twice";
  if (!has("convert: --")) return what.substr(0, what.find('\n'));
  const std::string flag = what.substr(option.size() + 2);
  return flag.substr(0, flag.find(' ')) + " takes no value";
}

std::string help_of(const CLI::App& command) {
  return "metindex " + (command.get_parent() == nullptr ? "" : command.get_name() + " ") + "--help";
}

void refuse_empty(const std::string& word) {
  const bool empty = word.rfind("--", 0) == 0 && word.find('=') == word.size() - 1;
  if (empty) usage(word.substr(0, word.size() - 1) + " is empty; a value stands behind its '='");
}

void refuse_extra(const std::string& word, const CLI::App& command) {
  std::vector<std::string> names;
  const std::string help = help_of(command);
  if (word.rfind('-', 0) == 0) {
    const std::string option = word.substr(0, word.find('='));
    for (const CLI::Option* o : command.get_options()) names.push_back(o->get_name());
    const auto commands = command.get_subcommands({});
    const bool later = std::any_of(commands.begin(), commands.end(), [&](const CLI::App* sub) {
      return sub->get_option_no_throw(option) != nullptr;
    });
    if (later)
      usage("'" + option + "' stands behind the command: metindex calc " + option + " ...");
    usage("unknown option '" + option + "'" +
          text::did_you_mean(option, names, "; try '" + help + "'"));
  }
  if (command.get_parent() != nullptr)
    usage("'" + word + "' is not expected here; try '" + help + "'");
  for (const CLI::App* sub : command.get_subcommands({})) names.push_back(sub->get_name());
  usage("no command is called '" + word + "'" +
        text::did_you_mean(word, names, "; try '" + help + "'"));
}

}  // namespace metindex::cli
