#include "metindex/panel.hpp"

#include <algorithm>

#include "panel/plausible.hpp"
#include "panel/units.hpp"
#include "text/text.hpp"

namespace metindex {
Panel::Panel(Catalogue catalogue, Reading reading)
    : catalogue_(std::move(catalogue)), reading_(std::move(reading)) {}

Panel& Panel::set(std::string_view id, std::string_view text) {
  const Analyte* analyte = catalogue_.analyte(id);
  if (analyte == nullptr) {
    problems_.push_back(text::not_called("analyte", id, catalogue_.declarations().analytes));
  } else {
    store(*analyte, read_value(catalogue_, *analyte, text, {}, reading_));
  }
  return *this;
}

Panel& Panel::set(std::string_view id, double number, std::string_view unit) {
  const Analyte* analyte = catalogue_.analyte(id);
  if (analyte == nullptr) {
    problems_.push_back(text::not_called("analyte", id, catalogue_.declarations().analytes));
  } else {
    Reading plain = reading_;
    plain.decimal_comma = false;
    plain.thousands = 0;
    store(*analyte, read_value(catalogue_, *analyte, text::shortest(number), unit, plain));
  }
  return *this;
}

Panel& Panel::declare(std::string_view context) {
  if (catalogue_.context(context) == nullptr) {
    problems_.push_back(text::not_called("context", context, catalogue_.declarations().contexts));
  } else {
    contexts_.emplace_back(context);
  }
  return *this;
}

const Value* Panel::find(std::string_view analyte) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& e) { return e.analyte->id == analyte; });
  return found == entries_.end() ? nullptr : &found->value;
}

void Panel::store(const Analyte& analyte, Value value) {
  if (value.status > Status::missing) {
    const bool named =
        value.problem.rfind(analyte.id + " ", 0) == 0;  // "glucose 5.2 mg/dL is not plausible"
    problems_.push_back(named ? value.problem : analyte.id + ": " + value.problem);
  }
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& e) { return e.analyte == &analyte; });
  if (found == entries_.end()) {
    entries_.push_back({&analyte, std::move(value)});
  } else {
    found->value = std::move(value);
  }
}

}  // namespace metindex
