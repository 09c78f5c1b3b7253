// What each context takes away: values, bands, or only certainty.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "unit/loader_support.hpp"

using namespace metindex;

namespace {

using Names = std::set<std::string>;
using Values = std::vector<std::pair<std::string, std::string>>;

const Names kInsulin = {"insulin", "specific_insulin"};
const Names kSecreted = {"insulin", "specific_insulin", "c_peptide", "proinsulin"};
const Names kFasted = {"glucose",   "insulin", "specific_insulin", "triglycerides",
                       "c_peptide", "ffa",     "proinsulin",       "glucagon"};

// The indices that read one of these, directly or through another index.
Names of(const Names& analytes) {
  Names found;
  for (const Index& index : unit::catalogue().declarations().indices) {
    for (const auto& input : unit::catalogue().inputs(index)) {
      const Analyte& analyte = *input.analyte;  // or a sample after a glucose load of one of them
      if (analytes.count(analyte.id) + analytes.count(analyte.family_id()) > 0)
        found.insert(index.id);
    }
  }
  return found;
}

Names without(Names all, const Names& some) {
  for (const std::string& name : some) all.erase(name);
  return all;
}

Names with(Names all, const Names& more) {
  all.insert(more.begin(), more.end());
  return all;
}

// What has a band without being asked for, of all there is.
Names banded() {
  Names found;
  for (const Analyte& analyte : unit::catalogue().declarations().analytes) {
    if (!analyte.scheme.empty()) found.insert(analyte.id);
  }
  for (const Index& index : unit::catalogue().declarations().indices) {
    if (!index.scheme.empty()) found.insert(index.id);
  }
  return found;
}

Names banded(const Names& analytes, const Names& indices) {
  Names found;
  for (const std::string& id : banded()) {
    const Analyte* analyte = unit::catalogue().analyte(id);  // or a later sample of one of them
    const std::size_t family = analyte == nullptr ? 0 : analytes.count(analyte->family_id());
    if (analytes.count(id) + family + indices.count(id) > 0) found.insert(id);
  }
  return found;
}

struct Effect {
  Names no_value, no_band;  // a value that is not there has no band either
  Names caution;
  Values found_in;  // data in which the context is found without being declared
};

const std::map<std::string, Effect>& effects() {
  static const std::map<std::string, Effect> all = {
      {"injected_insulin", {of(kInsulin), {"insulin"}, {}, {{"insulin_treatment", "yes"}}}},
      {"type_1",
       {with(of(kInsulin), {"ohkura", "homa_ir_cp", "homa2_s_cpeptide", "homa2_ir_cpeptide"}),
        {"insulin"},
        {},
        {{"diabetes_type", "T1D"}}}},
      {"haemolysed", {of(kInsulin), {"insulin"}, {}, {}}},
      {"not_fasting", {of(kFasted), banded(kFasted, {}), {}, {{"fasting", "no"}}}},
      {"long_fast",
       {without(of(kFasted), {"aigr_molar", "aigr_mg_dl", "igr_mg_dl", "igr_mmol_l"}),
        banded(kFasted, {}),
        {},
        {{"fasting_hours", "24"}}}},
      {"fast_not_valid", {{}, banded(kFasted, of(kFasted)), {}, {{"survey_fasting_hours", "7.9"}}}},
      {"pregnant", {{}, banded(), {}, {{"pregnancy", "yes"}}}},
      {"under_18", {{}, banded(), {"lap", "vai", "mets_vf"}, {{"age", "17"}}}},
      {"hba1c_unreliable", {of({"hba1c"}), {"hba1c"}, {}, {}}},
      {"insulin_below_detection", {{}, {}, {"insulin"}, {{"insulin_detection", "below"}}}},
      {"sulfonylurea", {{}, banded(kSecreted, of(kSecreted)), {}, {}}},
      {"glp1", {{}, {}, {"insulin", "specific_insulin", "c_peptide", "glucagon"}, {}}},
      {"sglt2", {{}, {}, {"glucose", "insulin", "specific_insulin"}, {}}},
      {"metformin", {{}, {}, {"glucose", "insulin", "specific_insulin", "hba1c"}, {}}},
      {"glucose_lowering_drug", {{}, {}, {}, {{"glucose_treatment", "yes"}}}},
      {"growth_hormone", {{}, {}, {"glucose", "insulin", "specific_insulin"}, {}}},
      {"gh_secretagogue", {{}, {}, {"glucose", "insulin", "specific_insulin", "hba1c"}, {}}},
      {"tesamorelin", {{}, {}, {"glucose", "insulin", "specific_insulin", "hba1c"}, {}}},
      {"bpc_157", {{}, {}, {}, {}}},
      {"testosterone", {{}, {}, {"insulin", "specific_insulin", "hba1c"}, {}}},
      {"low_testosterone", {{}, {}, {}, {}}},
      {"menopausal_hormones", {{}, {}, {"insulin", "specific_insulin"}, {}}},
      {"menopause", {{}, {}, {}, {}}},
      {"steroids", {{}, {}, {"glucose", "insulin", "specific_insulin", "c_peptide", "hba1c"}, {}}},
      {"stress", {{}, {}, {}, {}}},
      {"biotin", {{}, {}, {"insulin", "specific_insulin", "c_peptide", "proinsulin"}, {}}},
      {"kidney_failure", {{}, {}, {"c_peptide", "proinsulin"}, {}}},
      {"acute_illness", {{}, {}, {"glucose", "insulin", "specific_insulin", "c_peptide"}, {}}},
      {"pcos", {{}, {}, {}, {}}},
      {"large_waist", {{}, {}, {}, {}}},
      {"hiv_lipodystrophy", {{}, {}, {"glucose", "insulin", "specific_insulin", "hba1c"}, {}}},
      {"recent_exercise", {{}, {}, {"glucose", "insulin", "specific_insulin"}, {}}},
      {"low_carb_diet", {{}, {}, {"glucose", "insulin", "specific_insulin"}, {}}},
  };
  return all;
}

Assessor assessor(const std::vector<std::string>& contexts = {}) {
  Options options;
  options.indices.clear();
  for (const Index& index : unit::catalogue().declarations().indices) {
    if (index.id.rfind("homa_islet_cp_", 0) == 0) continue;  // one of the two is always doubtful
    if (index.criteria.empty()) options.indices.push_back(index.id);  // others: criteria_test.cpp
  }
  options.contexts = contexts;
  return *Assessor::make(unit::catalogue(), options);
}

// The middle of what is usual for whatever an index reads.
void set_usual(const Analyte& analyte, Panel& panel) {
  if (analyte.is_category()) {
    const auto& all = analyte.categories;
    const auto none = std::find_if(
        all.begin(), all.end(), [](const Category& c) { return c.id == "no" || c.id == "none"; });
    panel.set(analyte.id, (none == all.end() ? all.front() : *none).id);
    return;
  }
  const AnalyteUnit& unit = analyte.units.front();
  panel.set(analyte.id, std::sqrt(unit.usual.low * unit.usual.high), unit.id);
}

Panel full_panel(const Values& more = {}) {
  Panel panel(unit::catalogue());
  for (const Index& index : unit::catalogue().declarations().indices) {
    for (const auto& input : unit::catalogue().inputs(index)) set_usual(*input.analyte, panel);
  }
  panel.set("glucose", "95")
      .set("insulin", "12")
      .set("specific_insulin", "10")
      .set("hba1c", "5.6")
      .set("triglycerides", "150")
      .set("hdl", "50");
  panel.set("bmi", "25").set("c_peptide", "2").set("age", "45").set("sex", "female");
  panel.set("glucose_120", "110");  // BIGTT is for normal tolerance
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
  const bool expected = banded().count(result.id) == 1 && effect.no_value.count(result.id) == 0;
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

// The context and what follows from it.
std::vector<std::string> with_what_follows(const std::string& id) {
  static const std::set<std::string> drugs = {"injected_insulin", "sulfonylurea", "glp1", "sglt2",
                                              "metformin"};
  if (drugs.count(id) == 0) return {id};
  return {id, "glucose_lowering_drug"};
}

void check(const Assessment& assessment, const Context& context, const Effect& effect) {
  CHECK(assessment.contexts == with_what_follows(context.id));
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

TEST_CASE("context: which indices read insulin, and which a fast") {
  for (const std::string id : {"homa_ir", "homa_s", "mcauley", "homa_ad", "spina_di", "raynaud"})
    CHECK_MESSAGE(of({"insulin"}).count(id) == 1, id);
  for (const std::string id : {"tyg", "ohkura", "egdr_wc", "gmi_pct"})
    CHECK_MESSAGE(of({"insulin"}).count(id) == 0, id);
  for (const std::string id : {"tyg_wc", "mets_vf", "ohkura", "adipo_ir_pmol"})
    CHECK_MESSAGE(of(kFasted).count(id) == 1, id);
  for (const std::string id : {"lar", "egdr_wc", "gmi_pct", "eag_mg_dl"})
    CHECK_MESSAGE(of(kFasted).count(id) == 0, id);
}

TEST_CASE("context: without any, every value and every band is there") {
  const Assessment assessment = assessor().assess(full_panel());
  CHECK(assessment.contexts.empty());
  for (const Flag& flag : assessment.flags) FAIL_CHECK(flag.quantity, " ", flag.kind);
  for (const Result& result : assessment.results) {
    CAPTURE(result.id);
    CHECK((result.value.has_value() || !result.category.empty()));
    CHECK(result.bands.size() == banded().count(result.id));
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

TEST_CASE("context: each of several that caution is told") {
  const Assessment assessment = assessor({"metformin", "glp1"}).assess(full_panel());
  const auto& flags = assessment.find("insulin")->flags;
  REQUIRE(flags.size() == 2);
  CHECK(flags[0].kind == "glp1");  // in the order of the catalogue
  CHECK(flags[1].kind == "metformin");
}

TEST_CASE("context: type 1 leaves what C-peptide tells of secretion") {
  const Assessment assessment = assessor({"type_1"}).assess(full_panel());
  for (const std::string id : {"homa2_b_cpeptide", "c_peptide_glucose_molar", "c_peptide_index_30"})
    CHECK_MESSAGE(assessment.find(id)->value.has_value(), id);
}

TEST_CASE("context: an index of one's own is withheld with an index it reads") {
  const Catalogue own = unit::load(R"(
[[index]]
id        = "half_ohkura"
title     = "Half of it"
formula   = "ohkura / 2"
reference = "ohkura2013"
check     = [{ given = "c_peptide=0.5[nmol/L] glucose=8[mmol/L]", expect = 2.5, within = 1e-12, from = "exact" }]
)");
  Options options;
  options.indices = {"half_ohkura"};
  const auto withheld = [&](const std::string& context) {
    options.contexts = {context};
    const Panel panel = Panel(own).set("c_peptide", "2").set("glucose", "100");
    return !Assessor::make(own, options)->assess(panel).find("half_ohkura")->value;
  };
  CHECK(withheld("type_1"));
  CHECK_FALSE(withheld("injected_insulin"));
}

TEST_CASE("context: the sentence a reader gets") {
  const Assessment assessment = assessor({"injected_insulin"}).assess(full_panel());
  REQUIRE(assessment.find("homa_ir") != nullptr);
  REQUIRE(assessment.find("homa_ir")->flags.size() == 1);
  CHECK(assessment.find("homa_ir")->flags[0].text ==
        "injects insulin: an assay sees injected insulin fully, partly or not at all, so insulin "
        "tells nothing of resistance");
  REQUIRE_FALSE(assessment.notes.empty());
  CHECK(assessment.notes[0]->id == "context_injected_insulin");
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
  CHECK(contexts_of({{"fasting_hours", "23.9"}}) == none);
  CHECK(contexts_of({{"fasting_hours", "24"}}) == std::vector<std::string>{"long_fast"});
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
  CHECK(assessment.contexts ==
        std::vector<std::string>{"injected_insulin", "pregnant", "glucose_lowering_drug"});
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
  CHECK(shown({{"glucose_120", "200"}}, "diabetes_range"));
  CHECK_FALSE(shown({{"glucose_120", "199"}}, "diabetes_range"));
  CHECK(shown({{"glucose", "92"}, {"glucose_120", "300"}}, "diabetes_range"));
  CHECK_FALSE(shown({{"glucose", "110"}, {"glucose_120", "300"}}, "prediabetes_range"));
  CHECK(shown({{"glucose", "92"}, {"glucose_120", "150"}}, "prediabetes_range"));
  CHECK(shown({{"glucose", "110"}}, "prediabetes_range"));
  CHECK(shown({{"glucose_120", "250"}, {"hba1c", "5.5"}}, "discordant"));
  CHECK_FALSE(shown({{"glucose_120", "250"}, {"hba1c", "6.6"}}, "discordant"));

  const auto order = ids(full_panel({{"glucose", "65"}, {"hba1c", "6.6"}}), -1);
  const auto place = [&](const std::string& id) {
    return std::find(order.begin(), order.end(), id) - order.begin();
  };
  CHECK(place("hypoglycaemia") < place("diabetes_range"));  // invalidity before safety
  CHECK(place("diabetes_range") < place("one_sample"));     // safety before education
}
