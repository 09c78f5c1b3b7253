// A file of the catalogue as bytes and back: nothing is lost, lines included.
#include <doctest/doctest.h>

#include <string>

#include "loader/parse.hpp"

using namespace metindex;
using loader::Node;
using loader::Tree;

namespace {

const Node& at(const Node& table, std::string_view key) {
  for (const Node& node : table.items()) {
    if (node.key == key) return node;
  }
  FAIL("no key ", std::string(key));
  return table;
}

}  // namespace

TEST_CASE("tree: what is packed is unpacked") {
  const std::string file = "made_up.toml";
  const std::string packed = loader::pack_toml(
      "a = \"x \\\"y\\\" é \\u0000 z\"\nlist = [1, -2.5, 1e300, 7e-9, [], [true, false]]\n"
      "[[t]]\nempty = \"\"\nlong = \"" +
          std::string(300, 'q') + "\"\n[[t]]\ninner = { k = 0, l = 18446744073 }\n" +
          std::string(200, '\n') + "late = false\n",
      file);
  const Tree tree(packed, file);
  const Node& root = tree.root();
  CHECK(root.items().size() == 3);
  const std::string a = std::string("x \"y\" é ") + '\0' + " z";
  CHECK(at(root, "a").string == a);
  const auto list = at(root, "list").items();
  CHECK(list.size() == 6);
  CHECK(list[0].number == 1);
  CHECK(list[1].number == -2.5);
  CHECK(list[2].number == 1e300);
  CHECK(list[3].number == 7e-9);
  CHECK(list[4].kind == Node::Kind::array);
  CHECK(list[4].items().empty());
  CHECK(list[5].items()[0].number == 1);
  CHECK(list[5].items()[1].number == 0);
  CHECK(list[5].items()[1].kind == Node::Kind::boolean);
  const auto tables = at(root, "t").items();
  CHECK(at(tables[0], "empty").string.empty());
  CHECK(at(tables[0], "long").string == std::string(300, 'q'));
  CHECK(at(at(tables[1], "inner"), "l").number == 18446744073.0);
  const Place place = at(tables[1], "late").place;
  CHECK(place.file == file);
  CHECK(place.line == 208);
  CHECK(at(root, "a").place.line == 1);
}

TEST_CASE("tree: a note's texts stand beside its header") {
  const std::string file = "note.md";
  const std::string packed =
      loader::pack_note("+++\nid = \"n\"\n+++\n\nFirst.\n\nSecond.\n\n## Deep\n\nMore.\n", file);
  const Tree tree(packed, file);
  CHECK(at(tree.root(), "id").place.line == 2);
  CHECK(at(tree.root(), "text").string == "First.\n\nSecond.");
  CHECK(at(tree.root(), "deep").string == "More.");
  const std::string plain = loader::pack_note("+++\nid = \"n\"\n+++\nFirst.\n", file);
  CHECK(at(Tree(plain, file).root(), "deep").string.empty());
}
