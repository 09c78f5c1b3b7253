// Formulas back to text: what is printed parses to the same tree.
#include <doctest/doctest.h>

#include "formula/syntax.hpp"
#include "unit/support.hpp"

using namespace metindex;
using formula::Formula;
using formula::Node;
using formula::Op;

namespace {

bool same_tree(const Node& a, const Node& b) {
  if (a.op != b.op || a.args.size() != b.args.size()) return false;
  if (a.op == Op::name && (a.name != b.name || a.unit != b.unit)) return false;
  if (a.op == Op::number && a.number != b.number) return false;
  for (std::size_t i = 0; i < a.args.size(); ++i) {
    if (!same_tree(a.args[i], b.args[i])) return false;
  }
  return true;
}

// Does `text` without its parenthesis at `open` and its partner still mean the same tree?
bool needless(const std::string& text, std::size_t open, const Node& tree) {
  std::size_t close = open;
  for (int depth = 0; close < text.size(); ++close) {
    if (text[close] == '(') ++depth;
    if (text[close] == ')' && --depth == 0) break;
  }
  std::string bare = text;
  bare.erase(close, 1).erase(open, 1);
  try {
    return same_tree(formula::parse(bare), tree);
  } catch (const formula::FormulaError&) {
    return false;
  }
}

}  // namespace

TEST_CASE("formula: printed text parses to the same tree, with no parenthesis too many") {
  unit::Random random(20240501);
  unit::RandomFormula make(random);
  std::size_t parentheses = 0;
  for (int i = 0; i < 2000; ++i) {
    const Node tree = i % 3 == 0 ? make.truth(5) : make.number(5);
    const std::string text = formula::print(tree);
    CAPTURE(text);
    const Node back = formula::parse(text);
    CHECK(same_tree(back, tree));
    CHECK(formula::print(back) == text);
    for (std::size_t at = text.find('('); at != std::string::npos; at = text.find('(', at + 1)) {
      const bool of_call =
          at > 0 && ((text[at - 1] >= 'a' && text[at - 1] <= 'z') || text[at - 1] == '0');
      if (of_call) continue;
      ++parentheses;
      CHECK_MESSAGE(!needless(text, at, tree), "parenthesis ", at);
    }
  }
  CHECK(parentheses > 1000);
}

TEST_CASE("formula: printed text in its own words") {
  struct Row {
    std::string text, expected;
  };
  const Row rows[] = {
      {"((a+b))*c", "(a + b) * c"},
      {"a+(b*c)", "a + b * c"},
      {"a-(b-c)", "a - (b - c)"},
      {"(a-b)-c", "a - b - c"},
      {"a/(b*c)", "a / (b * c)"},
      {"(a^b)^c", "(a^b)^c"},
      {"a^(b^c)", "a^b^c"},
      {"(-a)^2", "(-a)^2"},
      {"-(a^2)", "-a^2"},
      {"a*(-b)", "a * -b"},
      {"-(a+b)", "-(a + b)"},
      {"not((a<b))", "not a < b"},
      {"not(a and b)", "not (a and b)"},
      {"(a or b) and c", "(a or b) and c"},
      {"a or (b and c)", "a or b and c"},
      {"sex==female", "sex = female"},
      {"if( a<1 ,2,3 )", "if(a < 1, 2, 3)"},
      {"glucose[ mg/dL ]*1.50", "glucose[mg/dL] * 1.5"},
      {"insulin[u[IU]/mL]", "insulin[u[IU]/mL]"},
      {"max(a,b,c)", "max(a, b, c)"},
      {"round( (a+b),1 )", "round(a + b, 1)"},
      {"homa2_percent_b(a,(b*c))", "homa2_percent_b(a, b * c)"},
      {"band(homa_ir)=high", "band(homa_ir) = high"},
      {"(a < b) = (c < d)", "(a < b) = (c < d)"},
      {"1000000000000000000000000", "1e+24"},
      {"0.00001", "1e-05"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(formula::print(formula::parse(row.text)) == row.expected);
  }
  const auto compiled =
      Formula::compile("(x[1])*((y[ 1 ]))", unit::small_symbols(), Formula::Use::value);
  REQUIRE(compiled);
  CHECK(compiled->text() == "x[1] * y[1]");
}
