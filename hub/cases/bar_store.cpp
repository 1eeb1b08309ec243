// SPDX-License-Identifier: MIT
#include "bar_store.h"

#include "mash/cases/case_disposal.h"
#include "mash/db/id_set.h"
#include "wall_store.h"

namespace mash::cases {

void insert_bar(db::Transaction& tx, const BarRow& row) {
  tx.execute(
      "insert into case_bar (id, case_id, staff, set_at, set_by, sealed)"
      " values ($1, $2, $3, $4, $5, $6)",
      {row.id, row.case_id, row.staff, row.set_at, row.set_by, row.sealed});
}

std::vector<BarRow> bar_rows(db::Transaction& tx, const CaseId& id) {
  std::vector<BarRow> out;
  for (const auto& r :
       tx.query("select id, case_id, staff, set_at, set_by, lifted_at, lifted_by, sealed from"
                " case_bar where case_id = $1 order by set_at desc, id",
                {id})) {
    BarRow row{.id = r.text(0),
               .case_id = r.id<CaseId>(1),
               .staff = r.id<StaffId>(2),
               .set_at = r.time(3),
               .set_by = r.id<StaffId>(4)};
    if (!r.is_null(5)) row.lifted_at = r.time(5);
    row.lifted_by = r.id<StaffId>(6);
    row.sealed = r.blob(7);
    out.push_back(std::move(row));
  }
  return out;
}

bool store_lifted(db::Transaction& tx, const CaseId& id, std::string_view bar, UtcTime at,
                  const StaffId& by) {
  const auto standing = tx.query(
      "select 1 from case_bar where id = $1 and case_id = $2 and lifted_at is null", {bar, id});
  if (standing.empty()) return false;
  tx.execute("update case_bar set lifted_at = $2, lifted_by = $3 where id = $1", {bar, at, by});
  return true;
}

bool is_barred(db::Transaction& tx, const CaseId& id, const StaffId& staff) {
  return is_hidden_from(tx, id, staff) || is_gone(tx, id);
}

bool is_hidden_from(db::Transaction& tx, const CaseId& id, const StaffId& staff) {
  static const std::string k_hidden =
      "select 1 from case_file c where c.id = $1 and (exists (select 1 from case_bar b where"
      " b.case_id = c.id and b.staff = $2 and b.lifted_at is null) or " +
      behind_wall("c.id", "$2") + ")";
  return !tx.query(k_hidden, {id, staff}).empty();
}

std::set<CaseId> barred_cases(db::Transaction& tx, const StaffId& staff) {
  static const std::string k_hidden = hidden_from("$1");
  return db::id_set<CaseId>(tx.query(k_hidden, {staff}));
}

bool anything_hidden(db::Transaction& tx) {
  return !restricted_cases(tx).empty();
}

std::set<CaseId> restricted_cases(db::Transaction& tx) {
  return db::id_set<CaseId>(
      tx.query("select case_id from case_bar where lifted_at is null union"
               " select case_id from case_wall where lowered_at is null"));
}

}  // namespace mash::cases
