// What each context takes away: values, bands, or only certainty.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "unit/support.hpp"

using namespace metindex;

namespace {

using Names = std::set<std::string>;
using Values = std::vector<std::pair<std::string, std::string>>;

const Names kOfInsulin = {
    "homa_ir",  "homa_b",           "homa_s",           "ln_homa_ir",       "quicki",
    "firi",     "fgir_mg_dl",       "mcauley",          "homa2_b",          "homa2_s",
    "homa2_ir", "homa2_b_specific", "homa2_s_specific", "homa2_ir_specific"};
const Names kOfFasting = {"homa_ir",
                          "homa_b",
                          "homa_s",
                          "ln_homa_ir",
                          "quicki",
                          "firi",
                          "fgir_mg_dl",
                          "mcauley",
                          "tyg",
                          "tg_hdl_mass",
                          "mets_ir",
                          "homa2_b",
                          "homa2_s",
                          "homa2_ir",
                          "homa2_b_specific",
                          "homa2_s_specific",
                          "homa2_ir_specific",
                          "homa2_b_cpeptide",
                          "homa2_s_cpeptide",
                          "homa2_ir_cpeptide"};
const Names kBanded = {"glucose", "insulin", "hba1c",       "homa_ir", "homa_b",
                       "quicki",  "tyg",     "tg_hdl_mass", "mets_ir", "mcauley"};

struct Effect {
  Names no_value, no_band;  // a value that is not there has no band either
  Names caution;
  Values found_in;  // data in which the context is found without being declared
};

const std::map<std::string, Effect>& effects() {
  static const std::map<std::string, Effect> all = {
      {"injected_insulin", {kOfInsulin, {"insulin"}, {}, {{"insulin_treatment", "yes"}}}},
      {"type_1", {kOfInsulin, {"insulin"}, {}, {{"diabetes_type", "T1D"}}}},
      {"haemolysed", {kOfInsulin, {"insulin"}, {}, {}}},
      {"not_fasting", {kOfFasting, {"glucose", "insulin"}, {}, {{"fasting", "no"}}}},
      {"fast_not_valid",
       {{},
        {"glucose", "insulin", "homa_ir", "homa_b", "quicki", "tyg", "tg_hdl_mass", "mets_ir",
         "mcauley"},
        {},
        {{"survey_fasting_hours", "7.9"}}}},
      {"pregnant", {{}, kBanded, {}, {{"pregnancy", "yes"}}}},
      {"under_18", {{}, kBanded, {}, {{"age", "17"}}}},
      {"hba1c_unreliable", {{"eag_mg_dl", "eag_mmol_l"}, {"hba1c"}, {}, {}}},
      {"insulin_below_detection", {{}, {}, {"insulin"}, {{"insulin_detection", "below"}}}},
  };
  return all;
}

Assessor assessor(const std::vector<std::string>& contexts = {}) {
  Options options;
  options.indices.clear();
  for (const Index& index : unit::catalogue().declarations().indices)
    options.indices.push_back(index.id);
  options.contexts = contexts;
  return *Assessor::make(unit::catalogue(), options);
}

Panel full_panel(const Values& more = {}) {
  Panel panel(unit::catalogue());
  panel.set("glucose", "95")
      .set("insulin", "12")
      .set("specific_insulin", "10")
      .set("hba1c", "5.6")
      .set("triglycerides", "150")
      .set("hdl", "50");
  panel.set("bmi", "25").set("c_peptide", "2").set("age", "45").set("sex", "female");
  for (const auto& [analyte, text] : more) panel.set(analyte, text);
  REQUIRE_MESSAGE(panel.problems().empty(), panel.problems().front());
  return panel;
}

std::string sentence(const Context& context) { return context.title + ": " + context.reason; }

void check_value(const Result& result, const Context& context, const Effect& effect) {
  CAPTURE(result.id);
  const bool withheld = effect.no_value.count(result.id) == 1;
  if (result.category.empty()) CHECK(result.value.has_value() != withheld);
  if (withheld || effect.caution.count(result.id) == 1) {
    REQUIRE(result.flags.size() == 1);
    CHECK(result.flags[0].quantity == result.id);
    CHECK(result.flags[0].kind == context.id);
    CHECK(result.flags[0].text == sentence(context));
  } else {
    CHECK(result.flags.empty());
  }
}

void check_bands(const Result& result, const Context& context, const Effect& effect) {
  CAPTURE(result.id);
  const bool expected = kBanded.count(result.id) == 1 && effect.no_value.count(result.id) == 0;
  REQUIRE(result.bands.size() == (expected ? 1 : 0));
  if (!expected) return;
  const BandResult& band = result.bands[0];
  if (effect.no_band.count(result.id) == 0) {
    CHECK(band.band != nullptr);
    CHECK_FALSE(band.flag.has_value());
    return;
  }
  CHECK(band.band == nullptr);
  REQUIRE(band.flag.has_value());
  CHECK(band.flag->quantity == result.id + "_band");
  CHECK(band.flag->kind == context.id);
  CHECK(band.flag->text == sentence(context));
}

void check(const Assessment& assessment, const Context& context, const Effect& effect) {
  CHECK(assessment.contexts == std::vector<std::string>{context.id});
  for (const Result& result : assessment.results) {
    check_value(result, context, effect);
    check_bands(result, context, effect);
  }
  std::size_t of_results = 0;
  for (const Result& result : assessment.results) {
    of_results += result.flags.size();
    for (const BandResult& band : result.bands) of_results += band.flag ? 1 : 0;
  }
  CHECK(assessment.flags.size() == of_results);
}

std::vector<std::string> contexts_of(const Values& more) {
  return assessor().assess(full_panel(more)).contexts;
}

}  // namespace

