#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

#include "formula/functions.hpp"
#include "formula/syntax.hpp"
#include "text/text.hpp"

namespace metindex::formula {
namespace {

struct Function {
  std::string_view name;
  Op op;
  std::size_t least, most;
};

constexpr std::size_t kMany = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kDeepest = 200;   // nesting; a formula is written by people
constexpr std::size_t kLongest = 1000;  // operators

constexpr std::array<Function, 18> kFunctions = {{
    {"ln", Op::ln, 1, 1},
    {"log10", Op::log10, 1, 1},
    {"exp", Op::exp, 1, 1},
    {"sqrt", Op::sqrt, 1, 1},
    {"abs", Op::abs, 1, 1},
    {"min", Op::min, 2, kMany},
    {"max", Op::max, 2, kMany},
    {"round", Op::round, 2, 2},
    {"if", Op::choose, 3, 3},
    {"count", Op::count, 1, kMany},
    {"band", Op::band, 1, 2},
    {"known", Op::known, 1, 1},
    {"censored", Op::censored, 1, 1},
    {"implausible", Op::implausible, 1, 1},
    {"area", Op::area, 2, kMany},
    {"net_area", Op::net_area, 2, kMany},
    {"positive_area", Op::positive_area, 2, kMany},
    {"mean", Op::mean, 2, kMany},
}};

constexpr std::array<std::pair<std::string_view, Op>, 7> kComparisons = {{
    {"<=", Op::less_equal},
    {">=", Op::greater_equal},
    {"!=", Op::not_equal},
    {"==", Op::equal},
    {"<", Op::less},
    {">", Op::greater},
    {"=", Op::equal},
}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Node whole() {
    Node node = disjunction();
    skip_blanks();
    if (at_ < text_.size()) throw FormulaError{at_, "'" + rest_word() + "' is not expected here"};
    return node;
  }

 private:
  Node disjunction() { return chain("or", Op::logical_or, &Parser::conjunction); }
  Node conjunction() { return chain("and", Op::logical_and, &Parser::negation); }

  Node negation() {
    const std::size_t start = position();
    if (!take_word("not")) return comparison();
    const Deeper deeper(*this);
    return make(Op::logical_not, start, negation());
  }

  Node comparison() {
    Node left = sum();
    for (const auto& [sign, op] : kComparisons) {
      const std::size_t start = position();
      if (take(sign)) return make(op, start, std::move(left), sum());
    }
    return left;
  }

  Node sum() {
    Node left = product();
    for (;;) {
      const std::size_t start = position();
      if (take("+")) {
        left = make(Op::add, start, std::move(left), product());
      } else if (take("-")) {
        left = make(Op::subtract, start, std::move(left), product());
      } else {
        return left;
      }
    }
  }

  Node product() {
    Node left = signed_factor();
    for (;;) {
      const std::size_t start = position();
      if (take("*")) {
        left = make(Op::multiply, start, std::move(left), signed_factor());
      } else if (take("/")) {
        left = make(Op::divide, start, std::move(left), signed_factor());
      } else {
        return left;
      }
    }
  }

  Node signed_factor() {
    const Deeper deeper(*this);
    const std::size_t start = position();
    if (take("-")) return make(Op::negate, start, signed_factor());
    Node base = atom();
    const std::size_t sign = position();
    if (take("^")) return make(Op::power, sign, std::move(base), signed_factor());
    return base;
  }

  Node atom() {
    const std::size_t start = position();
    if (take("(")) {
      Node node = disjunction();
      expect(")");
      return node;
    }
    if (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.')) return number();
    if (at_ < text_.size() && is_letter(text_[at_])) return name();
    throw FormulaError{start, at_ < text_.size() ? "'" + rest_word() + "' is not expected here"
                                                 : "the formula ends where a value is expected"};
  }

  Node number() {
    Node node;
    node.at = at_;
    const auto [end, error] =
        std::from_chars(text_.data() + at_, text_.data() + text_.size(), node.number);
    if (error != std::errc{}) throw FormulaError{at_, "'" + rest_word() + "' is not a number"};
    at_ = static_cast<std::size_t>(end - text_.data());
    return node;
  }

  Node name() {
    Node node;
    node.op = Op::name;
    node.at = at_;
    node.name = word();
    if (take("(")) return call(std::move(node));
    if (at_ < text_.size() && text_[at_] == '[') node.unit = bracketed();
    return node;
  }

  Node call(Node node) {
    const Function f = function(node);
    node.op = f.op;
    do node.args.push_back(disjunction());
    while (take(","));
    expect(")");
    if (node.args.size() < f.least || node.args.size() > f.most) {
      throw FormulaError{node.at, std::string(f.name) + "() takes " + how_many(f)};
    }
    return node;
  }

  static Function function(const Node& node) {
    for (const Function& f : kFunctions) {
      if (f.name == node.name) return f;
    }
    if (const NamedFunction* named = find_function(node.name)) {
      return {named->name, Op::call, named->arguments.size(), named->arguments.size()};
    }
    std::vector<std::string> names;
    for (const Function& f : kFunctions) names.emplace_back(f.name);
    for (const std::string_view name : function_names()) names.emplace_back(name);
    throw FormulaError{node.at, "no function is called '" + text::shown(node.name) + "'" +
                                    text::did_you_mean(node.name, names)};
  }

  static std::string how_many(const Function& f) {
    const std::string least = std::to_string(f.least);
    if (f.most == kMany) return least + " or more values";
    if (f.most != f.least) return least + " or " + std::to_string(f.most) + " values";
    return least + (f.least == 1 ? " value" : " values");
  }

  // A unit in brackets; it may hold brackets of its own: u[IU]/mL.
  std::string bracketed() {
    const std::size_t start = at_;
    int depth = 0;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '[') ++depth;
      if (text_[at_] == ']' && --depth == 0) {
        const std::string_view inside = text::trim(text_.substr(start + 1, at_ - start - 1));
        ++at_;
        if (inside.empty()) throw FormulaError{start, "the unit is empty"};
        return std::string(inside);
      }
    }
    throw FormulaError{start, "'[' is not closed"};
  }

