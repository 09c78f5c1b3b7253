// What the tests of a long table are: by name, by LOINC, or as the user says.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "records/header.hpp"

namespace metindex::records {

struct TestMeaning {
  const Analyte* analyte = nullptr;    // null: it is not read
  std::string unit;                    // stated by the name; empty: not
  const KnownColumn* known = nullptr;  // where the name is documented
  bool never = false;                  // on the never-match list
  // For whoever reads the results.
  std::size_t slot = static_cast<std::size_t>(-1);
  std::uint64_t results = 0;
  std::uint64_t late = 0;  // of these, for which there is no column
};

// Meanings are kept by name, the first ten thousand of those that are not read.
class LongTests {
 public:
  // `named`: {"glucose", "FPG"}: that test is this analyte.
  LongTests(Catalogue catalogue, std::vector<std::pair<const Analyte*, std::string>> named)
      : catalogue_(std::move(catalogue)), matcher_(catalogue_), named_(std::move(named)) {}

  // Lives until the next call where it is not of a test that is read.
  TestMeaning& find(std::string_view test);
  [[nodiscard]] bool has(const Analyte* analyte) const;       // among the tests found so far
  [[nodiscard]] bool is_named(const Analyte* analyte) const;  // by the user

  // "glucose='Glucose, plasma', insulin='Insulin'": the tests found so far that are read.
  [[nodiscard]] std::string describe_read() const;
  // The tests that are not, with their counts, the commonest first: one line for each reason.
  [[nodiscard]] std::vector<std::string> describe_others() const;
  // Those named by the user that did not come.
  [[nodiscard]] std::vector<std::string> describe_absent() const;
  [[nodiscard]] std::string first_names() const;  // "'HDL', 'LDL'": some of the others

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  using Meanings = std::unordered_map<std::string, TestMeaning, Hash, std::equal_to<>>;
  using Entry = Meanings::value_type;

  [[nodiscard]] TestMeaning read(std::string_view test) const;
  [[nodiscard]] std::vector<const Entry*> sorted() const;
  [[nodiscard]] std::string like(const std::string& name) const;

  Catalogue catalogue_;
  HeaderMatcher matcher_;
  std::vector<std::pair<const Analyte*, std::string>> named_;
  Meanings meanings_;
  TestMeaning other_;  // of a name too many
  std::size_t others_kept_ = 0;
};

// What a name means by itself, without a doubt: as a column of no study's later visit.
std::optional<HeaderMatch> clear_match(const HeaderMatcher& matcher, std::string_view name);

// What is written for a result that is there: its value with its unit, "5.3 mmol/L". `unit` is the
// row's, empty where it has none. A row's unit that contradicts the test's name makes a cell that
// nobody reads.
std::string result_cell(const Catalogue& catalogue, const TestMeaning& test, std::string_view value,
                        std::string_view unit);

}  // namespace metindex::records
