// A file of the catalogue as bytes and back: nothing is lost, lines included.
#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "loader/tree.hpp"

using namespace metindex;
using loader::Node;

namespace {

bool same(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.place.line != b.place.line || a.string != b.string ||
      a.boolean != b.boolean || a.items.size() != b.items.size() ||
      a.entries.size() != b.entries.size() || !(a.number == b.number))
    return false;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!same(a.items[i], b.items[i])) return false;
  }
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    if (a.entries[i].key != b.entries[i].key || !same(a.entries[i].node, b.entries[i].node))
      return false;
  }
  return true;
}

}  // namespace

TEST_CASE("tree: what is packed is unpacked") {
  const std::string file = "made_up.toml";
  const std::string text =
      "a = \"x \\\"y\\\" é \\u0000 z\"\nlist = [1, -2.5, 1e300, 7e-9, [], [true, false]]\n"
      "[[t]]\nempty = \"\"\nlong = \"" +
      std::string(300, 'q') + "\"\n[[t]]\ninner = { k = 0, l = 18446744073 }\n" +
      std::string(200, '\n') + "late = false\n";
  const Node tree = loader::parse_toml(text, file);
  const Node back = loader::unpack(loader::pack(tree), file);
  CHECK(same(tree, back));
  CHECK(back.entries.size() == 3);
  const Place place = back.entries.back().node.items.back().entries.back().node.place;
  CHECK(place.file == file);
  CHECK(place.line > 200);
  CHECK(!same(tree, loader::unpack(loader::pack(tree.entries.front().node), file)));
}

TEST_CASE("tree: a note's text stands beside its header") {
  const std::string file = "note.md";
  const Node note = loader::parse_note("+++\nid = \"n\"\n+++\n\nFirst.\n\nSecond.\n", file);
  const Node back = loader::unpack(loader::pack(note), file);
  CHECK(same(note, back));
  CHECK(back.entries.back().key == "text");
  CHECK(back.entries.back().node.string == "First.\n\nSecond.");
}
