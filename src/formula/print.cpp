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

class Printer {
 public:
  explicit Printer(std::string& out) : out_(out) {}

  void print(const Node& node) {
    const int own = strength(node.op);
    switch (node.op) {
      case Op::number: out_ += text::shortest(node.number); return;
      case Op::name: print_name(node); return;
      case Op::negate: out_ += '-'; return within(node.args[0], own);
      case Op::logical_not: out_ += "not "; return within(node.args[0], own);
      case Op::power: return binary(node, own + 1, own - 1);
      default: break;
    }
    if (own == 9) return print_call(node);
    const bool chains = own != 4;  // a = b = c does not parse
    binary(node, chains ? own : own + 1, own + 1);
  }

 private:
  void print_name(const Node& node) {
    out_ += node.name;
    if (!node.unit.empty()) out_.append("[").append(node.unit).append("]");
  }

  void print_call(const Node& node) {
    out_ += node.op == Op::call ? node.name : function_name(node.op);
    out_ += '(';
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      if (i > 0) out_ += ", ";
      print(node.args[i]);
    }
    out_ += ')';
  }

  void binary(const Node& node, int left, int right) {
    within(node.args[0], left);
    out_ += sign(node.op);
    within(node.args[1], right);
  }

  void within(const Node& node, int least) {
    const bool looser = strength(node.op) < least;
    if (looser) out_ += '(';
    print(node);
    if (looser) out_ += ')';
  }

  std::string& out_;
};

}  // namespace

std::string print(const Node& node) {
  std::string out;
  Printer(out).print(node);
  return out;
}

}  // namespace metindex::formula
