// SPDX-License-Identifier: MIT
// Whether patterns treat groups of children alike: whom they flagged on past days, what followed,
// and the same for each group. Pure functions of a record.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/findings/replay.h"
#include "mash/needs/fairness_policy.h"
#include "mash/picture/picture.h"
#include "mash/research/flag_rates.h"
#include "told.h"

namespace mash::needs {

// The days on which it is looked, the earliest first, the last so long ago that what followed is
// known.
std::vector<LocalDate> looks_of(const FairnessPolicy& policy, int holds_days, LocalDate today);

struct LookedBack {
  research::Looked looked;
  LocalDate from, until;  // the first and the last look
};
// Of the children of those days and of whoever was flagged.
LookedBack looked_back(const research::Record& record, const FairnessPolicy& policy,
                       const std::vector<LocalDate>& days,
                       const std::vector<findings::FlaggedBy>& flagged);

// What the page says and draws. `by`: "Ethnicity".
struct Comparison {
  std::vector<std::string> statements;  // what stands out, or that nothing does
  std::vector<std::string> warnings;    // what makes it weak
  picture::Drawn drawn;                 // flagged of 100, by group
  html::TableOptions table;             // all that is counted
  html::TableOptions sources;           // who told of each group, a row for each as in `table`
};
Comparison compare(const research::FlagRates& rates, std::string_view by,
                   const FairnessPolicy& policy, const Telling& telling);
// Both tables side by side, for a file.
html::TableOptions whole_of(const Comparison& comparison);

}  // namespace mash::needs
