#include "formula/syntax.hpp"
#include "text/text.hpp"

namespace metindex::formula {
namespace {

// How tightly an operator binds; the printed form needs parentheses where a looser one stands
// inside.
int strength(Op op) {
  switch (op) {
    case Op::logical_or: return 1;
    case Op::logical_and: return 2;
    case Op::logical_not: return 3;
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::equal:
    case Op::not_equal: return 4;
    case Op::add:
    case Op::subtract: return 5;
    case Op::multiply:
    case Op::divide: return 6;
    case Op::negate: return 7;
    case Op::power: return 8;
    default: return 9;
  }
}

std::string_view sign(Op op) {
  switch (op) {
    case Op::logical_or: return " or ";
    case Op::logical_and: return " and ";
    case Op::less: return " < ";
    case Op::less_equal: return " <= ";
    case Op::greater: return " > ";
    case Op::greater_equal: return " >= ";
    case Op::equal: return " = ";
    case Op::not_equal: return " != ";
    case Op::add: return " + ";
    case Op::subtract: return " - ";
    case Op::multiply: return " * ";
    case Op::divide: return " / ";
    default: return "^";
  }
}

std::string within(const Node& node, int least) {
  const std::string text = print(node);
  return strength(node.op) < least ? "(" + text + ")" : text;
}

std::string print_call(const Node& node) {
  std::string out = node.op == Op::call ? node.name : std::string(function_name(node.op));
  out += "(";
  for (std::size_t i = 0; i < node.args.size(); ++i)
    out += (i > 0 ? ", " : "") + print(node.args[i]);
  return out + ")";
}

}  // namespace

std::string print(const Node& node) {
  const int own = strength(node.op);
  switch (node.op) {
    case Op::number: return text::shortest(node.number);
    case Op::name: return node.unit.empty() ? node.name : node.name + "[" + node.unit + "]";
    case Op::negate: return "-" + within(node.args[0], own);
    case Op::logical_not: return "not " + within(node.args[0], own);
    case Op::power: return within(node.args[0], own + 1) + "^" + within(node.args[1], own - 1);
    default: break;
  }
  if (own == 9) return print_call(node);
  const bool chains = own != 4;  // a = b = c does not parse
  return within(node.args[0], chains ? own : own + 1) + std::string(sign(node.op)) +
         within(node.args[1], own + 1);
}

}  // namespace metindex::formula
