// The notes that occurred in a table, with their texts: a file beside the table, which has their
// ids.
#pragma once

#include <string>

#include "metindex/batch.hpp"
#include "metindex/catalogue.hpp"

namespace metindex::cli {

// A note in Markdown; `deep`: with its second part.
std::string note_markdown(const Catalogue& catalogue, const Note& note, bool deep);

// All those that occurred, in Markdown.
std::string notes_text(const Catalogue& catalogue, const BatchSummary& summary, bool deep);

}  // namespace metindex::cli
