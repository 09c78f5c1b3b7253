#include "records/json.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

#include "text/decimal.hpp"
#include "text/text.hpp"

namespace metindex::records {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

void add_text(std::string_view text, std::string& out) {
  if (!is_plain(text)) {
    out += dump(Json(text));
    return;
  }
  out += '"';
  out += text;
  out += '"';
}

// The digits that a table has, as a number with a point: 92.0.
void add_number(double x, std::string& out) {
  std::array<char, text::kNumberRoom> digits{};
  const std::string_view written(
      digits.data(),
      static_cast<std::size_t>(text::write_shortest(digits.data(), x) - digits.data()));
  if (!std::isfinite(x) || written.find('e') != std::string_view::npos) {
    out += dump(Json(x));
    return;
  }
  out += written;
  if (written.find('.') == std::string_view::npos) out += ".0";
}

void add_number_or_null(const std::optional<double>& x, int digits, std::string& out) {
  if (!x) {
    out += "null";
  } else if (digits == 0) {
    add_number(*x, out);
  } else {
    add_number(text::to_number(text::significant(*x, digits)).value_or(*x), out);
  }
}

// [1,2]: `add` appends one.
template <typename List, typename Add>
void add_list(const List& list, std::string& out, const Add& add) {
  out += '[';
  for (const auto& item : list) {
    if (&item != &list.front()) out += ',';
    add(item);
  }
  out += ']';
}

// Members of an object, each with its name in front.
class Members {
 public:
  explicit Members(std::string& out) : out_(out) { out_ += '{'; }
  std::string& name(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    add_text(name, out_);
    out_ += ':';
    return out_;
  }
  void end() { out_ += '}'; }

