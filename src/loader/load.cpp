#include "loader/load.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <tuple>

#include "loader/declare.hpp"
#include "loader/embedded.hpp"
#include "loader/parse.hpp"
#include "loader/validate.hpp"
#include "text/text.hpp"
#include "text/utf8.hpp"

namespace metindex::loader {
namespace {

// Reads one file into the declarations. A user's file may replace what others declare.
class Merger {
 public:
  Merger(Declarations& all, bool replaces) : all_(all), replaces_(replaces) {}

  void read_document(const Node& document) {
    Table table(document, "the catalogue file");
    for (const Node& n : table.tables("unit")) add_unit(declare_unit(n));
    for (const Node& n : table.tables("analyte")) add_analyte(n);
    for (const Node& n : table.tables("index")) put(all_.indices, declare_index(n), "index");
    for (const Node& n : table.tables("context")) put(all_.contexts, declare_context(n), "context");
    const Text seen = table.text_or("seen", "");
    for (const Node& n : table.tables("reference"))
      put(all_.references, declare_reference(n, seen), "reference");
    for (const Node& n : table.tables("tag")) put(all_.tags, declare_tag(n), "tag");
    for (const Node& n : table.tables("term")) put(all_.notes, declare_term(n), "note");
    for (const Node& n : table.tables("document"))
      put(all_.documents, declare_document(n), "document");
    for (const Node& n : table.tables("left_out")) all_.left_out.push_back(declare_left_out(n));
    for (const Node& n : table.tables("dataset")) put(all_.datasets, declare_dataset(n), "dataset");
    for (const Node& n : table.tables("field_names"))
      put(all_.field_names, declare_field_names(n), "field_names");
    read_schemes(table.tables("scheme"));
    if (const Node* cells = table.any("cells")) declare_cells(*cells, all_.cells);
    if (const Node* headers = table.any("headers")) {
      Table t(*headers, "headers");
      append(all_.never_headers, t.texts("never"));
      append(all_.unit_words, t.texts("unit_words"));
      append(all_.timed_headers, t.texts("timed"));
      append(all_.timed_letters, t.texts("timed_letters"));
      t.done();
    }
    table.done();
  }

  void read_note(const Node& note) { put(all_.notes, declare_note(note), "note"); }

 private:
  template <typename T>
  void put(std::vector<T>& list, T item, std::string_view kind) {
    if (!replaces_) {
      list.push_back(std::move(item));  // validate() finds those that stand twice
      return;
    }
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const T& t) { return t.id == item.id; });
    if (found == list.end()) {
      list.push_back(std::move(item));
    } else if (found->place.file != item.place.file) {
      if constexpr (std::is_same_v<T, Index>) item.core = item.core || found->core;
      *found = std::move(item);
    } else {
      fail(item.place, std::string(kind) + " '" + item.id + "' stands already in " +
                           found->place.file + ":" + std::to_string(found->place.line));
    }
  }

  void add_unit(Unit unit) {
    const auto found = std::find_if(all_.units.begin(), all_.units.end(),
                                    [&](const Unit& u) { return u.id == unit.id; });
    if (replaces_ && found != all_.units.end()) {
      append(found->spellings, unit.spellings);
    } else {
      put(all_.units, std::move(unit), "unit");
    }
  }

  // A user's file may give an analyte that exists more headers and columns, and another default
  // scheme.
  void add_analyte(const Node& node) {
    Analyte analyte = declare_analyte(node);
    const auto found = std::find_if(all_.analytes.begin(), all_.analytes.end(),
                                    [&](const Analyte& a) { return a.id == analyte.id; });
    if (replaces_ && found != all_.analytes.end()) {
      refuse_other_keys(node, analyte.id);
      append(found->headers, analyte.headers);
      append(found->ambiguous, analyte.ambiguous);
      append(found->loinc, analyte.loinc);
      found->columns.insert(found->columns.end(), analyte.columns.begin(), analyte.columns.end());
      if (!analyte.scheme.empty()) found->scheme = analyte.scheme;
      return;
    }
    if (analyte.units.empty() && analyte.categories.empty()) {
      fail(analyte.place, "analyte '" + analyte.id + "' needs [[analyte.unit]] or 'categories'");
    }
    put(all_.analytes, std::move(analyte), "analyte");
  }

