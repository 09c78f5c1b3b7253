#include "records/json.hpp"

#include <nlohmann/json.hpp>

#include "text/text.hpp"

namespace metindex::records {
namespace {

using Json = nlohmann::ordered_json;

Json number(double x, int digits) {
  return digits == 0 ? x : text::to_number(text::significant(x, digits)).value_or(x);
}

Json number_or_null(const std::optional<double>& x, int digits) {
  return x ? number(*x, digits) : Json(nullptr);
}

Json flag_json(const Flag& flag) {
  return {{"of", flag.quantity}, {"kind", flag.kind}, {"text", flag.text}};
}

Json flags_json(const std::vector<Flag>& flags) {
  Json list = Json::array();
  for (const Flag& flag : flags) list.push_back(flag_json(flag));
  return list;
}

Json reference_json(const Catalogue& catalogue, const std::string& id) {
  const Reference* reference = catalogue.reference(id);
  if (reference == nullptr) return id;
  return {{"id", id}, {"text", reference->text}, {"link", reference->link()}};
}

Json band_json(const Catalogue& catalogue, const BandResult& result) {
  const Scheme& scheme = *result.scheme;
  Json json = {{"scheme", scheme.id}};
  json["label"] = result.band == nullptr ? Json(nullptr) : Json(result.band->label);
  json["level"] = result.band == nullptr ? Json(nullptr) : Json(result.band->level);
  const Interval* limits = result.band == nullptr ? nullptr : result.band->in(result.unit);
  if (limits != nullptr) json["limits"] = limits->text();
  json["unit"] = result.unit;
  if (result.converted) json["converted"] = true;
  json["kind"] = scheme.kind;
  json["population"] = scheme.population;
  json["reference"] = reference_json(catalogue, scheme.reference);
  if (result.flag) json["withheld"] = flag_json(*result.flag);
  return json;
}

Json criteria_json(const std::vector<Criterion>& criteria) {
  Json list = Json::array();
  for (const Criterion& criterion : criteria) {
    Json json = {{"name", criterion.name},
                 {"met", criterion.met ? Json(*criterion.met) : Json(nullptr)}};
    for (const Analyte* analyte : criterion.missing) json["missing"].push_back(analyte->id);
    list.push_back(std::move(json));
  }
  return list;
}

Json result_json(const Catalogue& catalogue, const Result& result, int digits) {
  if (!result.category.empty())
    return {{"value", result.category}, {"flags", flags_json(result.flags)}};
  Json json = {{"value", number_or_null(result.value, digits)}};
  if (!result.value && (result.low || result.high)) {
    json["low"] = number_or_null(result.low, digits);
    json["high"] = number_or_null(result.high, digits);
  }
  json["unit"] = result.unit;
  for (const auto& [analyte, minutes] : result.minutes) json["minutes"][analyte] = minutes;
  json["bands"] = Json::array();
  for (const BandResult& band : result.bands) json["bands"].push_back(band_json(catalogue, band));
  if (!result.criteria.empty()) json["criteria"] = criteria_json(result.criteria);
  const std::string& caution =
      result.index != nullptr ? result.index->caution : result.analyte->caution;
  if (!caution.empty()) json["caution"] = caution;
  if (result.index != nullptr && !result.index->experimental.empty())
    json["experimental"] = result.index->experimental;
  json["flags"] = flags_json(result.flags);
  return json;
}

Json note_json(const Catalogue& catalogue, const Note& note, bool deep) {
  Json sources = Json::array();
  for (const Note::Source& source : note.sources) {
    Json json = reference_json(catalogue, source.reference);
    if (!source.where.empty()) json["where"] = source.where;
    sources.push_back(std::move(json));
  }
  Json json = {{"id", note.id},       {"title", note.title},         {"text", note.text},
               {"grade", note.grade}, {"contested", note.contested}, {"sources", sources}};
  if (deep && !note.deep.empty()) json["deep"] = note.deep;
  if (!note.jurisdiction.empty()) json["jurisdiction"] = note.jurisdiction;
  return json;
}

}  // namespace

std::string to_json(const Catalogue& catalogue, const Assessment& assessment, int digits,
                    int indent, const JsonFrame& frame) {
  Json json;
  if (frame.line > 0) {
    json["line"] = frame.line;
    if (frame.with_input) json["input"] = Json::object();
    for (const auto& [header, cell] : frame.input) json["input"][header] = cell;
  }
  for (const auto& [option, factor] : frame.factors) json["factors"][option] = factor;
  json["results"] = Json::object();
  for (const Result& result : assessment.results)
    json["results"][result.id] = result_json(catalogue, result, digits);
  if (frame.tags) {
    json["tags"] = Json::array();
    for (const Tag* tag : assessment.tags) json["tags"].push_back(tag->id);
  }
  json["notes"] = Json::array();
  for (const Note* note : assessment.notes)
    json["notes"].push_back(note_json(catalogue, *note, frame.deep));
  json["contexts"] = assessment.contexts;
  json["flags"] = flags_json(assessment.flags);
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string rejection_json(std::string_view file, std::uint64_t line, std::string_view column,
                           std::string_view reason, std::string_view input) {
  const auto dump = [](const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
  };
  std::string json = dump({{"file", file}, {"line", line}, {"column", column}, {"reason", reason}});
  json.pop_back();
  const bool object = Json::accept(input) && text::trim(input).substr(0, 1) == "{";
  json += ",\"input\":";
  json += object ? std::string(input) : dump(input);
  json += '}';
  return json;
}

}  // namespace metindex::records
