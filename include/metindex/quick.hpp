// The commonest questions as one-line calls. Values are text as people write them, "95", "5.3
// mmol/L"; a bare number is in mg/dL, uIU/mL or %.
#pragma once

#include <string_view>
#include <vector>

#include "metindex/assess.hpp"

namespace metindex {

// HOMA-IR = glucose [mg/dL] x insulin [uIU/mL] / 405 (Matthews 1985, doi 10.1007/BF00280883), of
// fasting values; with its bands in the default scheme. Without a value, flags say why.
Result homa_ir(const Catalogue& catalogue, std::string_view glucose, std::string_view insulin);

// Any index, by id: index_of(catalogue, "tyg", panel).
Expected<Result> index_of(const Catalogue& catalogue, std::string_view index, const Panel& panel);

// The band of a value in a scheme ("" = the default one). An unknown scheme is an error.
Expected<BandResult> classify_hba1c(const Catalogue& catalogue, std::string_view value,
                                    std::string_view scheme = {});
Expected<BandResult> classify_fasting_insulin(const Catalogue& catalogue, std::string_view value,
                                              std::string_view scheme = {});
Expected<BandResult> classify_fasting_glucose(const Catalogue& catalogue, std::string_view value,
                                              std::string_view scheme = {});
Expected<BandResult> classify(const Catalogue& catalogue, std::string_view analyte,
                              std::string_view value, std::string_view scheme = {});

// The notes that fit a panel, most urgent first.
std::vector<const Note*> notes_for(const Catalogue& catalogue, const Panel& panel, int most = 5);

}  // namespace metindex
