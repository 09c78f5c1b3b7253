// [analyte.load]: one declaration, an analyte for each minute after a glucose load.
#include <algorithm>

#include "loader/declare.hpp"
#include "text/text.hpp"

namespace metindex::loader {
namespace {

std::vector<int> declare_minutes(Table& table) {
  const Node* list = table.any("minutes");
  if (list == nullptr || list->kind != Node::Kind::array || list->items().empty())
    fail(table.place(), table.what() + " needs 'minutes', a list of whole numbers");
  std::vector<int> minutes;
  for (const Node& item : list->items()) {
    const int minute = whole_number(item, table.what() + ": a minute");
    if (minute <= (minutes.empty() ? 0 : minutes.back()))
      fail(item.place, table.what() + ": 'minutes' must ascend, from 1");
    minutes.push_back(minute);
  }
  return minutes;
}

GlucoseLoad::Ranges declare_ranges(const Node& node, const std::string& owner) {
  Table table(node, "a unit of " + owner);
  GlucoseLoad::Ranges ranges;
  ranges.unit = table.text("id");
  ranges.usual = table.range("usual");
  ranges.bare = table.range("bare");
  ranges.median = table.range("median");
  ranges.typical = table.range("typical");
  table.done();
  return ranges;
}

std::string at_minute(const std::string& text, int minute) {
  return text::put(text, "{t}", std::to_string(minute));
}

// A fast narrows what is usual: after a load the fasting sample's ranges do not hold.
AnalyteUnit after_load(AnalyteUnit unit, const GlucoseLoad& load) {
  const auto own = std::find_if(load.ranges.begin(), load.ranges.end(),
                                [&](const GlucoseLoad::Ranges& r) { return r.unit == unit.id; });
  const GlucoseLoad::Ranges ranges = own == load.ranges.end() ? GlucoseLoad::Ranges{} : *own;
  unit.usual = ranges.usual.value_or(unit.plausible);
  unit.bare = ranges.bare.value_or(unit.plausible);
  unit.median = ranges.median;
  unit.typical = ranges.typical;
  return unit;
}

Analyte later_sample(const Analyte& fasting, const std::string& id, int minute) {
  const GlucoseLoad& load = *fasting.load;
  Analyte analyte;
  analyte.id = id;
  analyte.name = at_minute(load.name, minute);
  analyte.title = at_minute(load.title, minute);
  analyte.note = load.note;
  analyte.rank = load.rank;
  for (const AnalyteUnit& unit : fasting.units) analyte.units.push_back(after_load(unit, load));
  analyte.conversions = fasting.conversions;
  analyte.one_of_many = true;
  analyte.place = fasting.place;
  return analyte;
}

}  // namespace

GlucoseLoad declare_load(const Node& node, const std::string& owner) {
  Table table(node, "the load of " + owner);
  GlucoseLoad load;
  load.minutes = declare_minutes(table);
  load.name = table.text("name");
  load.title = table.text("title");
  load.note = table.text_or("note", "");
  load.rank = table.whole("rank", load.rank);
  load.names = table.texts("names");
  load.letters = table.texts("letters");
  for (const Node& n : table.tables("unit")) load.ranges.push_back(declare_ranges(n, table.what()));
  table.done();
  return load;
}

void add_timed_analytes(Declarations& all) {
  std::vector<Analyte> made;
  for (const Analyte& fasting : all.analytes) {
    if (!fasting.load) continue;
    for (const int minute : fasting.load->minutes) {
      const std::string id = fasting.id + "_" + std::to_string(minute);
      const auto found = std::find_if(all.analytes.begin(), all.analytes.end(),
                                      [&](const Analyte& a) { return a.id == id; });
      Analyte& later = found != all.analytes.end()
                           ? *found
                           : made.emplace_back(later_sample(fasting, id, minute));
      later.family = fasting.id;
      later.minute = minute;
    }
  }
  all.analytes.insert(all.analytes.end(), std::make_move_iterator(made.begin()),
                      std::make_move_iterator(made.end()));
}

}  // namespace metindex::loader
