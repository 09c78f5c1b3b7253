// Every scheme at and beside every limit, against a second reading of the interval as it is
// printed.
#include <doctest/doctest.h>

#include "assess/bands.hpp"
#include "unit/support.hpp"

using namespace metindex;
using unit::kInfinity;

namespace {

// An interval as its printed text says: "< 5.7", "<= 1.6", "> 30 to < 40", "0.63 to 2.68",
// ">= 6.5".
struct Printed {
  double low = -kInfinity, high = kInfinity;
  bool low_belongs = false, high_belongs = false;

  explicit Printed(const std::string& text) {
    const std::size_t to = text.find(" to ");
    if (to != std::string::npos) {
      const std::string first = text.substr(0, to);
      const std::string second = text.substr(to + 4);
      low_belongs = first[0] != '>';
      high_belongs = second[0] != '<';
      low = std::stod(low_belongs ? first : first.substr(2));
      high = std::stod(high_belongs ? second : second.substr(2));
      return;
    }
    const bool equal = text[1] == '=';
    const double limit = std::stod(text.substr(equal ? 3 : 2));
    (text[0] == '<' ? high : low) = limit;
    (text[0] == '<' ? high_belongs : low_belongs) = equal;
  }

  bool holds(double x) const {
    return (x > low || (low_belongs && x == low)) && (x < high || (high_belongs && x == high));
  }
};

// The one band that holds x by its printed text; -1 if none, -2 if several.
int printed_band(const std::vector<Printed>& bands, double x) {
  int found = -1;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    if (!bands[i].holds(x)) continue;
    if (found != -1) return -2;
    found = static_cast<int>(i);
  }
  return found;
}

template <typename F>
void for_all_limits(F f) {
  for (const Scheme& scheme : unit::catalogue().declarations().schemes) {
    for (const std::string& in : scheme.units()) {
      std::vector<Printed> bands;
      for (const Band& band : scheme.bands) {
        REQUIRE(band.in(in) != nullptr);
        bands.emplace_back(band.in(in)->text());
      }
      f(scheme, in, bands);
    }
  }
}

std::vector<double> limits_of(const std::vector<Printed>& bands) {
  std::vector<double> found;
  for (const Printed& band : bands) {
    if (std::isfinite(band.low)) found.push_back(band.low);
    if (std::isfinite(band.high)) found.push_back(band.high);
  }
  return found;
}

std::string label(const Expected<BandResult>& result) {
  if (!result) return result.error();
  return result->band == nullptr ? "no band" : result->band->label;
}

std::string homa_label(std::string_view glucose, std::string_view insulin) {
  const Result result = homa_ir(unit::catalogue(), glucose, insulin);
  REQUIRE(result.bands.size() == 1);
  return result.bands[0].band->label;
}

}  // namespace

TEST_CASE("bands: the printed limit is the number that is compared") {
  for_all_limits(
      [](const Scheme& scheme, const std::string& in, const std::vector<Printed>& bands) {
        CAPTURE(scheme.id);
        CAPTURE(scheme.quantity);
        for (std::size_t i = 0; i < bands.size(); ++i) {
          const Interval& interval = *scheme.bands[i].in(in);
          CHECK((interval.lower ? interval.lower->value : -kInfinity) == bands[i].low);
          CHECK((interval.upper ? interval.upper->value : kInfinity) == bands[i].high);
          CHECK((interval.lower && interval.lower->inclusive) == bands[i].low_belongs);
          CHECK((interval.upper && interval.upper->inclusive) == bands[i].high_belongs);
        }
      });
}

TEST_CASE("bands: every limit, the values just beside it, and the dust on it") {
  std::size_t limits = 0;
  for_all_limits(
      [&](const Scheme& scheme, const std::string& in, const std::vector<Printed>& bands) {
        CAPTURE(scheme.id);
        CAPTURE(scheme.quantity);
        CAPTURE(in);
        for (const double limit : limits_of(bands)) {
          CAPTURE(limit);
          ++limits;
          const int on = printed_band(bands, limit);
          CHECK(on != -2);
          for (const double dust :
               {limit, limit * (1 + 1e-14), limit * (1 - 1e-14), std::nextafter(limit, 0.0),
                std::nextafter(limit, kInfinity), limit * (1 + 9e-13), limit * (1 - 9e-13)}) {
            CHECK(band_of(scheme, in, dust) == on);
          }
          for (const double beside :
               {limit * (1 + 1e-9), limit * (1 - 1e-9), limit * (1 + 2e-12), limit * (1 - 2e-12)}) {
            CHECK(band_of(scheme, in, beside) == printed_band(bands, beside));
          }
        }
      });
  CHECK(limits > 150);
}

TEST_CASE("bands: a dense sweep finds exactly one band, or in a partial scheme at most one") {
  for_all_limits(
      [](const Scheme& scheme, const std::string& in, const std::vector<Printed>& bands) {
        const std::vector<double> limits = limits_of(bands);
        const double most = 1.5 * *std::max_element(limits.begin(), limits.end());
        int wrong = 0;
        for (int i = 1; i <= 3000; ++i) {
          const double x = most * i / 3000.0 * (1 + 1e-9);
          const int expected = printed_band(bands, x);
          const int found = band_of(scheme, in, x);
          if (expected == -2 || (expected == -1 && !scheme.partial) || found != expected) ++wrong;
        }
        CHECK_MESSAGE(wrong == 0, scheme.quantity, " ", scheme.id, " ", in);
        const bool whole = band_of(scheme, in, 1e-6) == 0 &&
                           band_of(scheme, in, 1e6) == static_cast<int>(scheme.bands.size()) - 1;
        CHECK_MESSAGE(whole != scheme.partial, scheme.quantity, " ", scheme.id);
      });
}

