// SPDX-License-Identifier: MIT
#include "repeats_store.h"

#include "mash/db/query_in.h"
#include "person_store.h"

namespace mash::people {

namespace {

const std::string k_open_repeats =
    "select case_id, child, hidden_case, at, by_staff, spare from hidden_repeat"
    " where settled_at is null";

std::vector<HiddenRepeatRow> repeat_rows(const db::Rows& rows) {
  std::vector<HiddenRepeatRow> out;
  for (const auto& r : rows) {
    out.push_back({.case_id = r.id<CaseId>(0),
                   .child = r.id<PersonId>(1),
                   .other = r.id<CaseId>(2),
                   .at = r.time(3),
                   .by = r.id<StaffId>(4),
                   .spare = static_cast<int>(r.integer(5))});
  }
  return out;
}

}  // namespace

// In two steps, as PostgreSQL joins them badly until it has statistics.
CasesOfPersons cases_of_persons(db::Transaction& tx, const std::set<PersonId>& persons,
                                const std::set<CaseId>& hidden) {
  std::map<PersonId, std::set<PersonId>> who;  // by the id of each with whom they are joined
  for (const auto& r : db::query_in(tx,
                                    "select m.id, r.id from person r join person m"
                                    " on m.id = coalesce(r.is_now, r.id)"
                                    " or m.is_now = coalesce(r.is_now, r.id) where r.id in ($ids)",
                                    {persons.begin(), persons.end()})) {
    who[r.id<PersonId>(0)].insert(r.id<PersonId>(1));
  }
  db::Params members;
  for (const auto& [member, of] : who) members.emplace_back(member);
  CasesOfPersons out;
  for (const auto& r : db::query_in(
           tx, "select distinct person_id, case_id from statement where person_id in ($ids)",
           members)) {
    const auto in = r.id<CaseId>(1);
    if (hidden.contains(in)) continue;
    for (const auto& person : who.at(r.id<PersonId>(0))) out[person].insert(in);
  }
  return out;
}

void insert_hidden_repeat(db::Transaction& tx, const HiddenRepeatRow& row) {
  tx.execute(
      "insert into hidden_repeat (case_id, child, hidden_case, at, by_staff, spare)"
      " values ($1, $2, $3, $4, $5, $6)",
      {row.case_id, row.child, row.other, row.at, row.by, row.spare});
}

void settle_hidden_repeat(db::Transaction& tx, const HiddenRepeatRow& row, UtcTime at,
                          const StaffId& by) {
  tx.execute(
      "update hidden_repeat set settled_at = $4, settled_by = $5"
      " where case_id = $1 and child = $2 and hidden_case = $3 and settled_at is null",
      {row.case_id, row.child, row.other, at, by});
}

std::vector<HiddenRepeatRow> open_hidden_repeats(db::Transaction& tx) {
  return repeat_rows(tx.query(k_open_repeats + " order by at, hidden_case"));
}

std::vector<HiddenRepeatRow> open_hidden_repeats(db::Transaction& tx, const CaseId& id,
                                                 const PersonId& child) {
  return repeat_rows(tx.query(k_open_repeats + " and case_id = $1 and child in " +
                                  members_of("$2") + " order by at, hidden_case",
                              {id, child}));
}

}  // namespace mash::people
