// SPDX-License-Identifier: MIT
#include "group_store.h"

namespace mash::people {

namespace {

const std::string k_select =
    "select id, case_id, statement_id, by_staff, at, sealed from group_said ";

std::vector<GroupRow> rows_of(const db::Rows& rows) {
  std::vector<GroupRow> out;
  for (const auto& r : rows) {
    out.push_back({.id = r.text(0),
                   .case_id = r.id<CaseId>(1),
                   .statement = r.id<StatementId>(2),
                   .by = r.id<StaffId>(3),
                   .at = r.time(4),
                   .sealed = r.blob(5)});
  }
  return out;
}

}  // namespace

void insert_group(db::Transaction& tx, const GroupRow& row) {
  tx.execute(
      "insert into group_said (id, case_id, statement_id, place, by_staff, at, sealed) values ($1,"
      " $2, $3, (select coalesce(max(place), 0) + 1 from group_said where statement_id = $3), $4,"
      " $5, $6)",
      {row.id, row.case_id, row.statement, row.by, row.at, row.sealed});
}

std::vector<GroupRow> group_rows_of(db::Transaction& tx, const StatementId& statement) {
  return rows_of(tx.query(k_select + "where statement_id = $1 order by place", {statement}));
}

std::vector<GroupRow> all_group_rows(db::Transaction& tx) {
  return rows_of(tx.query(k_select + "order by at, statement_id, place", {}));
}

}  // namespace mash::people
