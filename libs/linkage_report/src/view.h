// SPDX-License-Identifier: MIT
// The report's data for its templates: figures as text, pictures as places in per cent.
#pragma once

#include <string>

#include "findings.h"
#include "mash/json/value.h"

namespace mash::linkage_report {

// "1,234,567"
std::string count_words(std::uint64_t n);
// "12.3 %"; what is not quite nothing or all does not look as if it were.
std::string share_words(double share);
// "12.5%", a place or a length in a picture.
std::string place(double share);
// On one line, with unseen characters as numbers.
std::string shown(std::string_view text);

json::Value read_view(const Subject& subject);
json::Value counts_view(const Subject& subject, const Findings& findings);
json::Value blocking_view(const linkage::Linked& linked);
// Of each comparison: weight, m and u of its levels.
json::Value comparisons_view(const linkage::Model& model);
json::Value histogram_view(const Subject& subject);

// Records side by side; with `steps`, how the score comes about.
json::Value pair_view(const Subject& subject, const linkage::Scorer& scorer,
                      const linkage::ScoredPair& pair, bool steps);
json::Value samples_view(const Subject& subject, const linkage::Scorer& scorer,
                         const Findings& findings);
json::Value guards_view(const Subject& subject, const linkage::Scorer& scorer,
                        const Findings& findings);
json::Value questions_view(const Subject& subject, const linkage::Scorer& scorer,
                           const Findings& findings);
json::Value judged_view(const Judged& judged);

}  // namespace mash::linkage_report