TEST_CASE("context: without any, every value and every band is there") {
  const Assessment assessment = assessor().assess(full_panel());
  CHECK(assessment.contexts.empty());
  CHECK(assessment.flags.empty());
  for (const Result& result : assessment.results) {
    CAPTURE(result.id);
    CHECK((result.value.has_value() || !result.category.empty()));
    CHECK(result.bands.size() == kBanded.count(result.id));
    for (const BandResult& band : result.bands) CHECK(band.band != nullptr);
  }
}

TEST_CASE("context: every one takes away what it says, and nothing else") {
  for (const Context& context : unit::catalogue().declarations().contexts) {
    CAPTURE(context.id);
    const auto effect = effects().find(context.id);
    REQUIRE_MESSAGE(effect != effects().end(), context.id, " is missing in effects()");
    check(assessor({context.id}).assess(full_panel()), context, effect->second);
    check(assessor().assess(full_panel().declare(context.id)), context, effect->second);
    CHECK(effect->second.found_in.empty() == context.when.empty());
    if (!effect->second.found_in.empty())
      check(assessor().assess(full_panel(effect->second.found_in)), context, effect->second);
  }
  for (const auto& [id, effect] : effects())
    CHECK_MESSAGE(unit::catalogue().context(id) != nullptr, id);
}

TEST_CASE("context: the sentence a reader gets") {
  const Assessment assessment = assessor({"injected_insulin"}).assess(full_panel());
  REQUIRE(assessment.find("homa_ir") != nullptr);
  REQUIRE(assessment.find("homa_ir")->flags.size() == 1);
  CHECK(assessment.find("homa_ir")->flags[0].text ==
        "injects insulin: an assay sees injected insulin fully, partly or not at all, so insulin "
        "tells nothing of resistance");
  REQUIRE_FALSE(assessment.notes.empty());
  CHECK(assessment.notes[0]->id == "injected_insulin");
}

TEST_CASE("context: found in the data only where the data say so") {
  const std::vector<std::string> none;
  CHECK(contexts_of({{"fasting", "yes"}}) == none);
  CHECK(contexts_of({{"fasting", "NA"}}) == none);
  CHECK(contexts_of({{"pregnancy", "no"}}) == none);
  CHECK(contexts_of({{"insulin_detection", "detected"}}) == none);
  CHECK(contexts_of({{"age", "18"}}) == none);
  CHECK(contexts_of({{"age", "17.99"}}) == std::vector<std::string>{"under_18"});
  const std::vector<std::string> fed = {"not_fasting"};
  const std::vector<std::string> not_valid = {"fast_not_valid"};
  CHECK(contexts_of({{"fasting_hours", "7.9"}}) == fed);
  CHECK(contexts_of({{"fasting_hours", "8"}}) == none);
  CHECK(contexts_of({{"fasting", "yes"}, {"fasting_hours", "3"}}) == fed);
  CHECK(contexts_of({{"survey_fasting_hours", "8"}}) == none);
  CHECK(contexts_of({{"survey_fasting_hours", "23.9"}}) == none);
  CHECK(contexts_of({{"survey_fasting_hours", "24"}}) == not_valid);
  CHECK(contexts_of({{"fasting_weight", "0"}}) == not_valid);
  CHECK(contexts_of({{"fasting_weight", "12345.6"}}) == none);
  CHECK(contexts_of({{"fasting_weight", "0"}, {"survey_fasting_hours", "10"}}) == not_valid);
}

