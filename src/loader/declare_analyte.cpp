// [[unit]] and [[analyte]].
#include <string>

#include "loader/declare.hpp"

namespace metindex::loader {
namespace {

std::string named(const char* kind, const Node& node) {
  Table table(node, kind);
  return std::string(kind) + " '" + table.text("id") + "'";
}

AnalyteUnit declare_analyte_unit(const Node& node, const std::string& owner) {
  Table table(node, "a unit of " + owner);
  AnalyteUnit unit;
  unit.id = table.text("id");
  unit.system = table.text_or("system", "");
  if (!unit.system.empty() && unit.system != "conventional" && unit.system != "si") {
    fail(table.place(), table.what() + ": 'system' must be conventional or si");
  }
  unit.possible = table.range("possible").value_or(Range{});
  unit.plausible = table.range("plausible").value_or(unit.possible);
  unit.usual = table.range("usual").value_or(unit.plausible);
  unit.bare = table.range("bare").value_or(unit.plausible);
  unit.median = table.range("median");
  unit.typical = table.range("typical");
  table.done();
  return unit;
}

Conversion::Step declare_step(const Node& node, const std::string& owner) {
  Table table(node, owner);
  Conversion::Step step;
  step.below = table.number("below").value_or(step.below);
  step.scale = table.number("scale").value_or(1);
  step.offset = table.number("offset").value_or(0);
  table.done();
  return step;
}

Conversion declare_conversion(const Node& node, const std::string& owner) {
  Table table(node, "a conversion of " + owner);
  Conversion conversion;
  conversion.from = table.text("from");
  conversion.to = table.text("to");
  for (const Node& step : table.tables("steps"))
    conversion.steps.push_back(declare_step(step, table.what()));
  if (conversion.steps.empty()) {
    Conversion::Step step;
    const auto scale = table.number("scale");
    if (!scale || *scale == 0) fail(table.place(), table.what() + " needs 'scale' or 'steps'");
    step.scale = *scale;
    step.offset = table.number("offset").value_or(0);
    conversion.steps.push_back(step);
  }
  conversion.option = table.text_or("option", "");
  conversion.authority = table.text("authority");
  conversion.reference = table.text_or("reference", "");
  table.done();
  return conversion;
}

KnownColumn declare_column(const Node& node, const std::string& owner) {
  Table table(node, "a column of " + owner);
  KnownColumn column;
  column.name = table.text("name");
  column.unit = table.text_or("unit", "");
  column.from = table.text("from");
  column.converted = table.text_or("converted", "");
  column.with = table.text_or("with", "");
  column.note = table.text_or("note", "");
  if (const Node* codes = table.any("codes")) {
    Table code_table(*codes, table.what());
    for (const auto& [cell, meaning] : code_table.rest()) {
      column.codes.emplace_back(cell, code_table.text_or(cell, ""));
    }
  }
  table.done();
  return column;
}

}  // namespace

Unit declare_unit(const Node& node) {
  Table table(node, named("unit", node));
  Unit unit;
  unit.id = table.text("id");
  unit.ucum = table.text_or("ucum", unit.id);
  unit.spellings = table.texts("spellings");
  unit.place = node.place;
  table.done();
  return unit;
}

Analyte declare_analyte(const Node& node) {
  Table table(node, named("analyte", node));
  Analyte analyte;
  analyte.id = table.text("id");
  analyte.name = table.text_or("name", analyte.id);
  analyte.title = table.text_or("title", analyte.name);
  analyte.note = table.text_or("note", "");
  analyte.scheme = table.text_or("scheme", "");
  analyte.caution = table.text_or("caution", "");
  analyte.marks = table.text_or("marks", "");
  analyte.rank = table.whole("rank", 100);
  analyte.headers = table.texts("headers");
  analyte.ambiguous = table.texts("ambiguous");
  analyte.loinc = table.texts("loinc");
  for (const Node& n : table.tables("columns"))
    analyte.columns.push_back(declare_column(n, table.what()));
  for (const Node& n : table.tables("unit"))
    analyte.units.push_back(declare_analyte_unit(n, table.what()));
  for (const Node& n : table.tables("conversion")) {
    analyte.conversions.push_back(declare_conversion(n, table.what()));
  }
  for (const Node& n : table.tables("categories")) {
    Table category(n, "a category of " + table.what());
    analyte.categories.push_back({category.text("id"), category.texts("spellings")});
    category.done();
  }
  if (const Node* n = table.any("load")) analyte.load = declare_load(*n, table.what());
  analyte.place = node.place;
  table.done();
  return analyte;
}

}  // namespace metindex::loader
