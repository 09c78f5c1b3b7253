#include "cli/declared_json.hpp"

#include "cli/documents.hpp"

namespace metindex::cli {
namespace {

Json reference_of(const Catalogue& catalogue, const std::string& id) {
  const Reference* reference = catalogue.reference(id);
  return reference == nullptr ? Json(id) : to_json(catalogue, *reference);
}

Json range(const Range& r) { return {r.low, r.high}; }  // infinite ends become null

Json text_or_null(const std::string& s) { return s.empty() ? Json(nullptr) : Json(s); }

}  // namespace

Json to_json(const Catalogue& catalogue, const Index& index) {
  Json inputs = Json::array();
  for (const auto& input : catalogue.inputs(index)) {
    inputs.push_back({{"analyte", input.analyte->id}, {"unit", text_or_null(input.unit)}});
    if (input.optional) inputs.back()["may_be_missing"] = true;
  }
  Json checks = Json::array();
  for (const Check& check : index.checks) {
    checks.push_back({{"given", check.given},
                      {"expect", check.expect ? Json(*check.expect) : Json(nullptr)},
                      {"within", check.within},
                      {"from", check.from}});
  }
  Json schemes = Json::array();
  for (const Scheme& scheme : catalogue.declarations().schemes) {
    if (scheme.quantity == index.id) schemes.push_back(to_json(catalogue, scheme));
  }
  Json json = {{"id", index.id},
               {"name", index.name},
               {"title", index.title},
               {"formula", catalogue.formula_text(index)},
               {"needs", catalogue.needs_text(index)},
               {"doubt", text_or_null(index.doubt)},
               {"doubt_reason", text_or_null(index.doubt_reason)},
               {"unit", index.unit},
               {"inputs", inputs},
               {"rises", index.rises},
               {"core", index.core},
               {"experimental", text_or_null(index.experimental)},
               {"caution", text_or_null(index.caution)},
               {"caveat", index.caveat},
               {"scheme", text_or_null(index.scheme)},
               {"reference", reference_of(catalogue, index.reference)},
               {"checks", checks},
               {"schemes", schemes}};
  if (!index.criteria.empty()) json["criteria"] = index.criteria;
  return json;
}

Json to_json(const Catalogue& /*catalogue*/, const Analyte& analyte) {
  Json units = Json::array();
  for (const AnalyteUnit& unit : analyte.units) {
    units.push_back({{"unit", unit.id},
                     {"system", text_or_null(unit.system)},
                     {"possible", range(unit.possible)},
                     {"plausible", range(unit.plausible)},
                     {"usual", range(unit.usual)}});
  }
  Json conversions = Json::array();
  for (const Conversion& c : analyte.conversions) {
    Json steps = Json::array();
    for (const Conversion::Step& s : c.steps)
      steps.push_back({{"below", s.below}, {"scale", s.scale}, {"offset", s.offset}});
    conversions.push_back({{"from", c.from},
                           {"to", c.to},
                           {"steps", steps},
                           {"authority", c.authority},
                           {"option", text_or_null(c.option)}});
  }
  Json categories = Json::array();
  for (const Category& category : analyte.categories) categories.push_back(category.id);
  Json columns = Json::array();
  for (const KnownColumn& column : analyte.columns)
    columns.push_back(
        {{"name", column.name}, {"unit", text_or_null(column.unit)}, {"from", column.from}});
  return {{"id", analyte.id},
          {"name", analyte.name},
          {"title", analyte.title},
          {"family", text_or_null(analyte.family)},
          {"minute", analyte.family.empty() ? Json(nullptr) : Json(analyte.minute)},
          {"units", units},
          {"conversions", conversions},
          {"categories", categories},
          {"scheme", text_or_null(analyte.scheme)},
          {"caution", text_or_null(analyte.caution)},
          {"note", text_or_null(analyte.note)},
          {"headers", analyte.headers},
          {"headers_with_unit", analyte.ambiguous},
          {"columns", columns},
          {"loinc", analyte.loinc}};
}

Json to_json(const Catalogue& catalogue, const Scheme& scheme) {
  Json bands = Json::array();
  for (const Band& band : scheme.bands) {
    Json limits = Json::object();
    for (const auto& [unit, interval] : band.limits) limits[unit] = interval.text();
    bands.push_back({{"level", band.level}, {"label", band.label}, {"limits", limits}});
  }
  const auto years = [](const std::optional<int>& y) { return y ? Json(*y) : Json(nullptr); };
  return {{"id", scheme.id},
          {"quantity", scheme.quantity},
          {"title", scheme.title},
          {"kind", scheme.kind},
          {"population", scheme.population},
          {"sex", text_or_null(scheme.sex)},
          {"age", {years(scheme.age_min), years(scheme.age_max)}},
          {"minors", scheme.minors},
          {"applies", text_or_null(scheme.applies)},
          {"remark", text_or_null(scheme.remark)},
          {"bands", bands},
          {"reference", reference_of(catalogue, scheme.reference)}};
}

Json to_json(const Catalogue& catalogue, const Context& context) {
  return {{"id", context.id},
          {"title", context.title},
          {"when", text_or_null(context.when)},
          {"reason", context.reason},
          {"no_value", context.no_value},
          {"no_band", context.no_band},
          {"except", context.except},
          {"caution", context.caution},
          {"minors", context.minors},
          {"reference", reference_of(catalogue, context.reference)}};
}

Json to_json(const Catalogue& /*catalogue*/, const Tag& tag) {
  return {{"id", tag.id}, {"title", tag.title}, {"when", tag.when}};
}

Json to_json(const Catalogue& catalogue, const Note& note) {
  Json sources = Json::array();
  for (const Note::Source& source : note.sources) {
    sources.push_back(reference_of(catalogue, source.reference));
    sources.back()["where"] = text_or_null(source.where);
  }
  return {{"id", note.id},
          {"kind", note.kind},
          {"title", note.title},
          {"names", note.names},
          {"when", text_or_null(note.when)},
          {"priority", text_or_null(note.priority)},
          {"grade", note.grade},
          {"contested", note.contested},
          {"jurisdiction", text_or_null(note.jurisdiction)},
          {"text", note.text},
          {"deep", text_or_null(note.deep)},
          {"sources", sources},
          {"covers", note.covers}};
}

Json to_json(const Catalogue& catalogue, const Document& document) {
  const Declarations& all = catalogue.declarations();
  Json sections = Json::array();
  for (const Document::Section& section : document.sections) {
    Json passages = Json::array();
    for (const Text passage : section.passages) {
      const Home home = home_of(all, passage);
      Json ids = Json::array();
      for (const Note* note : home.notes) ids.push_back(note->id);
      passages.push_back(
          {{"id", passage}, {"notes", ids}, {"left_out", text_or_null(home.left_out)}});
    }
    sections.push_back({{"title", section.title}, {"passages", passages}});
  }
  return {{"id", document.id},
          {"reference", reference_of(catalogue, document.id)},
          {"sections", sections}};
}

Json to_json(const Catalogue& /*catalogue*/, const Reference& reference) {
  return {{"id", reference.id},
          {"text", reference.text},
          {"link", reference.link()},
          {"seen", text_or_null(reference.seen)}};
}

Json to_json(const Catalogue& /*catalogue*/, const Unit& unit) {
  return {{"id", unit.id}, {"ucum", unit.ucum}, {"spellings", unit.spellings}};
}

Json to_json(const Catalogue& /*catalogue*/, const FlagKind& kind) {
  return {{"id", kind.id}, {"problem", kind.problem}, {"meaning", kind.meaning}};
}

}  // namespace metindex::cli
