// The words that notes are sorted by.
#pragma once

#include <array>
#include <string_view>

namespace metindex::loader {

// Of notes; a term of the glossary is of the kind "term". Each has a folder of its own.
inline constexpr std::array<std::string_view, 8> kNoteKinds = {
    "result", "context", "marker", "agent", "lifestyle", "mechanism", "study", "table"};

// The most urgent first. The last is only named on a card.
inline constexpr std::array<std::string_view, 7> kPriorities = {
    "urgent", "invalidity", "unit", "safety", "pattern", "context", "education"};
inline constexpr std::string_view kLeastUrgent = kPriorities.back();

inline constexpr std::array<std::string_view, 6> kGrades = {
    "guideline", "meta-analysis", "randomised trial", "cohort", "mechanism", "opinion"};

}  // namespace metindex::loader