TEST_CASE("context: several at once; the first of the catalogue is named") {
  const Assessment assessment = assessor({"pregnant", "injected_insulin"}).assess(full_panel());
  CHECK(assessment.contexts == std::vector<std::string>{"injected_insulin", "pregnant"});
  CHECK(assessment.find("homa_ir")->flags.at(0).kind == "injected_insulin");
  CHECK(assessment.find("insulin")->bands.at(0).flag->kind == "injected_insulin");
  CHECK(assessment.find("glucose")->bands.at(0).flag->kind == "pregnant");
}

TEST_CASE("context: a minor keeps the schemes for minors") {
  Options options;
  options.schemes = {{"homa_ir", "china_children_p95"}};
  options.contexts = {"under_18"};
  const auto minors = Assessor::make(unit::catalogue(), options);
  REQUIRE(minors);
  const Assessment assessment =
      minors->assess(Panel(unit::catalogue()).set("glucose", "90").set("insulin", "9"));
  REQUIRE(assessment.find("homa_ir")->bands.size() == 1);
  CHECK(assessment.find("homa_ir")->bands[0].band != nullptr);
  CHECK(assessment.find("glucose")->bands.at(0).band == nullptr);
}

TEST_CASE("notes: which are shown, most urgent first, and how many") {
  const auto ids = [](const Panel& panel, int most) {
    std::vector<std::string> found;
    for (const Note* note : notes_for(unit::catalogue(), panel, most)) found.push_back(note->id);
    return found;
  };
  const auto shown = [&](const Values& values, const std::string& id) {
    Panel panel(unit::catalogue());
    for (const auto& [analyte, text] : values) panel.set(analyte, text);
    const auto all = ids(panel, -1);
    return std::find(all.begin(), all.end(), id) != all.end();
  };
  CHECK(ids(full_panel(), 0).empty());
  CHECK(ids(full_panel(), 2).size() == 2);
  CHECK(ids(full_panel(), -1).size() > 2);
  CHECK(ids(Panel(unit::catalogue()), -1).empty());

  CHECK(shown({{"glucose", "126"}}, "diabetes_range"));
  CHECK_FALSE(shown({{"glucose", "125"}}, "diabetes_range"));
  CHECK(shown({{"glucose", ">126"}}, "diabetes_range"));
  CHECK(shown({{"glucose", "65"}, {"insulin", "5"}}, "hypoglycaemia"));
  CHECK(shown({{"glucose", "<70"}}, "hypoglycaemia"));  // known well enough
  CHECK_FALSE(shown({{"glucose", "70"}, {"insulin", "5"}}, "hypoglycaemia"));
  CHECK(shown({{"glucose", "95"}, {"insulin", "20"}, {"hba1c", "5.5"}}, "compensated"));
  CHECK_FALSE(shown({{"glucose", "95"}, {"insulin", "20"}, {"hba1c", "5.9"}}, "compensated"));
  CHECK(shown({{"glucose", "99"}, {"hba1c", "6.6"}}, "discordant"));
  CHECK_FALSE(shown({{"glucose", "99"}, {"hba1c", "5.5"}}, "discordant"));

  const auto order = ids(full_panel({{"glucose", "65"}, {"hba1c", "6.6"}}), -1);
  const auto place = [&](const std::string& id) {
    return std::find(order.begin(), order.end(), id) - order.begin();
  };
  CHECK(place("hypoglycaemia") < place("diabetes_range"));  // invalidity before safety
  CHECK(place("diabetes_range") < place("one_sample"));     // safety before education
}