  static void refuse_other_keys(const Node& node, const std::string& id) {
    constexpr std::array<std::string_view, 6> kMay = {"id",    "headers", "ambiguous",
                                                      "loinc", "columns", "scheme"};
    for (const Node& entry : node.items()) {
      if (std::find(kMay.begin(), kMay.end(), entry.key) != kMay.end()) continue;
      fail(entry.place, "analyte '" + id +
                            "' is built in: a file may add headers, loinc and columns and " +
                            "choose its scheme, not '" + std::string(entry.key) + "'");
    }
  }

  // A scheme may consist of several blocks (one per sex), so a user's file replaces all of them at
  // once.
  void read_schemes(std::span<const Node> nodes) {
    std::vector<Scheme> read;
    for (const Node& n : nodes) read.push_back(declare_scheme(n));
    for (const Scheme& scheme : read) {
      const auto same = [&](const Scheme& s) {
        return s.id == scheme.id && s.quantity == scheme.quantity &&
               s.place.file != scheme.place.file;
      };
      const auto other = std::find_if(all_.schemes.begin(), all_.schemes.end(), same);
      if (other != all_.schemes.end() && !replaces_) {
        fail(scheme.place, "scheme '" + scheme.id + "' of " + scheme.quantity +
                               " stands already in " + other->place.file);
      }
      all_.schemes.erase(std::remove_if(all_.schemes.begin(), all_.schemes.end(), same),
                         all_.schemes.end());
    }
    for (Scheme& scheme : read) {
      const auto twin =
          std::find_if(all_.schemes.begin(), all_.schemes.end(), [&](const Scheme& s) {
            return s.id == scheme.id && s.quantity == scheme.quantity &&
                   (s.sex.empty() || scheme.sex.empty() || s.sex == scheme.sex);
          });
      if (twin != all_.schemes.end()) {
        fail(scheme.place, "scheme '" + scheme.id + "' of " + scheme.quantity +
                               " stands twice for the same people");
      }
      all_.schemes.push_back(std::move(scheme));
    }
  }

  Declarations& all_;
  bool replaces_;
};

std::string read_file(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    throw LoadError{path + ": this is a folder, not a catalogue file"};
  const std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file) throw LoadError{path + ": cannot be read"};
  std::string whole = std::move(text).str();
  whole.erase(std::remove(whole.begin(), whole.end(), '\r'), whole.end());  // Windows line ends
  if (const std::size_t bad = text::first_bad_utf8(whole); bad < whole.size()) {
    const auto line =
        1 + std::count(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
    throw LoadError{path + ":" + std::to_string(line) + ": this is not UTF-8"};
  }
  return whole;
}

bool is_markdown(std::string_view path) {
  return path.size() > 3 && path.substr(path.size() - 3) == ".md";
}

const std::string& keep(std::string text, Declarations& all) {
  return *all.kept.emplace_back(std::make_shared<const std::string>(std::move(text)));
}

}  // namespace

Declarations load(std::span<const std::string> user_files) {
  Declarations all;
  Merger built_in(all, false);
  Tree::Nodes room;
  for (const EmbeddedFile& file : embedded_files()) {
    Tree tree(file.tree, file.path, std::move(room));
    is_markdown(file.path) ? built_in.read_note(tree.root()) : built_in.read_document(tree.root());
    room = std::move(tree).give_room();
  }
  add_timed_analytes(all);
  for (const std::string& path : user_files) {
    Merger user(all, true);
    const std::string text = read_file(path);
    const bool note = is_markdown(path);
    const std::string& name = keep(path, all);
    const std::string& packed = keep(note ? pack_note(text, name) : pack_toml(text, name), all);
    const Tree tree(packed, name);
    note ? user.read_note(tree.root()) : user.read_document(tree.root());
    add_timed_analytes(all);
  }
  std::sort(all.analytes.begin(), all.analytes.end(), [](const Analyte& a, const Analyte& b) {
    return std::tuple(a.rank, std::string_view(a.family_id()), a.minute) <
           std::tuple(b.rank, std::string_view(b.family_id()), b.minute);
  });
  if (!user_files.empty()) validate(all);  // the built-in files alone are validated by the tests
  return all;
}

}  // namespace metindex::loader
