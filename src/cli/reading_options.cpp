#include "cli/reading_options.hpp"

#include <cmath>

#include "cli/exit.hpp"
#include "metindex/assess.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

char read_thousands(const std::string& written, bool decimal_comma) {
  if (written.empty()) return 0;
  if (written == "space" || written == " ") return ' ';
  if (written != "," && written != "." && written != "'")
    usage("--thousands: '" + written + "' is not , . ' or space");
  if (written == "," && decimal_comma)
    usage("--thousands , and --decimal-comma: a comma cannot be both");
  if (written == "." && !decimal_comma)
    usage("--thousands . leaves no mark for decimals; add --decimal-comma");
  return written.front();
}

// The codes of all analytes, or of the one named before them.
void read_missing(const Catalogue& catalogue, const std::string& written, MissingCodes& codes) {
  std::string analyte;
  for (const std::string_view part : text::split(written, ',')) {
    std::string_view code = text::trim(part);
    if (const std::size_t equals = code.find('='); equals != std::string_view::npos) {
      analyte = text::trim(code.substr(0, equals));
      code = text::trim(code.substr(equals + 1));
      if (catalogue.analyte(analyte) == nullptr)
        usage("--missing: " +
              text::not_called("analyte", analyte, catalogue.declarations().analytes));
    }
    if (code.empty())
      usage("--missing: '" + written + "' has an empty code; empty cells are missing anyway");
    codes.add(code, analyte);
  }
}

}  // namespace

Reading read_reading(const Catalogue& catalogue, const WrittenReading& written) {
  Reading reading;
  if (written.system != "conventional" && written.system != "si")
    usage("--units: '" + written.system + "' is not conventional or si");
  reading.system = written.system;
  reading.decimal_comma = written.decimal_comma;
  reading.assume_units = written.assume_units;
  reading.thousands = read_thousands(written.thousands, written.decimal_comma);
  for (const std::string& codes : written.missing) read_missing(catalogue, codes, reading.missing);
  return reading;
}

WantedNotes read_notes(const std::vector<std::string>& written, int usual) {
  WantedNotes wanted{written.empty() ? usual : Options{}.notes, false};
  for (const std::string& word : written) {
    const auto number = text::to_number(word);
    if (word == "deep") {
      wanted.deep = true;
    } else if (word == "all" || word == "none") {
      wanted.most = word == "all" ? -1 : 0;
    } else if (number && *number >= 0 && *number <= 1000 && *number == std::floor(*number)) {
      wanted.most = static_cast<int>(*number);
    } else {
      usage("--notes: '" + word + "' is not all, none, deep or a number");
    }
  }
  return wanted;
}

void warn_of_factor(const Catalogue& catalogue, const std::string& option, double factor) {
  constexpr double kFar = 0.25;  // 6.00, 6.945 and 7.175 pmol per uIU of insulin are in use
  for (const Analyte& analyte : catalogue.declarations().analytes) {
    for (const Conversion& conversion : analyte.conversions) {
      if (conversion.option != option) continue;
      const double usual = conversion.steps.front().scale;
      if (std::fabs(factor - usual) <= kFar * usual) return;
      return say("warning: --" + option + " " + text::shortest(factor) + " is far from the usual " +
                 text::shortest(usual) + " (" + conversion.to + " per " + conversion.from + ")");
    }
  }
}

}  // namespace metindex::cli