  Node chain(std::string_view sign, Op op, Node (Parser::*operand)()) {
    const Deeper deeper(*this);
    Node left = (this->*operand)();
    for (;;) {
      const std::size_t start = position();
      if (!take_word(sign)) return left;
      left = make(op, start, std::move(left), (this->*operand)());
    }
  }

  template <typename... Nodes>
  Node make(Op op, std::size_t at, Nodes... args) {
    if (++operators_ > kLongest) throw FormulaError{at, "the formula is too long"};
    Node node;
    node.op = op;
    node.at = at;
    node.args.reserve(sizeof...(args));
    (node.args.push_back(std::move(args)), ...);
    return node;
  }

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n'))
      ++at_;
  }
  std::size_t position() {
    skip_blanks();
    return at_;
  }
  bool take(std::string_view sign) {
    skip_blanks();
    if (text_.substr(at_, sign.size()) != sign) return false;
    at_ += sign.size();
    return true;
  }
  bool take_word(std::string_view sign) {
    const std::size_t before = position();
    if (at_ < text_.size() && is_letter(text_[at_]) && word() == sign) return true;
    at_ = before;
    return false;
  }
  void expect(std::string_view sign) {
    const std::size_t start = position();
    if (!take(sign)) throw FormulaError{start, "'" + std::string(sign) + "' is missing"};
  }
  std::string word() {
    const std::size_t start = at_;
    while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]))) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }
  [[nodiscard]] std::string rest_word() const {
    const std::size_t end = text_.find(' ', at_);
    return text::shown(text_.substr(at_, end == std::string_view::npos ? end : end - at_));
  }

  struct Deeper {
    explicit Deeper(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > kDeepest)
        throw FormulaError{parser_.at_, "the formula is nested too deeply"};
    }
    ~Deeper() { --parser_.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    Parser& parser_;
  };

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t operators_ = 0;
};

}  // namespace

Node parse(std::string_view text) { return Parser(text).whole(); }

std::vector<std::string_view> names_in(std::string_view text) {
  std::vector<std::string_view> names;
  const auto in_name = [&](std::size_t i) {
    return i < text.size() && (is_letter(text[i]) || is_digit(text[i]));
  };
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '[') at = std::min(text.find(']', at), text.size());  // a unit
    std::size_t end = at;
    while (in_name(end)) ++end;
    if (end == at) {
      ++at;
      continue;
    }
    const bool is_call = end < text.size() && text[end] == '(';
    if (is_letter(text[at]) && !is_call) names.push_back(text.substr(at, end - at));
    at = end;
  }
  return names;
}

bool names(std::string_view text, std::string_view name) {
  const auto words = names_in(text);
  return std::find(words.begin(), words.end(), name) != words.end();
}

std::string_view function_name(Op op) {
  for (const Function& f : kFunctions) {
    if (f.op == op) return f.name;
  }
  return {};
}

}  // namespace metindex::formula
