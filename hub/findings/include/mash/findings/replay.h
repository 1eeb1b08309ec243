// SPDX-License-Identifier: MIT
// What rules would have flagged on past days, of what was known then, and what came afterwards.
//
// What: whom each rule flags on each of several days, and for whom something serious was decided in
// the months after. A child is flagged by a finding that is about them; by one about an adult or a
// home if they are named as a child in a case that is its evidence. Something serious is a strategy
// discussion, a child protection enquiry or immediate protection, decided in a case that names them
// as a child: for whomever of that case, as analysis knows decisions by case.
// What is known of who is one person is what is known now (research::record_as_of).
// What not: what came to be serious and nobody ever told; surges, which are about nobody; "no
// further action, then a higher need", which looks back. Nothing is stored or changed.
// Errors: none. Thread safety: pure. Cost: of each day linear in the record, about a third of a
// whole look (findings.h).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "mash/findings/policy.h"
#include "mash/research/record.h"

namespace mash::findings {

struct FlaggedBy {
  std::string rule;  // its id, or the code of a kind of finding
  // Whom, and the first of the days on which.
  std::map<research::Index, LocalDate> children;
  std::int64_t findings = 0;  // that stood on one of the days at least; of one that stays, one
};
// Each rule by itself, in their order. `policy` gives how long a finding holds.
std::vector<FlaggedBy> flagged_by_rules(const research::Record& record,
                                        const FindingsPolicy& policy,
                                        const std::vector<RepeatRule>& rules,
                                        const std::vector<LocalDate>& days);
// As the looks of those days would have, for each kind that is about children, in their order.
std::vector<FlaggedBy> flagged_by_kinds(const research::Record& record,
                                        const FindingsPolicy& policy,
                                        const std::vector<LocalDate>& days);

// Children named in a case of the last `back` days before one of these days, and the first such
// day. Whoever is flagged beside a brother or a sister need not be one of them.
std::map<research::Index, LocalDate> looked_at(const research::Record& record, int back,
                                               const std::vector<LocalDate>& days);
// Of these those for whom something serious was decided after their day, within the months.
std::set<research::Index> harmed_after(const research::Record& record,
                                       const std::map<research::Index, LocalDate>& children,
                                       int months);
// The same day of the month, `months` later, or the last day of that month.
LocalDate months_after(LocalDate day, int months);

}  // namespace mash::findings
