#include "cli/card.hpp"

#include <algorithm>
#include <cmath>

#include "assess/bands.hpp"
#include "cli/markdown.hpp"
#include "cli/timed_options.hpp"
#include "loader/note_words.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

using Lines = std::vector<std::string>;

// Of the columns of values and bands; what is longer runs over, so that the others stay in line.
constexpr std::size_t kMostValue = 16, kMostBand = 32;

// Rounds a bound away from the values it encloses.
std::string outward(double x, int digits, bool up) {
  std::string text = text::significant(x, digits);
  const double shown = text::to_number(text).value_or(x);
  if (up ? shown >= x : shown <= x) return text;
  const double step = std::pow(10.0, std::floor(std::log10(std::fabs(x))) - digits + 1);
  return text::significant(up ? shown + step : shown - step, digits);
}

// Enough digits that the number shown lies in the band shown.
std::string rounded(double x, const Result& result, int digits) {
  for (int n = digits; n < 17; ++n) {
    const std::string text = text::significant(x, n);
    const double shown = text::to_number(text).value_or(x);
    const bool same =
        std::all_of(result.bands.begin(), result.bands.end(), [&](const BandResult& b) {
          return b.band == nullptr || b.converted ||
                 band_of(*b.scheme, b.unit, shown) == band_of(*b.scheme, b.unit, x);
        });
    if (same) return text;
  }
  return text::shortest(x);
}

constexpr std::string_view kNoValue = "no value";

std::string bounds_text(const Result& result, int digits) {
  const auto high = [&] { return outward(*result.high, digits, true); };
  const auto low = [&] { return outward(*result.low, digits, false); };
  const bool from_zero = result.low && *result.low == 0;
  if (result.high && (!result.low || from_zero)) return (result.high_open ? "< " : "<= ") + high();
  if (result.low && !result.high) return (result.low_open ? "> " : ">= ") + low();
  if (result.low && result.high) return low() + " to " + high();
  return std::string(kNoValue);
}

std::string bounds_as_given(const Result& result) {
  if (!result.criteria.empty() && result.low && result.high)
    return text::shortest(*result.low) + " to " + text::shortest(*result.high);
  if (result.high) return (result.high_open ? "< " : "<= ") + text::shortest(*result.high);
  if (result.low) return (result.low_open ? "> " : ">= ") + text::shortest(*result.low);
  return std::string(kNoValue);
}

// Is the number itself the name of a category, such as that of a pattern? "2: peak at 60 min"
bool names_category(const Result& result) {
  if (!result.value) return false;
  const std::string begin = text::shortest(*result.value) + ":";
  return std::any_of(result.bands.begin(), result.bands.end(), [&](const BandResult& b) {
    return b.band != nullptr && b.band->label.rfind(begin, 0) == 0;
  });
}

std::string value_text(const Result& result, int digits) {
  if (!result.category.empty()) return result.category;
  if (names_category(result)) return text::shortest(*result.value);
  const bool count = !result.criteria.empty();  // a whole number
  const bool as_given = digits == 0 && (result.analyte != nullptr || count);
  const int shown_digits = digits > 0 ? digits : 4;
  std::string text;
  if (result.value) {
    text = as_given ? text::shortest(*result.value) : rounded(*result.value, result, shown_digits);
  } else {
    text = as_given ? bounds_as_given(result) : bounds_text(result, shown_digits);
  }
  const bool has_unit = text != kNoValue && !result.unit.empty() && result.unit != "1";
  return has_unit ? text + " " + result.unit : text;
}

std::string band_text(const BandResult& band) {
  if (band.band != nullptr) return band.band->label;
  return band.flag ? "no band" : "nothing stated";
}

// Of a category there are none.
std::string limits_text(const Result& result, const BandResult& band) {
  const bool limited = band.band != nullptr && !names_category(result);
  const Interval* limits = limited ? band.band->in(band.unit) : nullptr;
  if (limits == nullptr) return band.scheme->id;
  return band.scheme->id + ": " + limits->text() +
         (band.converted ? " " + band.unit + ", converted" : "");
}

// Paragraphs of one note stand close: the card must stay on one screen. Tables keep their distance.
std::string without_blank_lines(std::string text) {
  for (std::size_t at = 0; (at = text.find("\n\n", at)) != std::string::npos;) {
    const bool table = at + 2 < text.size() && text[at + 2] == '|';
    table ? void(at += 2) : void(text.erase(at, 1));
  }
  return text;
}

class Card {
 public:
  Card(const Catalogue& catalogue, const Assessment& assessment, int digits, bool deep,
       const Terminal& terminal)
      : catalogue_(catalogue),
        all_(assessment),
        digits_(digits),
        deep_(deep),
        terminal_(terminal) {}

