// [[index]], [[context]], [[reference]], [[dataset]].
#include "loader/declare.hpp"

namespace metindex::loader {
namespace {

Check declare_check(const Node& node, const std::string& owner) {
  Table table(node, "a check of " + owner);
  Check check;
  check.given = table.text("given");
  check.expect = table.number("expect");
  check.within = table.number("within").value_or(0);
  check.from = table.text("from");
  table.done();
  return check;
}

}  // namespace

Index declare_index(const Node& node) {
  Table table(node, "index '" + Table(node, "index").text("id") + "'");
  Index index;
  index.id = table.text("id");
  index.name = table.text_or("name", index.id);
  index.title = table.text_or("title", index.name);
  index.aliases = table.texts("aliases");
  index.formula = table.text("formula");
  index.needs = table.text_or("needs", "");
  index.doubt = table.text_or("doubt", "");
  index.doubt_reason = table.text_or("doubt_reason", "");
  index.unit = table.text_or("unit", "1");
  index.rises = table.text_or("rises", "");
  index.scheme = table.text_or("scheme", "");
  index.caution = table.text_or("caution", "");
  index.criteria = table.texts("criteria");
  index.reference = table.text("reference");
  index.caveat = table.text_or("caveat", "");
  index.experimental = table.text_or("experimental", "");
  index.core = table.flag("core");
  for (const Node& check : table.tables("check"))
    index.checks.push_back(declare_check(check, table.what()));
  index.place = node.place;
  table.done();
  return index;
}

Context declare_context(const Node& node) {
  Table table(node, "context '" + Table(node, "context").text("id") + "'");
  Context context;
  context.id = table.text("id");
  context.title = table.text("title");
  context.when = table.text_or("when", "");
  context.no_value = table.texts("no_value");
  context.no_band = table.texts("no_band");
  context.except = table.texts("except");
  context.caution = table.texts("caution");
  context.minors = table.flag("minors");
  context.reason = table.text("reason");
  context.reference = table.text("reference");
  context.place = node.place;
  table.done();
  return context;
}

namespace {

// Empty, or a day as ISO 8601 has it.
bool is_day(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00";
  return text.empty() ||
         std::equal(text.begin(), text.end(), kForm.begin(), kForm.end(), [](char c, char form) {
           return form == '-' ? c == '-' : c >= '0' && c <= '9';
         });
}

}  // namespace

Reference declare_reference(const Node& node, Text seen) {
  Table table(node, "reference '" + Table(node, "reference").text("id") + "'");
  Reference reference;
  reference.id = table.text("id");
  reference.text = table.text("text");
  reference.doi = table.text_or("doi", "");
  reference.pmid = table.text_or("pmid", "");
  reference.pmcid = table.text_or("pmcid", "");
  reference.url = table.text_or("url", "");
  reference.locator = table.text_or("locator", "");
  reference.seen = table.text_or("seen", seen);
  reference.place = node.place;
  if (reference.link().empty()) {
    fail(node.place, table.what() + " needs one of 'doi', 'pmid', 'pmcid', 'url', 'locator'");
  }
  if (!is_day(reference.seen))
    fail(node.place, table.what() + ": 'seen' must be a day such as \"2026-11-26\"");
  table.done();
  return reference;
}

Dataset declare_dataset(const Node& node) {
  Table table(node, "dataset '" + Table(node, "dataset").text("id") + "'");
  Dataset dataset;
  dataset.id = table.text("id");
  dataset.title = table.text("title");
  dataset.headers = table.texts("headers");
  dataset.warning = table.text("warning");
  if (const Node* columns = table.any("columns")) {
    Table column_table(*columns, table.what());
    for (const auto& [header, analyte] : column_table.rest()) {
      dataset.columns.emplace_back(header, column_table.text(header));
    }
  }
  dataset.place = node.place;
  table.done();
  return dataset;
}

FieldNames declare_field_names(const Node& node) {
  Table table(node, "field_names '" + Table(node, "field_names").text("id") + "'");
  FieldNames names;
  names.id = table.text("id");
  names.title = table.text("title");
  names.forms = table.texts("forms");
  names.place = node.place;
  table.done();
  return names;
}

}  // namespace metindex::loader
