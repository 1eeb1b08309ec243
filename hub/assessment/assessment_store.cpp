// SPDX-License-Identifier: MIT
#include "assessment_store.h"

namespace mash::assessment {

void insert_assessment(db::Transaction& tx, const AssessmentRow& row) {
  tx.execute(
      "insert into assessment (id, case_id, child, place, rules, made_by, made_at, sealed) values"
      " ($1, $2, $3, (select coalesce(max(place), 0) + 1 from assessment where case_id = $2 and"
      " child = $3), $4, $5, $6, $7)",
      {row.id, row.case_id, row.child, row.rules, row.by, row.at, row.sealed});
}

std::vector<AssessmentRow> assessment_rows(db::Transaction& tx, const CaseId& id) {
  std::vector<AssessmentRow> out;
  for (const auto& r : tx.query(
           "select id, child, rules, made_by, made_at, sealed from assessment where case_id = $1"
           " order by made_at, place, id",
           {id})) {
    out.push_back({.id = r.text(0),
                   .case_id = id,
                   .child = r.id<PersonId>(1),
                   .rules = r.text(2),
                   .by = r.id<StaffId>(3),
                   .at = r.time(4),
                   .sealed = r.blob(5)});
  }
  return out;
}

void insert_dissent(db::Transaction& tx, const DissentRow& row) {
  tx.execute(
      "insert into dissent (id, case_id, place, owner, said_by, said_at, sealed) values ($1, $2,"
      " (select coalesce(max(place), 0) + 1 from dissent where case_id = $2), $3, $4, $5, $6)",
      {row.id, row.case_id, row.owner, row.by, row.at, row.sealed});
}

std::vector<DissentRow> dissent_rows(db::Transaction& tx, const CaseId& id) {
  std::vector<DissentRow> out;
  for (const auto& r : tx.query("select id, owner, said_by, said_at, sealed from dissent where"
                                " case_id = $1 order by place",
                                {id})) {
    out.push_back({.id = r.text(0),
                   .case_id = id,
                   .owner = r.id<AgencyId>(1),
                   .by = r.id<StaffId>(2),
                   .at = r.time(3),
                   .sealed = r.blob(4)});
  }
  return out;
}

}  // namespace mash::assessment
