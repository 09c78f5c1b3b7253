// Any header line (with --column in a second row, --unit in a third): what is mapped can be read as
// it is said, the order of columns decides nothing, and a name with a unit is recognised in every
// way of writing it.
#include <algorithm>
#include <cstdint>
#include <set>
#include <tuple>

#include "fuzz/plain_csv.hpp"
#include "fuzz/targets.hpp"
#include "records/header.hpp"
#include "text/text.hpp"

namespace fuzz {
namespace {

using metindex::Analyte;
using metindex::BatchOptions;
using metindex::Expected;
using metindex::records::Binding;
using metindex::records::HeaderMap;
using metindex::records::map_header;
using Header = std::vector<std::string>;

const metindex::records::HeaderMatcher& matcher() {
  static const metindex::records::HeaderMatcher made(catalogue());
  return made;
}

std::vector<std::pair<std::string, std::string>> pairs_of(const Table& table, std::size_t row) {
  std::vector<std::pair<std::string, std::string>> pairs;
  if (row >= table.rows.size()) return pairs;
  for (const std::string& cell : table.rows[row].cells) {
    const std::size_t equal = cell.find('=');
    if (equal != std::string::npos)
      pairs.emplace_back(cell.substr(0, equal), cell.substr(equal + 1));
  }
  return pairs;
}

std::string shown(const Expected<HeaderMap>& mapped) {
  if (!mapped) return "error: " + mapped.error();
  std::string out;
  for (const Binding& b : mapped->bindings) {
    out += b.analyte->id + "[" + b.unit + "]=" + std::to_string(b.column) + ":" + b.header;
    out += b.known == nullptr ? "\n" : " as " + b.known->name + "\n";
  }
  for (const std::string& remark : mapped->remarks) out += remark + "\n";
  for (const auto& doubt : mapped->doubts) out += doubt.analyte->id + "? " + doubt.question + "\n";
  return out;
}

// analyte, header, unit: what is left of a binding when columns change places.
using Claim = std::tuple<std::string, std::string, std::string>;

std::set<Claim> claims(const HeaderMap& map) {
  std::set<Claim> all;
  for (const Binding& b : map.bindings) all.insert({b.analyte->id, b.header, b.unit});
  return all;
}

void check_bindings(const HeaderMap& map, const Header& header, const BatchOptions& options) {
  std::set<std::size_t> columns;
  const Analyte* last = nullptr;
  for (const Binding& b : map.bindings) {
    require(b.column < header.size() && header[b.column] == b.header, "column ", b.column);
    require(columns.insert(b.column).second, "column ", b.column, " is read twice");
    require(last == nullptr || last < b.analyte, b.analyte->id, " twice, or out of order");
    last = b.analyte;
    require(b.unit.empty() || b.analyte->find_unit(b.unit) != nullptr, "unit ", b.unit);
    const bool chosen =
        std::any_of(options.columns.begin(), options.columns.end(),
                    [&](const auto& option) { return option.first == b.analyte->id; });
    const bool never = matcher().read(b.header).never;
    require(chosen || !never, "'", b.header, "' is on the never-match list");
  }
}

void check_messages(const HeaderMap& map) {
  for (const std::string& remark : map.remarks) require(!remark.empty(), "an empty remark");
  for (const auto& doubt : map.doubts) {
    require(doubt.analyte != nullptr && !doubt.question.empty(), "a doubt of nothing");
  }
}

void check_mapped(const Header& header, const BatchOptions& options) {
  const auto mapped = map_header(catalogue(), header, options);
  const std::string once = shown(mapped);
  require(once == shown(map_header(catalogue(), header, options)), "not the same twice");
  if (!mapped) return require(!mapped.error().empty(), "an error without words");
  check_bindings(*mapped, header, options);
  check_messages(*mapped);
  if (!options.columns.empty()) return;  // a position, or the first of equal names
  const auto mirrored = map_header(catalogue(), Header(header.rbegin(), header.rend()), options);
  require(mirrored && claims(*mirrored) == claims(*mapped), "columns mirrored:\n",
          mirrored ? shown(mirrored) : mirrored.error(), "\nas they stood:\n", once);
}

// A header put together from a name and a unit of the catalogue.
struct Made {
  const Analyte* analyte;
  std::string unit;
  std::string header;
};

class Maker {
 public:
  explicit Maker(std::string_view bytes) {
    constexpr std::uint64_t kFnvBasis = 14695981039346656037ULL;
    constexpr std::uint64_t kFnvPrime = 1099511628211ULL;
    state_ = kFnvBasis;
    for (const char c : bytes) state_ = (state_ ^ static_cast<unsigned char>(c)) * kFnvPrime;
  }

  Made make() {
    const Analyte* analyte = &of(catalogue().declarations().analytes);
    while (analyte->is_category()) analyte = &of(catalogue().declarations().analytes);
    std::vector<std::string> names = analyte->headers;
    names.push_back(analyte->id);
    const std::string& name = of(names);
    const std::string& id = of(analyte->units).id;
    const metindex::Unit& declared = *catalogue().unit(id);
    std::vector<std::string> spellings = declared.spellings;
    spellings.push_back(id);
    spellings.push_back(declared.ucum);
    return {analyte, id, in_any_case(written(name, of(spellings)))};
  }

 private:
  std::size_t below(std::size_t n) {
    constexpr std::uint64_t kStep = 6364136223846793005ULL;  // Knuth's MMIX generator
    state_ = state_ * kStep + 1442695040888963407ULL;
    return static_cast<std::size_t>((state_ >> 33U) % n);
  }
  template <typename T>
  const T& of(const std::vector<T>& list) {
    return list[below(list.size())];
  }

  std::string written(const std::string& name, const std::string& unit) {
    switch (below(5)) {
      case 0: return name + "[" + unit + "]";
      case 1: return name + " (" + unit + ")";
      case 2: return name + " [ " + unit + " ]";
      case 3:
        return metindex::text::fold_name(unit).size() > 2 ? name + "_" + unit
                                                          : name + "[" + unit + "]";
      default: return name + ", " + unit;
    }
  }

  std::string in_any_case(std::string s) {
    for (char& c : s) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (letter && below(2) == 0) c = static_cast<char>(c ^ ' ');
    }
    return s;
  }

  std::uint64_t state_;
};

void check_made(const Made& made) {
  const auto match = matcher().read(made.header).match;
  const bool implied = match && match->unit.empty() && made.analyte->units.size() == 1;
  require(match && match->analyte == made.analyte && (implied || match->unit == made.unit), "'",
          made.header, "' should be ", made.analyte->id, " in ", made.unit, " and is ",
          match ? match->analyte->id + " in '" + match->unit + "' " + match->problem : "nothing");
}

}  // namespace

void header(std::string_view bytes) {
  check_made(Maker(bytes).make());
  const Table table = read_plainly(bytes, ',');
  if (table.rows.empty()) return;
  BatchOptions options;
  options.columns = pairs_of(table, 1);
  options.units = pairs_of(table, 2);
  check_mapped(table.rows.front().cells, options);
}

}  // namespace fuzz
