// The plan: which indices the columns can give; and blocks of rows against rows alone.
#include <doctest/doctest.h>

#include "assess/evaluation.hpp"
#include "assess/flags.hpp"
#include "unit/support.hpp"

using namespace metindex;

namespace {

const Analyte* analyte(std::string_view id) {
  const Analyte* found = unit::catalogue().analyte(id);
  REQUIRE(found != nullptr);
  return found;
}

Expected<Plan> plan(const std::vector<std::string>& indices,
                    const std::vector<const Analyte*>& available) {
  Options options;
  options.indices = indices;
  return Plan::make(unit::catalogue(), options, &available);
}

std::vector<std::string> ids(const std::vector<const Index*>& indices) {
  std::vector<std::string> found;
  for (const Index* index : indices) found.push_back(index->id);
  return found;
}

std::vector<std::string> requested(const Plan& made) {
  std::vector<std::string> found;
  for (const std::size_t at : made.requested) found.push_back(made.indices[at].compiled->index->id);
  return found;
}

using Names = std::vector<std::string>;

// A row of values of all sorts, some of them missing, censored or of no sense.
void fill(const Plan& made, Block& block, std::size_t row, unit::Random& random) {
  const std::vector<Status> odd = {Status::below,        Status::above,        Status::missing,
                                   Status::not_a_number, Status::unknown_unit, Status::implausible};
  for (std::size_t at = 0; at < made.inputs.size(); ++at) {
    const Analyte& a = *made.inputs[at];
    Column& column = block.columns[at];
    column.status[row] = random.chance(0.3) ? random.of(odd) : Status::ok;
    if (a.is_category()) {
      if (column.status[row] == Status::below || column.status[row] == Status::above)
        column.status[row] = Status::missing;
      column.number[row] = static_cast<double>(random.below(a.categories.size()));
      continue;
    }
    const std::size_t in = random.below(a.units.size());
    column.unit[row] = static_cast<std::uint8_t>(in);
    column.inclusive[row] = random.chance(0.5) ? 1 : 0;
    const Range& range = a.units[in].usual;
    column.number[row] =
        random.chance(0.1) ? 0 : random.between(range.low, std::min(range.high, 1e6));
  }
  if (random.chance(0.2))
    block.declared[row] = ContextSet{1}
                          << random.below(made.catalogue.declarations().contexts.size());
}

void copy_row(const Block& from, std::size_t row, Block& to) {
  for (std::size_t at = 0; at < from.columns.size(); ++at) {
    to.columns[at].number[0] = from.columns[at].number[row];
    to.columns[at].status[0] = from.columns[at].status[row];
    to.columns[at].unit[0] = from.columns[at].unit[row];
    to.columns[at].inclusive[0] = from.columns[at].inclusive[row];
  }
  to.declared[0] = from.declared[row];
}

bool same_bounds(const formula::Bounds& a, const formula::Bounds& b) {
  if (!a.known() || !b.known()) return a.known() == b.known();
  return a.low == b.low && a.high == b.high && a.low_open == b.low_open &&
         a.high_open == b.high_open;
}

bool same_index(const IndexColumn& a, std::size_t row, const IndexColumn& one) {
  return unit::same_number(a.value[row], one.value[0]) && a.cause[row] == one.cause[0] &&
         (a.cause[row] == Cause::none || same_bounds(a.bounds[row], one.bounds[0]));
}

std::string flags(const Plan& made, const Block& block, const Evaluation& evaluation,
                  std::size_t row) {
  std::vector<RowFlag> found;
  row_flags(made, block, evaluation, row, kAllSources, found);
  std::string out;
  for (const RowFlag& flag : found)
    out += std::string(flag.quantity) + (flag.of_band() ? "_band:" : ":") + std::string(flag.kind) +
           " ";
  return out;
}

// Those that are not experimental and need nothing but glucose and insulin, or all others.
Names checked_indices(bool of_these) {
  Names found;
  for (const Index& index : unit::catalogue().declarations().indices) {
    const auto inputs = unit::catalogue().inputs(index);
    const bool enough = std::all_of(inputs.begin(), inputs.end(), [](const auto& input) {
      return input.analyte->id == "glucose" || input.analyte->id == "insulin";
    });
    if (index.experimental.empty() && enough == of_these) found.push_back(index.id);
  }
  return found;
}

bool contains(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("plan: what the columns cannot give is left out of a group, and is an error by name") {
  const auto core = plan({"core"}, {analyte("glucose"), analyte("hba1c")});
  REQUIRE(core);
  CHECK(core->requested.empty());
  CHECK(ids(core->left_out) == Names{"homa_ir"});
  REQUIRE(core->schemes.size() == 2);
  CHECK(core->schemes[0].quantity == "glucose");
  CHECK(core->schemes[1].quantity == "hba1c");

  const auto named = plan({"homa_ir"}, {analyte("glucose")});
  CHECK_FALSE(named);
  CHECK(named.error() ==
        "no column 'insulin', which homa_ir needs; name it with --column insulin=HEADER");
  CHECK(plan({"homa_s"}, {analyte("insulin")}).error() ==
        "no column 'glucose', which homa_s needs; name it with --column glucose=HEADER");

  const auto all = plan({"all"}, {analyte("glucose"), analyte("insulin")});
  REQUIRE(all);
  CHECK(requested(*all) == checked_indices(true));
  CHECK(ids(all->left_out) == checked_indices(false));
  for (const std::string id : {"homa_ir", "quicki", "homa2_s", "spina_di"})
    CHECK_MESSAGE(contains(requested(*all), id), id);
  for (const std::string id : {"tyg", "homa2_s_cpeptide", "mcauley", "eag_mg_dl"})
    CHECK_MESSAGE(contains(ids(all->left_out), id), id);

  const auto both = plan({"core"}, {analyte("glucose"), analyte("insulin")});
  REQUIRE(both);
  CHECK(requested(*both) == Names{"homa_ir"});
  CHECK(both->left_out.empty());
}

TEST_CASE("plan: factors name a conversion's option, once, above 0") {
  const auto refusal = [](std::vector<std::pair<std::string, double>> factors) {
    Options options;
    options.factors = std::move(factors);
    const auto made = Plan::make(unit::catalogue(), options);
    return made ? std::string() : made.error();
  };
  CHECK(refusal({{"insulin-factor", 6.945}}).empty());
  CHECK(refusal({{"insulin-factor", 0}}) == "insulin-factor must be above 0, and finite");
  CHECK(refusal({{"insulin-factor", HUGE_VAL}}) == "insulin-factor must be above 0, and finite");
  CHECK(refusal({{"insulin-factor", 6}, {"insulin-factor", 6}}) == "insulin-factor is given twice");
  CHECK(refusal({{"insulinfactor", 6}}) ==
        "no conversion has the option 'insulinfactor'; did you mean 'insulin-factor'?");
}

TEST_CASE("plan: an index that another one uses is computed first, and only once") {
  const auto made =
      plan({"homa_s", "ln_homa_ir", "homa_ir"}, {analyte("insulin"), analyte("glucose")});
  REQUIRE(made);
  CHECK(requested(*made) == Names{"homa_s", "ln_homa_ir", "homa_ir"});
  REQUIRE(made->indices.size() == 3);
  CHECK(made->indices[0].compiled->index->id == "homa_ir");
  const auto alone = plan({"homa_s"}, {analyte("insulin"), analyte("glucose")});
  REQUIRE(alone);
  CHECK(requested(*alone) == Names{"homa_s"});
  CHECK(alone->indices.size() == 2);
  for (const PlannedScheme& scheme : alone->schemes)
    CHECK(scheme.quantity != "homa_ir");  // not asked for
}

TEST_CASE("plan: only what is asked for is watched") {
  const auto made = plan({"homa_ir"}, {analyte("glucose"), analyte("insulin"), analyte("bmi"),
                                       analyte("sex"), analyte("age")});
  REQUIRE(made);
  Names watched;
  for (const std::size_t at : made->watched) watched.push_back(made->inputs[at]->id);
  CHECK(watched == Names{"glucose", "insulin"});
  CHECK(made->input(analyte("hba1c")) == kNone);
  CHECK(made->inputs[made->age]->id == "age");
}

TEST_CASE("plan: a block of rows and rows alone evaluate to the same bits") {
  Options options;
  options.indices.clear();
  for (const Index& index : unit::catalogue().declarations().indices)
    options.indices.push_back(index.id);
  options.schemes = {{"insulin", "tlgs_by_sex"},
                     {"insulin", "mclaughlin2003"},
                     {"hba1c", "ada"},
                     {"hba1c", "jds"},
                     {"glucose", "ada1997"},
                     {"homa_ir", "jds_practice"},
                     {"homa_ir", "china_children_p95"},
                     {"tg_hdl_mass", "mexico_students"}};
  const auto made = Plan::make(unit::catalogue(), options);
  REQUIRE_MESSAGE(made, made.error());
  unit::Random random(4096);
  Evaluation whole;  // kept from block to block, as a thread would
  Workspace work;
  int bands = 0;
  int values = 0;
  for (const std::size_t rows : {200U, 3U, 0U, 350U, 1U}) {
    Block block;
    block.resize(*made, rows);
    for (std::size_t row = 0; row < rows; ++row) fill(*made, block, row, random);
    evaluate(*made, block, whole, work);
    for (std::size_t row = 0; row < rows; ++row) {
      Block single;
      single.resize(*made, 1);
      copy_row(block, row, single);
      Evaluation one;
      Workspace fresh;
      evaluate(*made, single, one, fresh);
      CHECK(whole.contexts[row] == one.contexts[0]);
      for (std::size_t i = 0; i < one.indices.size(); ++i) {
        CHECK_MESSAGE(same_index(whole.indices[i], row, one.indices[i]),
                      made->indices[i].compiled->index->id);
        if (one.indices[i].cause[0] == Cause::none) ++values;
      }
      for (std::size_t i = 0; i < one.bands.size(); ++i) {
        CHECK(whole.bands[i].band[row] == one.bands[i].band[0]);
        CHECK(whole.bands[i].cause[row] == one.bands[i].cause[0]);
        CHECK(whole.bands[i].variant[row] == one.bands[i].variant[0]);
        if (one.bands[i].band[0] >= 0) ++bands;
      }
      CHECK(flags(*made, block, whole, row) == flags(*made, single, one, 0));
    }
  }
  CHECK(values > 500);
  CHECK(bands > 400);
}

TEST_CASE("plan: every row either has a value or says why not") {
  Options options;
  options.indices = {"all"};
  const auto made = Plan::make(unit::catalogue(), options);
  REQUIRE(made);
  unit::Random random(17);
  Block block;
  block.resize(*made, 1000);
  for (std::size_t row = 0; row < block.rows; ++row) fill(*made, block, row, random);
  Evaluation evaluation;
  Workspace work;
  evaluate(*made, block, evaluation, work);
  for (std::size_t row = 0; row < block.rows; ++row) {
    const std::string said = flags(*made, block, evaluation, row);
    for (const std::size_t at : made->requested) {
      const IndexColumn& column = evaluation.indices[at];
      const bool has = std::isfinite(column.value[row]);
      CHECK(has == (column.cause[row] == Cause::none));
      const std::string blamed = column.cause[row] == Cause::input
                                     ? made->inputs[column.detail[row]]->id
                                     : made->indices[at].compiled->index->id;
      if (!has) CHECK((" " + said).find(" " + blamed + ":") != std::string::npos);
    }
  }
}
