// SPDX-License-Identifier: MIT
#include "wall_store.h"

namespace mash::cases {

void set_wall_keepers(db::Transaction& tx, const std::set<StaffId>& keepers) {
  tx.execute("delete from wall_keeper");
  for (const auto& staff : keepers) {
    tx.execute("insert into wall_keeper (staff) values ($1)", {staff});
  }
}

void insert_wall(db::Transaction& tx, const std::string& wall, const CaseId& id, UtcTime at,
                 const StaffId& by) {
  tx.execute("insert into case_wall (id, case_id, raised_at, raised_by) values ($1, $2, $3, $4)",
             {wall, id, at, by});
}

void store_lowered(db::Transaction& tx, const CaseId& id, UtcTime at, const StaffId& by) {
  tx.execute(
      "update case_wall set lowered_at = $2, lowered_by = $3 where case_id = $1"
      " and lowered_at is null",
      {id, at, by});
}

bool has_wall(db::Transaction& tx, const CaseId& id) {
  return !tx.query("select 1 from case_wall where case_id = $1 and lowered_at is null", {id})
              .empty();
}

bool had_wall(db::Transaction& tx, const CaseId& id) {
  return !tx.query("select 1 from case_wall where case_id = $1", {id}).empty();
}

bool has_keeper(db::Transaction& tx, const CaseId& id) {
  return !tx.query(
                "select 1 from wall_keeper k where not exists (select 1 from case_bar b where"
                " b.case_id = $1 and b.staff = k.staff and b.lifted_at is null)",
                {id})
              .empty();
}

std::int64_t walled_without_keeper(db::Transaction& tx) {
  return tx
      .query(
          "select count(*) from case_wall w where w.lowered_at is null and not exists (select 1"
          " from wall_keeper k where not exists (select 1 from case_bar b where b.case_id ="
          " w.case_id and b.staff = k.staff and b.lifted_at is null))")
      .front()
      .integer(0);
}

void insert_let_in(db::Transaction& tx, const LetInRow& row) {
  tx.execute(
      "insert into case_let_in (id, case_id, staff, since, let_in_by, sealed)"
      " values ($1, $2, $3, $4, $5, $6)",
      {row.id, row.case_id, row.staff, row.since, row.let_in_by, row.sealed});
}

std::vector<LetInRow> let_in_rows(db::Transaction& tx, const CaseId& id) {
  std::vector<LetInRow> out;
  for (const auto& r :
       tx.query("select id, case_id, staff, since, let_in_by, ended_at, ended_by, sealed from"
                " case_let_in where case_id = $1 order by since desc, id",
                {id})) {
    LetInRow row{.id = r.text(0),
                 .case_id = r.id<CaseId>(1),
                 .staff = r.id<StaffId>(2),
                 .since = r.time(3),
                 .let_in_by = r.id<StaffId>(4)};
    if (!r.is_null(5)) row.ended_at = r.time(5);
    row.ended_by = r.id<StaffId>(6);
    row.sealed = r.blob(7);
    out.push_back(std::move(row));
  }
  return out;
}

bool store_ended(db::Transaction& tx, const CaseId& id, std::string_view entry, UtcTime at,
                 const StaffId& by) {
  const auto standing = tx.query(
      "select 1 from case_let_in where id = $1 and case_id = $2 and ended_at is null", {entry, id});
  if (standing.empty()) return false;
  tx.execute("update case_let_in set ended_at = $2, ended_by = $3 where id = $1", {entry, at, by});
  return true;
}

void end_all(db::Transaction& tx, const CaseId& id, UtcTime at, const StaffId& by) {
  tx.execute(
      "update case_let_in set ended_at = $2, ended_by = $3 where case_id = $1 and ended_at is null",
      {id, at, by});
}

std::string behind_wall(std::string_view column, std::string_view reader) {
  const std::string who(reader);
  return "(exists (select 1 from case_wall w where w.case_id = " + std::string(column) +
         " and w.lowered_at is null) and " + who + " not in ('', 'system')" +
         " and not exists (select 1 from wall_keeper k where k.staff = " + who +
         ") and not exists (select 1 from case_let_in l where l.case_id = " + std::string(column) +
         " and l.staff = " + who + " and l.ended_at is null))";
}

std::string hidden_from(std::string_view reader) {
  return "select b.case_id from case_bar b where b.staff = " + std::string(reader) +
         " and b.lifted_at is null union"
         " select v.case_id from case_wall v where v.lowered_at is null and " +
         behind_wall("v.case_id", reader);
}

}  // namespace mash::cases
