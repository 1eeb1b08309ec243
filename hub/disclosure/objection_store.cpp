// SPDX-License-Identifier: MIT
#include "objection_store.h"

#include "mash/model/stored.h"

namespace mash::disclosure {

using model::stored;

void insert_objection(db::Transaction& tx, const ObjectionRow& row) {
  const auto before =
      tx.query("select coalesce(max(place), 0) from objection where case_id = $1", {row.case_id});
  tx.execute(
      "insert into objection (id, case_id, statement, desk, place, heard, understands, said_at,"
      " written_by, written_at, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      {row.id, row.case_id, row.child, row.desk, before.front().integer(0) + 1,
       model::code_of(row.heard), model::code_of(row.understands), row.said_at, row.written_by,
       row.written_at, row.sealed});
}

bool store_over(db::Transaction& tx, const ObjectionRow& row) {
  return tx.execute(
             "update objection set over_by = $2, over_at = $3, sealed_over = $4 where id = $1 and"
             " over_at is null",
             {row.id, row.over_by, *row.over_at, row.sealed_over}) == 1;
}

std::vector<ObjectionRow> objections_of_case(db::Transaction& tx, const CaseId& id) {
  std::vector<ObjectionRow> out;
  for (const auto& r : tx.query(
           "select id, case_id, statement, desk, heard, understands, said_at, written_by,"
           " written_at, sealed, over_by, over_at, sealed_over from objection where case_id = $1"
           " order by place",
           {id})) {
    ObjectionRow one{.id = r.text(0),
                     .case_id = r.id<CaseId>(1),
                     .child = r.id<StatementId>(2),
                     .desk = r.id<AgencyId>(3),
                     .heard = stored<Heard>(r.text(4)),
                     .understands = stored<Understands>(r.text(5)),
                     .said_at = r.time(6),
                     .written_by = r.id<StaffId>(7),
                     .written_at = r.time(8),
                     .sealed = r.blob(9),
                     .over_by = r.id<StaffId>(10)};
    if (!r.is_null(11)) {
      one.over_at = r.time(11);
      one.sealed_over = r.blob(12);
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace mash::disclosure