  std::string build(const Lines& remarks) {
    measure();
    for (const Result& result : all_.results) add_result(result);
    for (const std::string& remark : remarks) add_wrapped(remark, 2);
    add_cautions();
    add_notes();
    add_schemes();
    out_ += "\n";
    add_wrapped(
        "Not a diagnosis: one sample, read by the schemes named. Another sample, assay or scheme "
        "can change the reading.",
        0);
    return out_;
  }

 private:
  void measure() {
    for (const Result& result : all_.results) {
      name_width_ = std::max(name_width_, text::width(result.name));
      const std::size_t value = text::width(value_text(result, digits_));
      if (value <= kMostValue) value_width_ = std::max(value_width_, value);
      for (const BandResult& band : result.bands) {
        const std::size_t label = text::width(band_text(band));
        if (label <= kMostBand) band_width_ = std::max(band_width_, label);
      }
    }
  }

  void add_line(const std::string& line) {
    const std::size_t end = line.find_last_not_of(' ');
    out_ += line.substr(0, end == std::string::npos ? 0 : end + 1) + "\n";
  }

  void add_wrapped(const std::string& text, std::size_t indent) {
    for (const std::string& line : text::wrap(text, terminal_.columns - indent))
      add_line(std::string(indent, ' ') + line);
  }

  void add_result(const Result& result) {
    add_value_and_bands(result);
    add_criteria(result);
    const bool shown = result.value || result.low || result.high;
    std::vector<const Analyte*> missing;
    for (const Flag& flag : result.flags) {
      const bool told = flag.kind == "incomplete" || (flag.kind == "censored" && shown);
      if (result.index != nullptr && flag.kind == "missing") {
        missing.push_back(catalogue_.analyte(flag.quantity));
      } else if (!told) {
        add_reason(flag);
      }
    }
    add_missing(missing);
    if (result.index != nullptr && !result.index->experimental.empty())
      add_wrapped("Experimental: " + result.index->experimental, name_width_ + 2);
  }

  void add_value_and_bands(const Result& result) {
    const std::string value = value_text(result, digits_);
    const std::size_t column = std::max(value_width_, text::width(value));
    const std::size_t indent = name_width_ + value_width_ + 4;
    std::string line =
        text::pad(result.name, name_width_ + 2) + terminal_.bold(text::pad(value, column + 2));
    std::size_t at = name_width_ + column + 4;  // where the line is
    for (const BandResult& band : result.bands) {
      if (at > indent && at + text::width(band_text(band)) > terminal_.columns) {
        add_line(line);
        line = std::string(indent, ' ');
        at = indent;
      }
      add_band(std::move(line), at, band_text(band), limits_text(result, band));
      line = std::string(indent, ' ');
      at = indent;
      if (band.flag) add_reason(*band.flag);
    }
    if (result.bands.empty()) add_line(line);
  }

  // The limits stand in a column of their own, or below where there is no room.
  void add_band(std::string line, std::size_t at, const std::string& band,
                const std::string& limits) {
    const std::size_t indent = name_width_ + value_width_ + 4;
    const std::size_t column = std::max(indent + band_width_, at + text::width(band)) + 2;
    const bool fits = column + text::width(limits) <= terminal_.columns;
    if (fits) return add_line(line + text::pad(band, column - at) + terminal_.faint(limits));
    constexpr std::size_t kLeast = 20;
    const Lines words = text::wrap(band, std::max(terminal_.columns, at + kLeast) - at);
    for (const std::string& part : words) {
      add_line(line + part);
      line = std::string(indent, ' ');
    }
    add_line(std::string(indent, ' ') + terminal_.faint(limits));
  }

  // "weight is not given (--weight)"
  void add_missing(const std::vector<const Analyte*>& missing) {
    if (missing.empty()) return;
    Lines names;
    for (const Analyte* analyte : missing)
      names.push_back(analyte->name + " (" + option_name(analyte->id) + ")");
    const std::string one =
        missing.front()->name + " is not given (" + option_name(missing.front()->id) + ")";
    add_wrapped(missing.size() == 1 ? one : "not given: " + text::join(names, ", "),
                name_width_ + 2);
  }

  // "met: waist, HDL cholesterol", and so on; what is not known, with what would tell.
  void add_criteria(const Result& result) {
    if (!result.value && !result.low) return;  // a flag says why
    Lines met;
    Lines not_met;
    Lines unknown;
    for (const Criterion& criterion : result.criteria) {
      Lines names;
      for (const Analyte* analyte : criterion.missing) names.push_back(option_name(analyte->id));
      const std::string missing =
          names.empty() ? "" : " (not given: " + text::join(names, ", ") + ")";
      Lines& list = !criterion.met ? unknown : (*criterion.met ? met : not_met);
      list.push_back(criterion.name + missing);
    }
    for (const auto& [word, list] : {std::pair("met: ", &met), std::pair("not met: ", &not_met),
                                     std::pair("not known: ", &unknown)}) {
      if (!list->empty()) add_wrapped(word + text::join(*list, "; "), name_width_ + 2);
    }
  }