TEST_CASE("bands: bounds have a band only if it holds all of them") {
  unit::Random random(57);
  for_all_limits(
      [&](const Scheme& scheme, const std::string& in, const std::vector<Printed>& bands) {
        for (const double limit : limits_of(bands)) {
          const double width = limit * random.between(1e-6, 0.2);
          const formula::Bounds tries[] = {{limit - width, limit, false, false},
                                           {limit - width, limit, false, true},
                                           {limit, limit + width, false, false},
                                           {limit, limit + width, true, false},
                                           {limit - width, limit + width, true, true}};
          for (const formula::Bounds& x : tries) {
            // The band of the smallest and of the greatest value inside, an open end being
            // approached.
            const double least = x.low_open ? x.low * (1 + 1e-9) : x.low;
            const double most = x.high_open ? x.high * (1 - 1e-9) : x.high;
            const int first = printed_band(bands, least);
            const int expected = first == printed_band(bands, most) ? first : -1;
            CHECK_MESSAGE(band_of(scheme, in, x) == expected, scheme.quantity, " ", scheme.id, " ",
                          limit);
          }
        }
      });
}

TEST_CASE("bands: a value is read in the unit it was reported in") {
  const Catalogue& c = unit::catalogue();
  const auto glucose = [&](const char* value, const char* scheme) {
    return label(classify_fasting_glucose(c, value, scheme));
  };
  CHECK(glucose("126 mg/dL", "ada") == "diabetes range");
  CHECK(glucose("7.0 mmol/L", "ada") == "diabetes range");
  CHECK(glucose("125.9 mg/dL", "ada") == "prediabetes (IFG)");
  CHECK(glucose("6.99 mmol/L", "ada") == "prediabetes (IFG)");
  CHECK(glucose("100 mg/dL", "ada") == "prediabetes (IFG)");
  CHECK(glucose("99.9 mg/dL", "ada") == "normal");
  CHECK(glucose("5.6 mmol/L", "ada") == "prediabetes (IFG)");  // 100.8 mg/dL
  CHECK(glucose("5.59 mmol/L", "ada") == "normal");            // 100.6 mg/dL, and yet below 5.6
  CHECK(glucose("109 mg/dL", "who2006") == "normal");
  CHECK(glucose("110 mg/dL", "who2006") == "impaired fasting glucose (IFG)");
  CHECK(glucose("6.1 mmol/L", "who2006") == "impaired fasting glucose (IFG)");
  CHECK(label(classify_hba1c(c, "47 mmol/mol")) == "prediabetes");  // 6.45 %, printed as 6.5
  CHECK(label(classify_hba1c(c, "48 mmol/mol")) == "diabetes range");
  CHECK(label(classify_hba1c(c, "6.5 %")) == "diabetes range");
  CHECK(label(classify_hba1c(c, "6.49")) == "prediabetes");
  CHECK(label(classify_hba1c(c, "39 mmol/mol")) == "prediabetes");
  CHECK(label(classify_hba1c(c, "6.1 % JDS", "jds")) ==
        "diabetes range (a glucose criterion is needed too)");
  CHECK(label(classify_hba1c(c, "6.09 % JDS", "jds")) == "below the diabetes range");
}

TEST_CASE("bands: a unit without limits of its own is converted, and that is said") {
  const Catalogue& c = unit::catalogue();
  const auto kda = classify_hba1c(c, "49 mmol/mol", "kda");  // 6.63 %
  REQUIRE(kda);
  CHECK(kda->converted);
  CHECK(kda->unit == "%");
  CHECK(label(kda) == "diabetes range");
  CHECK(label(classify_hba1c(c, "47 mmol/mol", "kda")) == "prediabetes");  // 6.45 %
  const auto insulin = classify_fasting_insulin(c, "75 pmol/L", "tlgs");
  REQUIRE(insulin);
  CHECK(insulin->converted);
  CHECK(insulin->unit == "uIU/mL");
  CHECK(label(insulin) == "above reference interval");  // 12.5
  CHECK(label(classify_fasting_insulin(c, "74.94 pmol/L", "tlgs")) ==
        "within reference interval");  // 12.49, dust and all
  const auto own = classify_fasting_glucose(c, "5.3 mmol/L");
  REQUIRE(own);
  CHECK_FALSE(own->converted);
  CHECK(own->unit == "mmol/L");
  CHECK(own->scheme->id == "ada");
}

TEST_CASE("bands: ties of HOMA-IR are exact") {
  CHECK(homa_ir(unit::catalogue(), "100", "8.1").value.value_or(-1) == 2);
  CHECK(homa_ir(unit::catalogue(), "125", "8.1").value.value_or(-1) == 2.5);
  CHECK(homa_label("100", "8.1") == "neither normal nor resistant");
  CHECK(homa_label("125", "8.1") == "insulin resistance range");
  CHECK(homa_label("80", "8.1") == "normal");                          // 1.6 belongs to it
  CHECK(homa_label("80.1", "8.1") == "neither normal nor resistant");  // 1.602
  CHECK(homa_label("124.9", "8.1") == "neither normal nor resistant");
  CHECK(homa_label("6.944444444444445 mmol/L", "8.1") ==
        "insulin resistance range");  // 125 mg/dL but for dust
}
