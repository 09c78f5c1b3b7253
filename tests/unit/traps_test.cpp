// What programs of this kind have got wrong, where neither check values nor papers would show it.
#include <doctest/doctest.h>

#include "unit/given_support.hpp"

using namespace metindex;
using unit::computed;
using unit::Given;

namespace {

double value_of(const std::string& id, const std::string& given) {
  const Index* index = unit::catalogue().index(id);
  REQUIRE_MESSAGE(index != nullptr, id);
  return computed(*index, unit::read_given(given));
}

}  // namespace

TEST_CASE("traps: who is not known to be a man is not scored as a woman") {
  const std::string lipids = "triglycerides=1.8[mmol/L] hdl=1[mmol/L] glucose=99[mg/dL] ";
  const std::string body = "waist=102[cm] height=174[cm] bmi=29[kg/m2] age=45[a]";
  for (const std::string id : {"lap", "vai", "mets_vf"}) {
    CAPTURE(id);
    CHECK(std::isnan(value_of(id, lipids + body)));
    CHECK(value_of(id, lipids + body + " sex=male") != value_of(id, lipids + body + " sex=female"));
  }
}

TEST_CASE("traps: hypertension that is not stated is not absent") {
  for (const std::string id : {"egdr_wc", "egdr_whr", "egdr_bmi"}) {
    CAPTURE(id);
    const std::string known = "hba1c=7[%] waist=100[cm] hip=105[cm] bmi=30[kg/m2]";
    CHECK(std::isnan(value_of(id, known)));
    CHECK(value_of(id, known + " hypertension=no") > value_of(id, known + " hypertension=yes") + 3);
  }
}

TEST_CASE("traps: the glucose of a fast is no mean of a sensor") {
  for (const std::string id : {"gmi_pct", "gmi_mmol_mol"})
    CHECK(std::isnan(value_of(id, "glucose=150[mg/dL]")));
}

TEST_CASE("traps: HbA1c is converted once") {
  CHECK(value_of("hba1c_ngsp", "hba1c=6.5[%]") == 6.5);
  CHECK(value_of("hba1c_ifcc", "hba1c=48[mmol/mol]") == 48);
  CHECK(value_of("eag_mg_dl", "hba1c=48[mmol/mol]") ==
        doctest::Approx(value_of("eag_mg_dl", "hba1c=6.54304[%]")));
}

TEST_CASE("traps: the molar and the mass ratio of lipids are two indices") {
  const std::string given = "triglycerides=150[mg/dL] hdl=40[mg/dL]";
  CHECK(value_of("tg_hdl_mass", given) == doctest::Approx(3.75));
  CHECK(value_of("tg_hdl_molar", given) == doctest::Approx(3.75 * 38.67 / 88.57));
}

TEST_CASE("traps: Belfiore's index has no value without the laboratory's own reference") {
  CHECK(std::isnan(value_of("belfiore_basal", "glucose=90[mg/dL] insulin=6[uIU/mL]")));
}

TEST_CASE("traps: an insulin factor reaches each index once") {
  Options options;
  options.factors = {{"insulin-factor", 6.945}};
  options.indices = {"spina_gbeta", "igr_mmol_l", "insulin_c_peptide_molar", "adipo_ir_pmol"};
  Panel panel(unit::catalogue());
  panel.set("glucose", 5.5, "mmol/L").set("insulin", 15, "uIU/mL");
  panel.set("c_peptide", 600, "pmol/L").set("ffa", 0.6, "mmol/L");
  const auto result = Assessor::make(unit::catalogue(), options)->assess(panel);
  CHECK(*result.find("spina_gbeta")->value == doctest::Approx(3.477272727 * 6.945 / 6));
  CHECK(*result.find("insulin_c_peptide_molar")->value == doctest::Approx(15 * 6.945 / 600));
  CHECK(*result.find("adipo_ir_pmol")->value == doctest::Approx(54 * 6.945 / 6));
  CHECK(*result.find("igr_mmol_l")->value == doctest::Approx(2.727272727));
}
