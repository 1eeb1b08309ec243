// SPDX-License-Identifier: MIT
// Of which group each person of a record is, as somebody wrote down: sex, ethnicity, disability.
// Only to see whether groups are treated alike (flag_rates.h). It stands beside the record and not
// in it, so that nothing that looks over a record can take it as input (decision 0062).
// What not: rates; who may see them. Thread safety: pure. Cost: as record_of.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "mash/people/groups.h"
#include "mash/research/record.h"

namespace mash::research {

// What was said last; nothing: nobody has said it.
struct Traits {
  std::optional<model::Sex> sex;
  std::optional<model::Ethnicity> ethnicity;
  std::optional<bool> disabled;
};
// As many as record.people, of `record_of(all, hidden)`: what stands in a hidden case or behind a
// wall takes no part. `groups`: of people::each_group, in its order.
std::vector<Traits> traits_of(const AllTold& all, const std::vector<people::GroupSaid>& groups,
                              const std::set<CaseId>& hidden);

}  // namespace mash::research
