#include "formula/asked.hpp"

#include <algorithm>

#include "text/text.hpp"

namespace metindex::formula {

std::string asked_quantity(const Node& node, const Symbols& symbols) {
  const Node& asked = node.args[0];
  if (asked.op == Op::name && asked.unit.empty()) {
    if (symbols.analyte(asked.name) != nullptr || symbols.index(asked.name) != nullptr)
      return asked.name;
  }
  const std::string written = print(asked);
  throw FormulaError{asked.at, "'" + text::shown(written) + "' is not an analyte or index" +
                                   text::did_you_mean(written, symbols.names())};
}

const Scheme& asked_scheme(const Node& band, const Node& level, const Symbols& symbols) {
  const std::string quantity = asked_quantity(band, symbols);
  if (symbols.analyte(quantity) == nullptr) {
    throw FormulaError{band.args[0].at, "band() of a named scheme takes an analyte, not an index"};
  }
  const Node& name = band.args[1];
  const bool plain = name.op == Op::name && name.unit.empty();
  const Scheme* scheme = plain ? symbols.scheme(quantity, name.name) : nullptr;
  if (scheme == nullptr) {
    throw FormulaError{
        name.at, "no scheme of " + quantity + " is called '" + text::shown(print(name)) + "'"};
  }
  std::vector<std::string> levels;
  for (const Band& each : scheme->bands) levels.push_back(each.level);
  if (level.op != Op::name || std::find(levels.begin(), levels.end(), level.name) == levels.end()) {
    throw FormulaError{level.at, "'" + text::shown(print(level)) + "' is not a level of " +
                                     scheme->id + text::did_you_mean(level.name, levels)};
  }
  return *scheme;
}

void refuse_unit(const Node& node, const std::string& what) {
  if (node.unit.empty()) return;
  throw FormulaError{node.at, node.name + " is " + what + " and takes no unit"};
}

std::string missing_unit(const Analyte& analyte) {
  return analyte.id + " has no unit here; write " + analyte.id + "[" + analyte.units.front().id +
         "]";
}

}  // namespace metindex::formula
