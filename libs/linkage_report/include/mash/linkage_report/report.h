// SPDX-License-Identifier: MIT
// One linkage as a page for people: what was read, what was found, why, and what is left to judge.
//
// What: a whole HTML document with its look and pictures inside, that asks for nothing from
// elsewhere and runs nothing. Figures are those of the linkage; each sum of a pair adds up to its
// score. The same linkage gives the same bytes.
// What not: no files; no change to the linkage. The page shows records: it is personal data.
// Thread safety: pure. Cost: a sort of the kept pairs and one explanation for each that was not
// joined, about 1 microsecond a pair.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mash/linkage/csv.h"
#include "mash/linkage/evaluate.h"
#include "mash/linkage/link.h"

namespace mash::linkage_report {

// Against a truth that somebody gave.
struct Judged {
  linkage::Quality quality;
  std::vector<std::string> groups;  // names of quality.groups
};

struct Subject {
  const linkage::Table& table;               // with its values
  std::span<const linkage::Header> headers;  // of table.sources
  const linkage::Linked& linked;             // with Linked::recall
  double threshold = 0.9;                    // as LinkOptions
  double review = 0.01;
  bool one_to_one = false;
  std::optional<Judged> judged = {};
};

std::string report(const Subject& subject);

}  // namespace mash::linkage_report
