#include "panel/units.hpp"

#include <algorithm>

#include "text/text.hpp"

namespace metindex::panel {
namespace {

double declared_or(const Conversion& conversion, const Factors& factors) {
  const auto found = std::find_if(factors.begin(), factors.end(), [&](const auto& f) {
    return !conversion.option.empty() && f.first == conversion.option;
  });
  return found == factors.end() ? conversion.steps[0].scale : found->second;
}

std::optional<Converter::Stage> direct(const Analyte& analyte, std::string_view from,
                                       std::string_view to, const Factors& factors) {
  for (const Conversion& c : analyte.conversions) {
    if (c.from == from && c.to == to) return Converter::Stage{&c, false, declared_or(c, factors)};
  }
  for (const Conversion& c : analyte.conversions) {
    if (c.from == to && c.to == from && c.steps.size() == 1)
      return Converter::Stage{&c, true, declared_or(c, factors)};
  }
  return std::nullopt;
}

double forwards(double x, double scale, double offset) { return x * scale + offset; }
double backwards(double x, double scale, double offset) { return (x - offset) / scale; }

double convert(const Converter::Stage& stage, double x) {
  const auto& steps = stage.conversion->steps;
  if (stage.backwards) return backwards(x, stage.scale, steps[0].offset);
  if (steps.size() == 1) return forwards(x, stage.scale, steps[0].offset);
  const auto step = std::find_if(steps.begin(), steps.end(),
                                 [&](const Conversion::Step& s) { return x < s.below; });
  return step == steps.end() ? x : forwards(x, step->scale, step->offset);
}

}  // namespace

std::vector<std::string> folded_spellings(const Declarations& all, std::string_view unit) {
  std::vector<std::string> folded;
  for (const Unit& u : all.units) {
    if (u.id != unit) continue;
    folded.push_back(text::fold_unit(u.id));
    folded.push_back(text::fold_unit(u.ucum));
    for (const std::string& spelling : u.spellings) folded.push_back(text::fold_unit(spelling));
  }
  return folded;
}

const AnalyteUnit* resolve_unit(const Declarations& all, const Analyte& analyte,
                                std::string_view written) {
  const std::string wanted = text::fold_unit(written);
  for (const AnalyteUnit& unit : analyte.units) {
    for (const std::string& spelling : folded_spellings(all, unit.id)) {
      if (spelling == wanted) return &unit;
    }
  }
  return nullptr;
}

double Converter::operator()(double x) const {
  for (const Stage& stage : stages_) x = convert(stage, x);
  return x;
}

void Converter::apply(const double* numbers, std::size_t rows, double* out) const {
  std::copy_n(numbers, rows, out);
  const auto each = [&](auto f) {
    for (std::size_t row = 0; row < rows; ++row) out[row] = f(out[row]);
  };
  for (const Stage& stage : stages_) {
    const double scale = stage.scale;
    const double offset = stage.conversion->steps[0].offset;
    if (stage.backwards) {
      each([=](double x) { return backwards(x, scale, offset); });
    } else if (stage.conversion->steps.size() == 1) {
      each([=](double x) { return forwards(x, scale, offset); });
    } else {
      each([&](double x) { return convert(stage, x); });
    }
  }
}

std::string Converter::authority() const {
  std::vector<std::string> parts;
  for (const Stage& stage : stages_) {
    const bool replaced =
        stage.conversion->steps.size() == 1 && stage.scale != stage.conversion->steps[0].scale;
    parts.push_back(replaced ? "--" + stage.conversion->option + " " + text::shortest(stage.scale)
                             : stage.conversion->authority);
  }
  return text::join(parts, "; ");
}

std::optional<Converter> find_converter(const Analyte& analyte, std::string_view from,
                                        std::string_view to, const Factors& factors) {
  if (from == to) return Converter{};
  if (const auto stage = direct(analyte, from, to, factors)) return Converter{{*stage}};
  for (const AnalyteUnit& middle : analyte.units) {
    const auto first = direct(analyte, from, middle.id, factors);
    const auto second = direct(analyte, middle.id, to, factors);
    if (first && second) return Converter{{*first, *second}};
  }
  return std::nullopt;
}

}  // namespace metindex::panel