  // A reason that has been given is only named again.
  void add_reason(const Flag& flag) {
    if (flag.text == kNoValue) return;  // stands there already
    const bool told = std::find(told_.begin(), told_.end(), flag.text) != told_.end();
    const std::size_t colon = flag.text.find(": ");
    const bool shorten = told && colon != std::string::npos;
    add_wrapped(shorten ? flag.text.substr(0, colon) + ", as above" : flag.text, name_width_ + 2);
    told_.push_back(flag.text);
  }

  void add_cautions() {
    Lines cautions;
    for (const Result& result : all_.results) {
      const std::string& caution =
          result.index != nullptr ? result.index->caution : result.analyte->caution;
      const bool banded = std::any_of(result.bands.begin(), result.bands.end(),
                                      [](const BandResult& b) { return b.band != nullptr; });
      if (banded && !caution.empty()) cautions.push_back(caution);
    }
    for (const Result& result : all_.results) {
      if (!result.value && !result.low && !result.high) continue;
      for (const auto& [analyte, minutes] : result.minutes) {
        std::string line = "Areas of " + analyte + " to " + std::to_string(minutes.back()) +
                           " min are over samples at " + text::join_numbers(minutes) + " min.";
        if (std::find(cautions.begin(), cautions.end(), line) == cautions.end())
          cautions.push_back(std::move(line));
      }
    }
    if (cautions.empty()) return;
    out_ += "\n";
    for (const std::string& caution : cautions) add_wrapped(caution, 0);
  }

  // The source of every band shown, once.
  void add_schemes() {
    std::vector<const Scheme*> seen;
    for (const Result& result : all_.results) {
      for (const BandResult& band : result.bands) {
        if (band.band != nullptr) add_scheme(*band.scheme, seen);
      }
    }
  }

  void add_scheme(const Scheme& scheme, std::vector<const Scheme*>& seen) {
    const auto same = [&](const Scheme* s) {
      return s->id == scheme.id && s->title == scheme.title;
    };
    if (std::any_of(seen.begin(), seen.end(), same)) return;
    if (seen.empty()) add_heading("Sources");
    seen.push_back(&scheme);
    const Reference* reference = catalogue_.reference(scheme.reference);
    add_wrapped(
        scheme.id + ": " + scheme.title + " (" + scheme.population + "). " + reference->link(), 2);
  }

  void add_heading(const std::string& heading) { out_ += "\n" + terminal_.bold(heading) + "\n"; }

  // Education is only named, unless more is wanted: what bears on these values must stay on one
  // screen.
  void add_notes() {
    Lines more;
    for (const Note* note : all_.notes) {
      if (note->priority == loader::kLeastUrgent && !deep_) {
        more.push_back(note->id);
        continue;
      }
      add_heading(note->title);
      out_ += wrapped_markdown(without_blank_lines(note->text), terminal_.columns, 2);
      if (deep_ && !note->deep.empty())
        out_ += "\n" + wrapped_markdown(note->deep, terminal_.columns, 2);
      add_line(terminal_.faint("  " + note->grade + (note->contested ? ", contested" : "") +
                               "; metindex explain " + note->id));
    }
    Lines hidden;
    for (const Note* note : all_.more_notes) hidden.push_back(note->id);
    if (!more.empty() || !hidden.empty()) out_ += "\n";
    if (!more.empty())
      add_wrapped("See also (metindex explain NAME): " + text::join(more, ", "), 0);
    if (!hidden.empty()) add_wrapped("Not shown (--notes all): " + text::join(hidden, ", "), 0);
    const auto has_more = [](const Note* note) { return !note->deep.empty(); };
    if (deep_ && std::none_of(all_.notes.begin(), all_.notes.end(), has_more) &&
        !all_.notes.empty())
      add_wrapped("None of these notes has a second part.", 0);
  }

  const Catalogue& catalogue_;
  const Assessment& all_;
  int digits_;
  bool deep_;
  const Terminal& terminal_;
  std::string out_;
  Lines told_;
  std::size_t name_width_ = 0, value_width_ = 0, band_width_ = 0;
};

}  // namespace

std::string card(const Catalogue& catalogue, const Assessment& assessment, int digits, bool deep,
                 const Terminal& terminal, const Lines& remarks) {
  return Card(catalogue, assessment, digits, deep, terminal).build(remarks);
}

}  // namespace metindex::cli