 private:
  std::string& out_;
  bool first_ = true;
};

Json flag_json(const Flag& flag) {
  return {{"of", flag.quantity}, {"kind", flag.kind}, {"text", flag.text}};
}

void add_flags(const std::vector<Flag>& flags, std::string& out) {
  add_list(flags, out, [&](const Flag& flag) { out += dump(flag_json(flag)); });
}

Json reference_json(const Catalogue& catalogue, const std::string& id) {
  const Reference* reference = catalogue.reference(id);
  if (reference == nullptr) return id;
  Json json = {{"id", id}, {"text", reference->text}, {"link", reference->link()}};
  if (!reference->seen.empty()) json["seen"] = reference->seen;
  return json;
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

void add_band(const BandResult& result, JsonTexts& texts, std::string& out) {
  out += texts.band(result);
  if (!result.flag) return;
  out.back() = ',';
  out += "\"withheld\":";
  out += dump(flag_json(*result.flag));
  out += '}';
}

void add_minutes(const Result& result, std::string& out) {
  Json json;
  for (const auto& [analyte, minutes] : result.minutes) json[analyte] = minutes;
  out += dump(json);
}

void add_result(const Result& result, int digits, JsonTexts& texts, std::string& out) {
  Members members(out);
  if (!result.category.empty()) {
    add_text(result.category, members.name("value"));
  } else {
    add_number_or_null(result.value, digits, members.name("value"));
    if (!result.value && (result.low || result.high)) {
      add_number_or_null(result.low, digits, members.name("low"));
      add_number_or_null(result.high, digits, members.name("high"));
    }
    add_text(result.unit, members.name("unit"));
    if (!result.minutes.empty()) add_minutes(result, members.name("minutes"));
    add_list(result.bands, members.name("bands"),
             [&](const BandResult& band) { add_band(band, texts, out); });
    if (!result.criteria.empty()) members.name("criteria") += dump(criteria_json(result.criteria));
    const std::string& caution =
        result.index != nullptr ? result.index->caution : result.analyte->caution;
    if (!caution.empty()) add_text(caution, members.name("caution"));
    if (result.index != nullptr && !result.index->experimental.empty())
      add_text(result.index->experimental, members.name("experimental"));
  }
  add_flags(result.flags, members.name("flags"));
  members.end();
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

void add_input(const JsonFrame& frame, std::string& out) {
  Members members(out);
  for (const auto& [header, cell] : frame.input) add_text(cell, members.name(header));
  members.end();
}

void add_factors(const JsonFrame& frame, std::string& out) {
  Members members(out);
  for (const auto& [option, factor] : frame.factors) add_number(factor, members.name(option));
  members.end();
}

void add_results(const Assessment& assessment, int digits, JsonTexts& texts, std::string& out) {
  Members members(out);
  for (const Result& result : assessment.results)
    add_result(result, digits, texts, members.name(result.id));
  members.end();
}

// A line of JSON without blanks between its parts -> one member or item a line. Parsed and written
// again its numbers might get other digits.
std::string in_lines(std::string_view json, std::size_t indent) {
  std::string out;
  std::size_t depth = 0;
  bool in_text = false;
  const auto new_line = [&] { out.append(1, '\n').append(depth * indent, ' '); };
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    const char next = i + 1 < json.size() ? json[i + 1] : '\0';
    if (c == '"') in_text = !in_text;
    if (in_text && c == '\\') {
      out.append(json.substr(i++, 2));
      continue;
    }
    if (!in_text && (c == '}' || c == ']') && out.back() != '{' && out.back() != '[') {
      --depth;
      new_line();
    }
    out += c;
    if (in_text) continue;
    if (c == ':') out += ' ';
    if (c == ',') new_line();
    if ((c == '{' || c == '[') && next != '}' && next != ']') {
      ++depth;
      new_line();
    }
  }
  return out;
}

}  // namespace

const std::string& JsonTexts::band(const BandResult& result) {
  std::vector<InUnit>& known = bands_[{result.scheme, result.band}];
  const auto found = std::find_if(known.begin(), known.end(), [&](const InUnit& in) {
    return in.unit == result.unit && in.converted == result.converted;
  });
  if (found != known.end()) return found->json;
  known.push_back({result.unit, result.converted, dump(band_json(catalogue_, result))});
  return known.back().json;
}

const std::string& JsonTexts::note(const Note& note, bool deep) {
  std::string& json = notes_[{&note, deep}];
  if (json.empty()) json = dump(note_json(catalogue_, note, deep));
  return json;
}

void add_json(const Assessment& assessment, int digits, const JsonFrame& frame, JsonTexts& texts,
              std::string& out) {
  Members members(out);
  if (frame.line > 0) {
    members.name("line") += std::to_string(frame.line);
    if (frame.with_input) add_input(frame, members.name("input"));
  }
  if (!frame.factors.empty()) add_factors(frame, members.name("factors"));
  add_results(assessment, digits, texts, members.name("results"));
  if (frame.tags) {
    add_list(assessment.tags, members.name("tags"),
             [&](const Tag* tag) { add_text(tag->id, out); });
  }
  add_list(assessment.notes, members.name("notes"),
           [&](const Note* note) { out += texts.note(*note, frame.deep); });
  add_list(assessment.contexts, members.name("contexts"),
           [&](const std::string& context) { add_text(context, out); });
  add_flags(assessment.flags, members.name("flags"));
  members.end();
}

std::string to_json(const Catalogue& catalogue, const Assessment& assessment, int digits,
                    int indent, const JsonFrame& frame) {
  JsonTexts texts(catalogue);
  std::string line;
  add_json(assessment, digits, frame, texts, line);
  return in_lines(line, static_cast<std::size_t>(indent));
}

std::string rejection_json(std::string_view file, std::uint64_t line, std::string_view column,
                           std::string_view reason, std::string_view input) {
  std::string json = dump({{"file", file}, {"line", line}, {"column", column}, {"reason", reason}});
  json.pop_back();
  const bool object = Json::accept(input) && text::trim(input).substr(0, 1) == "{";
  json += ",\"input\":";
  json += object ? std::string(input) : dump(input);
  json += '}';
  return json;
}

}  // namespace metindex::records
