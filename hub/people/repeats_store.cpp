// SPDX-License-Identifier: MIT
#include "repeats_store.h"

#include "mash/db/query_in.h"

namespace mash::people {

// In two steps, as PostgreSQL joins them badly until it has statistics.
OtherCases other_cases(db::Transaction& tx, const CaseId& id, const std::set<PersonId>& persons,
                       const std::set<CaseId>& hidden) {
  std::map<PersonId, PersonId> who;  // by the id of each with whom they are joined
  for (const auto& r : db::query_in(tx,
                                    "select m.id, r.id from person r join person m"
                                    " on m.id = coalesce(r.is_now, r.id)"
                                    " or m.is_now = coalesce(r.is_now, r.id) where r.id in ($ids)",
                                    {persons.begin(), persons.end()})) {
    who.emplace(r.id<PersonId>(0), r.id<PersonId>(1));
  }
  db::Params members;
  for (const auto& [member, person] : who) members.emplace_back(member);
  OtherCases out;
  for (const auto& r : db::query_in(
           tx, "select distinct person_id, case_id from statement where person_id in ($ids)",
           members)) {
    const auto other = r.id<CaseId>(1);
    if (other == id || hidden.contains(other)) continue;
    out[who.at(r.id<PersonId>(0))].insert(other);
  }
  return out;
}

}  // namespace mash::people
