#include "records/jsonl.hpp"

#include <functional>
#include <nlohmann/json.hpp>

#include "text/text.hpp"

namespace metindex::records {
namespace {

using AnyJson = nlohmann::json;

// Tells the keys of the outermost object with their values as text.
class FlatReader : public nlohmann::json_sax<AnyJson> {
 public:
  using Member = std::function<bool(std::string& key, std::string_view value)>;  // false: stop
  explicit FlatReader(const Member& member) : member_(member) {}

  [[nodiscard]] const std::string& problem() const { return problem_; }

  bool null() override { return value(""); }
  bool boolean(bool x) override { return value(x ? "true" : "false"); }
  bool number_integer(number_integer_t x) override { return value(std::to_string(x)); }
  bool number_unsigned(number_unsigned_t x) override { return value(std::to_string(x)); }
  bool number_float(number_float_t /*x*/, const string_t& text) override { return value(text); }
  bool string(string_t& text) override { return value(text); }
  bool binary(binary_t& /*x*/) override { return fail("a binary value"); }
  bool key(string_t& text) override {
    if (depth_ == 1) key_ = std::move(text);
    return true;
  }
  bool start_object(std::size_t /*size*/) override { return nested(kNestedObject); }
  bool start_array(std::size_t /*size*/) override {
    return depth_ == 0 ? fail("not an object") : nested(kNestedList);
  }
  bool end_object() override { return leave(); }
  bool end_array() override { return leave(); }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*what*/) override {
    return fail("not JSON at character " + std::to_string(position));
  }

 private:
  bool fail(std::string what) {
    if (problem_.empty()) problem_ = std::move(what);
    return false;
  }
  bool value(std::string_view text) {
    if (depth_ == 0) return fail("not an object");
    if (depth_ > 1) return true;
    return member_(key_, text) || fail("the key '" + text::shown(key_) + "' stands there twice");
  }
  bool nested(std::string_view name) {
    const bool good = depth_ == 0 || value(name);
    ++depth_;
    return good;
  }
  bool leave() {
    --depth_;
    return true;
  }

  const Member& member_;
  std::string key_, problem_;
  std::size_t depth_ = 0;
};

std::string read_object(std::string_view line, const FlatReader::Member& member) {
  FlatReader reader(member);
  AnyJson::sax_parse(line.begin(), line.end(), &reader);
  return reader.problem();
}

// The cells of one record: in block.made, one for each column.
class CellMaker {
 public:
  CellMaker(RecordBlock& block, const JsonColumns& columns) : block_(block), columns_(columns) {}

  void make(Record& record, std::vector<UnknownKey>& unknown) {
    record.first_cell = static_cast<std::uint32_t>(block_.cells.size());
    const Cell empty{0, 0, static_cast<std::uint32_t>(CellForm::made)};
    block_.cells.resize(block_.cells.size() + columns_.keys().size(), empty);
    seen_.assign(columns_.keys().size(), 0);
    const auto member = [&](std::string& key, std::string_view value) {
      const std::size_t* column = columns_.find(key);
      if (column == nullptr) {
        unknown.push_back({block_.line(record), key});
        return true;
      }
      if (seen_[*column] != 0) return false;
      seen_[*column] = 1;
      put(block_.cells[record.first_cell + *column], value);
      return true;
    };
    const bool good = read_object(block_.raw(record), member).empty();
    if (!good) block_.cells.resize(record.first_cell);
    record.cells = good ? static_cast<std::uint32_t>(columns_.keys().size()) : 0;
  }

 private:
  void put(Cell& cell, std::string_view text) {
    constexpr std::uint32_t kMask = (1U << 30U) - 1;
    cell.begin = static_cast<std::uint32_t>(block_.made.size());
    block_.made.append(text);
    cell.end = static_cast<std::uint32_t>(block_.made.size()) & kMask;
  }

  RecordBlock& block_;
  const JsonColumns& columns_;
  std::vector<unsigned char> seen_;  // by column
};

}  // namespace

std::string JsonColumns::add(std::string_view line) {
  return read_object(line, [this](std::string& key, std::string_view /*value*/) {
    if (positions_.emplace(key, keys_.size()).second) keys_.push_back(key);
    return true;
  });
}

const std::size_t* JsonColumns::find(const std::string& key) const {
  const auto found = positions_.find(key);
  return found == positions_.end() ? nullptr : &found->second;
}

std::string why_no_object(std::string_view line) {
  std::unordered_map<std::string, int> seen;
  return read_object(
      line, [&](const std::string& key, std::string_view /*value*/) { return ++seen[key] == 1; });
}

void read_objects(RecordBlock& block, const JsonColumns& columns,
                  std::vector<UnknownKey>& unknown) {
  block.cells.clear();
  block.plain = false;
  block.made.clear();
  CellMaker maker(block, columns);
  for (Record& record : block.records) {
    if (record.kind == RecordKind::row) maker.make(record, unknown);
  }
  block.made.append(kReach, ' ');
}

}  // namespace metindex::records
