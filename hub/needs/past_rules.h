// SPDX-License-Identifier: MIT
// What other thresholds of the repeat rules would have flagged on past days, beside those that are
// in force: pure functions of a record. Nothing is changed by it.
#pragma once

#include <string>
#include <vector>

#include "fairness.h"
#include "pages.h"

namespace mash::needs {

// The rules of one side, as they are or as a draft has them.
using Rules = std::vector<findings::RepeatRule>;
// As many notifications as no child has: the rule is not used.
inline constexpr int k_off = 1'000'000;
// "3 notifications from 3 kinds of source within 12 months".
std::string words_of(const findings::RepeatRule& rule);
// By which it can be said later what was tested: the first 16 hexadecimal digits of SHA-256 over
// all numbers of the rules and the days a finding holds.
std::string stamp_of(const Rules& rules, int holds_days);

struct Side {
  std::vector<findings::FlaggedBy> flagged;  // each rule by itself
  std::vector<LookedBack> by_rule;           // of each rule, then of all of them together
};
struct BackTest {
  std::vector<LocalDate> days;
  Side now, draft;
};
BackTest back_test(const research::Record& record, const findings::FindingsPolicy& policy,
                   const FairnessPolicy& fairness, const Rules& draft, LocalDate today);

struct RulesTold {
  picture::Drawn drawn;
  html::TableOptions table;
};
RulesTold tell_rules(const BackTest& test, const Rules& now, const Rules& draft, int holds_days,
                     const Telling& telling);

// Who would be flagged otherwise, by group. Whoever reads no case is told only where nobody or many
// would be: a draft that is cut to fit one child must not say of which group that child is.
bool may_tell_groups(const BackTest& test, const Telling& telling, std::int64_t least);
html::TableOptions tell_groups(const BackTest& test, const Reading& reading, const Answer& by,
                               const FairnessPolicy& fairness, const Telling& telling);

}  // namespace mash::needs
