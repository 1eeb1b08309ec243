// SPDX-License-Identifier: MIT
// Whether a rule flags some groups of children more than others.
//
// What: for each group how many children it has, how many of them were flagged, and who told of
// them: a group of whom one source tells much is flagged more with no more harm (decision 0052).
// Beside it what makes such a comparison weak: children of whom the group is not known, and groups
// of a few. Groups are age (at `record.at`) and the district where a child was last said to live.
// What not: the rule itself, or whether a flag was right; nothing here is ever its input. Who may
// see exact counts: whoever may not read cases gets research::as_told.
// Errors: none. Thread safety: pure function. Cost: n log n in the record.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "mash/research/record.h"

namespace mash::research {

enum class GroupBy : std::uint8_t { age, district };

struct FlagRules {
  std::int64_t least_children = 0;  // a group of fewer is one of a few
  int largest_unknown_percent = 0;  // of all children, without a group
};
struct FlagGroup {
  std::string name;  // "Not known": of whom nobody wrote it down
  std::int64_t children = 0;
  std::int64_t flagged = 0;
  bool few = false;
  // In how many notifications, of those that name a child of the group, each told.
  std::map<model::ReferralSource, std::int64_t> sources;
};
struct FlagRates {
  std::vector<FlagGroup> groups;  // in the same order each time, "Not known" last
  bool much_unknown = false;
};
// `flagged`: places in record.people; who was never named as a child is in no group.
FlagRates flag_rates(const Record& record, GroupBy by, const std::set<Index>& flagged,
                     const FlagRules& rules);

}  // namespace mash::research
