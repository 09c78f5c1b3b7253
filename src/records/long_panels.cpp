#include "records/long_panels.hpp"

#include <algorithm>
#include <functional>

#include "records/cells.hpp"
#include "text/spread.hpp"

namespace metindex::records {
namespace {

constexpr std::size_t kFewPlaces = 16;

// `a` was computed from `b`, by what is documented of both.
bool is_converted(const LongResult& a, const LongResult& b) {
  return a.known != nullptr && b.known != nullptr && !a.known->converted.empty() &&
         a.known->converted == b.known->name;
}

// One of the texts that merging has joined, as a whole: "male" is no part of "female".
bool has_part(std::string_view joined, std::string_view text) {
  for (;;) {
    const std::size_t end = joined.find(kBetweenResults);
    if (joined.substr(0, end) == text) return true;
    if (end == std::string_view::npos) return false;
    joined.remove_prefix(end + kBetweenResults.size());
  }
}

}  // namespace

void LongPanels::add(std::string_view id, std::string_view date, const LongResult& result,
                     bool measured) {
  LongPanel& panel = find(id, date, result.line);
  panel.measured = panel.measured || measured;
  put(panel, result, false);
}

void LongPanels::add_constant(std::string_view id, std::string_view date,
                              const LongResult& result) {
  if (!result.empty) put(find(id, date, result.line), result, true);
}

void LongPanels::add_loose(std::string_view text, LooseRow why) {
  LongPanel panel;
  panel.id = keep(text);
  panel.line = why.line;
  loose_.push_back(std::move(why));
  panel.loose = static_cast<std::uint32_t>(loose_.size());
  panels_.push_back(panel);
}

void LongPanels::clear() {
  panels_.clear();
  results_.clear();
  loose_.clear();
  places_.assign(kFewPlaces, 0);
  if (texts_.empty()) return;
  texts_.resize(1);
  texts_.front().clear();
}

std::size_t LongPanels::bytes() const {
  std::size_t bytes = panels_.capacity() * sizeof(LongPanel) +
                      results_.capacity() * sizeof(LongResult) +
                      places_.capacity() * sizeof(std::uint32_t);
  for (const std::string& text : texts_) bytes += text.capacity();
  return bytes;
}

LongPanel& LongPanels::find(std::string_view id, std::string_view date, std::uint64_t line) {
  const auto is = [&](const LongPanel& panel) {
    return panel.loose == 0 && panel.id == id && panel.date == date;
  };
  if (last_ < panels_.size() && is(panels_[last_])) return panels_[last_];
  if (places_.size() < 2 * (panels_.size() + 1)) grow_places();
  std::uint32_t& place = place_of(id, date);
  if (place == 0) {
    LongPanel panel;
    panel.id = keep(id);
    panel.date = keep(date);
    panel.line = line;
    panels_.push_back(panel);
    place = static_cast<std::uint32_t>(panels_.size());
    counts_.undated += date.empty() ? 1 : 0;
  }
  last_ = place - 1;
  return panels_[last_];
}

// Where the panel's number stands, or would stand.
std::uint32_t& LongPanels::place_of(std::string_view id, std::string_view date) {
  const std::hash<std::string_view> hash;
  const std::size_t mask = places_.size() - 1;
  for (std::size_t at = (hash(id) * text::kSpread + hash(date)) & mask;; at = (at + 1) & mask) {
    std::uint32_t& place = places_[at];
    if (place == 0) return place;
    const LongPanel& panel = panels_[place - 1];
    if (panel.id == id && panel.date == date) return place;
  }
}

void LongPanels::grow_places() {
  places_.assign(std::max(kFewPlaces, 2 * places_.size()), 0);
  for (std::size_t i = 0; i < panels_.size(); ++i) {
    if (panels_[i].loose == 0)
      place_of(panels_[i].id, panels_[i].date) = static_cast<std::uint32_t>(i + 1);
  }
}

void LongPanels::put(LongPanel& panel, const LongResult& result, bool constant) {
  std::uint32_t* end = &panel.first;
  while (*end != 0 && results_[*end - 1].slot != result.slot) end = &results_[*end - 1].next;
  if (*end == 0) {
    *end = static_cast<std::uint32_t>(results_.size() + 1);
    results_.push_back(result);
    results_.back().text = keep(result.text);
    return;
  }
  LongResult& known = results_[*end - 1];
  if (known.count == 1 && known.text == result.text) {
    if (!constant && !result.empty) ++counts_.repeated;
    return;
  }
  if (constant && has_part(known.text, result.text)) return;
  if (constant && known.count == 1) {
    LongCounts::Difference& difference = counts_.differing[result.slot];
    if (++difference.panels == 1) difference.line = result.line;
  }
  merge(known, result);
}

// Two results for one cell: neither is chosen, unless one of them is none.
void LongPanels::merge(LongResult& known, const LongResult& result) {
  if (result.empty) return;
  const bool new_is_converted = known.count == 1 && is_converted(result, known);
  const bool old_is_converted = known.count == 1 && is_converted(known, result);
  if (new_is_converted || old_is_converted) ++counts_.converted;
  if (new_is_converted) return;
  if (known.empty || old_is_converted) {
    const std::uint32_t next = known.next;
    known = result;
    known.next = next;
    known.text = keep(result.text);
    return;
  }
  constexpr std::uint32_t kShown = 2;
  known.line = result.line;
  if (++known.count > kShown + 1) return;
  const std::string_view more = known.count <= kShown ? result.text : "...";
  known.text = keep(std::string(known.text) + std::string(kBetweenResults) + std::string(more));
}

std::string_view LongPanels::keep(std::string_view text) {
  constexpr std::size_t kBlock = std::size_t{1} << 18U;
  if (text.empty()) return {};
  if (texts_.empty() || texts_.back().capacity() - texts_.back().size() < text.size()) {
    texts_.emplace_back();
    texts_.back().reserve(std::max(kBlock, text.size()));
  }
  std::string& block = texts_.back();
  block += text;
  return std::string_view(block).substr(block.size() - text.size());
}

}  // namespace metindex::records
