// SPDX-License-Identifier: MIT
// Which other cases count as repeats, and how many of them are too many for one person alone.
// Source: data/repeats.json, which names its own. What not: the counting (repeats.h,
// repeat_hits.h). Thread safety: plain values, pure functions.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"
#include "mash/base/time.h"
#include "mash/model/words.h"

namespace mash::people {

struct RepeatWindow {
  enum class Unit { days, months };
  int amount = 0;
  Unit unit = Unit::months;
};

// Seen from one child of a case: which other cases count.
enum class RepeatScope {
  child,      // that name the child
  household,  // or somebody who lives with them by the words of this case
  address,    // that name somebody at an address of the child
  adult,      // that name another adult of concern of this case
};

// Forces a second signature where a child is decided for with less than help; it decides nothing.
struct RepeatRule {
  std::string id;
  int count = 0;  // of cases, the one that is decided included
  RepeatWindow window;
  RepeatScope scope{};
  bool distinct_sources = false;          // and from as many kinds of source
  std::set<model::Rating> other_ratings;  // of the other cases only these; empty: all
};

struct RepeatPolicy {
  int version = 0;
  RepeatWindow window;  // of what is shown
  bool boundary_day_counts = true;
  std::set<model::NotificationState> left_out;  // cases in these states never count
  std::vector<RepeatRule> rules;
};
// Strict: a member that is missing, unknown or of another kind is a fault with its name.
Result<RepeatPolicy> parse_repeat_policy(std::string_view text);
// Of the file that comes with the program.
const RepeatPolicy& built_in_repeat_policy();
// The first day on which another case counts beside one that was received on this day; cases that
// came later than this one count too. A month that is too short ends the sooner: 31 May less three
// months is 28 February.
LocalDate counts_from(const RepeatPolicy& policy, const RepeatWindow& window, LocalDate received);

}  // namespace mash::people

namespace mash::model {

template <>
inline constexpr auto k_words<people::RepeatScope> = std::to_array<Word<people::RepeatScope>>({
    {people::RepeatScope::child, "CHILD", "name this child"},
    {people::RepeatScope::household, "HOUSEHOLD",
     "name this child or somebody who lives with them"},
    {people::RepeatScope::address, "ADDRESS", "name somebody at an address of this child"},
    {people::RepeatScope::adult, "ADULT", "name another adult of concern of this case"},
});

}  // namespace mash::model
