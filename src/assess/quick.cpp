#include "metindex/quick.hpp"

namespace metindex {

Expected<Result> index_of(const Catalogue& catalogue, std::string_view index, const Panel& panel) {
  Options options;
  options.indices = {std::string(index)};
  options.notes = 0;
  const Expected<Assessor> assessor = Assessor::make(catalogue, options);
  if (!assessor) return Error{assessor.error()};
  return assessor->assess(panel).results.back();
}

Result homa_ir(const Catalogue& catalogue, std::string_view glucose, std::string_view insulin) {
  return *index_of(catalogue, "homa_ir",
                   Panel(catalogue).set("glucose", glucose).set("insulin", insulin));
}

Expected<BandResult> classify(const Catalogue& catalogue, std::string_view analyte,
                              std::string_view value, std::string_view scheme) {
  Options options;
  options.indices = {};
  options.notes = 0;
  if (!scheme.empty()) options.schemes.emplace_back(analyte, scheme);
  const Expected<Assessor> assessor = Assessor::make(catalogue, options);
  if (!assessor) return Error{assessor.error()};
  const Panel panel = Panel(catalogue).set(analyte, value);
  if (!panel.problems().empty()) return Error{panel.problems().front()};
  const Assessment assessment = assessor->assess(panel);
  const Result* result = assessment.find(analyte);
  if (result == nullptr || (!result->value && !result->low && !result->high)) {
    return Error{std::string(analyte) + ": no value"};
  }
  if (result->bands.empty())
    return Error{std::string(analyte) + " has no default scheme; name one"};
  return result->bands.front();
}

Expected<BandResult> classify_hba1c(const Catalogue& catalogue, std::string_view value,
                                    std::string_view scheme) {
  return classify(catalogue, "hba1c", value, scheme);
}
Expected<BandResult> classify_fasting_insulin(const Catalogue& catalogue, std::string_view value,
                                              std::string_view scheme) {
  return classify(catalogue, "insulin", value, scheme);
}
Expected<BandResult> classify_fasting_glucose(const Catalogue& catalogue, std::string_view value,
                                              std::string_view scheme) {
  return classify(catalogue, "glucose", value, scheme);
}

std::vector<const Note*> notes_for(const Catalogue& catalogue, const Panel& panel, int most) {
  Options options;
  options.notes = most;
  return Assessor::make(catalogue, options)->assess(panel).notes;
}

}  // namespace metindex
