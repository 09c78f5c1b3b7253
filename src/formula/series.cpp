#include "formula/series.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace metindex::formula {
namespace {

Node number(double value) {
  Node node;
  node.number = value;
  return node;
}

template <typename... Nodes>
Node make(Op op, Nodes... args) {
  Node node;
  node.op = op;
  (node.args.push_back(std::move(args)), ...);
  return node;
}

// The minutes that the call names; of one alone, all there are from 0 to it.
class Call {
 public:
  Call(const Node& node, const Symbols& symbols, const SampleMinutes& samples)
      : node_(node), of_(node.args[0]) {
    const Analyte* fasting = of_.op == Op::name ? symbols.analyte(of_.name) : nullptr;
    if (fasting == nullptr || !fasting->load || of_.unit.empty()) {
      throw FormulaError{of_.at, std::string(function_name(node.op)) +
                                     "() is of an analyte with samples after a glucose load and a "
                                     "unit, as in area(glucose[mg/dL], 120)"};
    }
    series_.analyte = fasting->id;
    read_minutes();
    if (series_.open) fill(samples ? samples(*fasting) : std::vector<int>());
  }

  [[nodiscard]] const Series& series() const { return series_; }
  [[nodiscard]] std::size_t size() const { return series_.minutes.size(); }
  [[nodiscard]] double minute(std::size_t i) const { return series_.minutes[i]; }

  [[nodiscard]] Node sample(std::size_t i) const {
    Node sample = of_;
    if (series_.minutes[i] > 0) sample.name += "_" + std::to_string(series_.minutes[i]);
    return sample;
  }

 private:
  void read_minutes() {
    constexpr double kLast = 1000;
    std::vector<int>& minutes = series_.minutes;
    for (std::size_t i = 1; i < node_.args.size(); ++i) {
      const Node& time = node_.args[i];
      const double x = time.op == Op::number ? time.number : -1;
      const bool whole = x >= 0 && x <= kLast && x == std::floor(x);
      if (!whole || (!minutes.empty() && x <= minutes.back()))
        throw FormulaError{time.at, "minutes are whole numbers that ascend"};
      minutes.push_back(static_cast<int>(x));
    }
    series_.open = minutes.size() == 1;
    if (series_.open && minutes.front() == 0)
      throw FormulaError{node_.args[1].at, "from minute 0 to 0 there is nothing"};
  }

  void fill(const std::vector<int>& samples) {
    const int last = series_.minutes.front();
    series_.minutes = {0};
    for (const int minute : samples) {
      if (minute > 0 && minute < last) series_.minutes.push_back(minute);
    }
    series_.minutes.push_back(last);
  }

  const Node& node_;
  const Node& of_;
  Series series_;
};

Node weighted(const Call& call, const std::vector<double>& weights) {
  Node sum = make(Op::multiply, number(weights[0]), call.sample(0));
  for (std::size_t i = 1; i < call.size(); ++i)
    sum = make(Op::add, std::move(sum), make(Op::multiply, number(weights[i]), call.sample(i)));
  return sum;
}

// Trapezoids between neighbours; for a net area, less the first sample over the whole time.
Node trapezoids(const Call& call, bool net) {
  std::vector<double> weights(call.size());
  for (std::size_t i = 0; i + 1 < call.size(); ++i) {
    const double half = (call.minute(i + 1) - call.minute(i)) / 2;
    weights[i] += half;
    weights[i + 1] += half;
  }
  if (net) weights.front() -= call.minute(call.size() - 1) - call.minute(0);
  return weighted(call, weights);
}

// What lies above the first sample: a trapezoid, or a triangle where the line between two samples
// crosses its level. With p and q the parts above of the ends a and b, (p + q)^2 / (|a| + |b|) is
// the sum of its parallel sides, shortened by as much as the triangle is.
Node above_first(const Call& call) {
  const auto rise = [&](std::size_t i) {
    return make(Op::subtract, call.sample(i), call.sample(0));
  };
  Node sum = number(0);
  for (std::size_t i = 0; i + 1 < call.size(); ++i) {
    Node above =
        make(Op::add, make(Op::max, rise(i), number(0)), make(Op::max, rise(i + 1), number(0)));
    Node size = make(Op::add, make(Op::abs, rise(i)), make(Op::abs, rise(i + 1)));
    Node span = make(Op::max, std::move(size), number(std::numeric_limits<double>::min()));
    Node height = make(Op::divide, make(Op::power, std::move(above), number(2)), std::move(span));
    const double half = (call.minute(i + 1) - call.minute(i)) / 2;
    Node part = make(Op::multiply, std::move(height), number(half));
    sum = i == 0 ? std::move(part) : make(Op::add, std::move(sum), std::move(part));
  }
  return sum;
}

}  // namespace

Node expand_series(const Node& node, const Symbols& symbols, const SampleMinutes& samples,
                   std::vector<Series>& all) {
  const Call call(node, symbols, samples);
  if (std::find(all.begin(), all.end(), call.series()) == all.end()) all.push_back(call.series());
  switch (node.op) {
    case Op::area: return trapezoids(call, false);
    case Op::net_area: return trapezoids(call, true);
    case Op::positive_area: return above_first(call);
    default: break;
  }
  return weighted(call, std::vector<double>(call.size(), 1 / static_cast<double>(call.size())));
}

bool Formula::has_open_series() const {
  return std::any_of(series_.begin(), series_.end(), [](const Series& s) { return s.open; });
}

}  // namespace metindex::formula
