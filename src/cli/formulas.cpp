#include "cli/formulas.hpp"

#include <algorithm>

#include "text/text.hpp"

namespace metindex::cli {
namespace {

std::string code(const std::string& text) { return "`" + text + "`"; }

std::string mark(const Index& index) { return index.experimental.empty() ? "" : "experimental"; }

// A bar would end the cell.
std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
    text.insert(at, "\\");
  return text;
}

// "name | what" of a table; nothing where there is nothing to say.
std::string row(const std::string& name, const std::string& what) {
  return what.empty() ? "" : "| " + name + " | " + cell(what) + " |\n";
}

std::string linked(const Catalogue& catalogue, const std::string& id) {
  const Reference& reference = *catalogue.reference(id);
  const std::string link = reference.link();
  const bool address = link.rfind("http", 0) == 0;
  return reference.text + (address ? ". <" + link + ">" : ". " + link);
}

std::string inputs(const Catalogue& catalogue, const Index& index) {
  std::vector<std::string> names;
  for (const auto& input : catalogue.inputs(index)) {
    names.push_back(input.analyte->name + (input.unit.empty() ? "" : " in " + input.unit) +
                    (input.optional ? " (may be missing)" : ""));
  }
  return text::join(names, ", ");
}

std::string told(const Check& check) {
  if (!check.expect) return code(check.given) + " has no value: " + check.from;
  return code(check.given) + " is " + text::shortest(*check.expect) + " within " +
         text::shortest(check.within) + ": " + check.from;
}

std::string section(const Catalogue& catalogue, const Index& index) {
  std::string out = "\n## " + index.id + "\n\n" + index.name + ": " + index.title + ".\n\n";
  out += "```\n" + catalogue.formula_text(index) + "\n```\n\n| | |\n|---|---|\n";
  out += row("experimental", index.experimental);
  out += row("inputs", inputs(catalogue, index));
  out += row("unit", index.unit == "1" ? "none" : index.unit);
  out += row("domain", code(catalogue.needs_text(index)));
  out += row("doubtful", index.doubt.empty() ? "" : code(index.doubt));
  out += row("rises", index.rises);
  out += row("caveat", index.caveat);
  out += row("bands", index.caution);
  out += row("reference", linked(catalogue, index.reference));
  for (const Check& check : index.checks) out += row("check", told(check));
  return out;
}

}  // namespace

std::string formulas_page(const Catalogue& catalogue) {
  const auto& indices = catalogue.declarations().indices;
  const auto experimental = std::count_if(indices.begin(), indices.end(), [](const Index& index) {
    return !index.experimental.empty();
  });
  std::string out =
      "# Formulas\n\nWritten by `metindex list formulas` from the catalogue; the formula shown is "
      "the one that is computed.\n" +
      std::to_string(indices.size()) + " indices, " + std::to_string(experimental) +
      " of them experimental: not checked against their source, and not part of `--index "
      "all`.\n\n" +
      "| index | name | what it is | |\n|---|---|---|---|\n";
  for (const Index& index : indices)
    out += "| [" + index.id + "](#" + index.id + ") | " + cell(index.name) + " | " +
           cell(index.title) + " | " + mark(index) + " |\n";
  for (const Index& index : indices) out += section(catalogue, index);
  return out;
}

}  // namespace metindex::cli
