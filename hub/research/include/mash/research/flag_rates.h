// SPDX-License-Identifier: MIT
// Whether a rule flags some groups of children more than others, and is wrong about some more often
// than about others.
//
// What: for each group how many of the children who were looked at it has, how many of them were
// flagged, for how many something serious came afterwards, and who told of them: a group of whom
// one source tells much is flagged more with no more harm (decision 0052). Beside it what makes
// such a comparison weak: children of whom the group is not known, and groups of a few.
// A false positive is a child who was flagged and for whom nothing serious came afterwards: put
// aside, ended without further action, or never told of again. What is serious, and for how long
// one looks on, the caller says.
// Groups are sex, ethnicity and disability as somebody wrote them down last; age (at `record.at`);
// the district where a child was last said to live; and who told, where a child told of by several
// is in several groups.
// What not: the rule itself; nothing here is ever its input. Who may see exact counts: whoever may
// not read cases gets research::as_told.
// Errors: none. Thread safety: pure functions. Cost: n log n in the record.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "mash/research/traits.h"

namespace mash::research {

enum class GroupBy : std::uint8_t { ethnicity, sex, age, disability, source, district };

// Places in record.people.
struct Looked {
  std::set<Index> children;  // who was looked at; who was never named as a child takes no part
  std::set<Index> flagged;   // of these
  std::set<Index> harmed;    // of these: something serious came afterwards
};
struct FlagRules {
  std::int64_t least_children = 0;  // a group of fewer is one of a few
  int largest_unknown_percent = 0;  // of all children, without a group
};
struct FlagCounts {
  std::int64_t children = 0;
  std::int64_t flagged = 0;
  std::int64_t harmed = 0;
  std::int64_t right = 0;  // flagged and harmed
  // Not in there, of those that count as `all`.
  [[nodiscard]] FlagCounts others(const FlagCounts& all) const;
  [[nodiscard]] std::int64_t wrong() const { return flagged - right; }
  [[nodiscard]] std::int64_t unharmed() const { return children - harmed; }
};
struct FlagGroup {
  std::string name;  // "Not known": of whom nobody wrote it down
  FlagCounts counts;
  bool known = true;
  bool few = false;
  // In how many notifications, of those that name a child of the group, each told.
  std::map<model::ReferralSource, std::int64_t> sources;
};
struct FlagRates {
  std::vector<FlagGroup> groups;  // in the same order each time, "Not known" last
  FlagCounts known;               // each child of a known group once
  std::int64_t unknown = 0;
  bool much_unknown = false;
};
// `traits`: of traits_of, as many as record.people.
FlagRates flag_rates(const Record& record, const std::vector<Traits>& traits, GroupBy by,
                     const Looked& looked, const FlagRules& rules);

}  // namespace mash::research
