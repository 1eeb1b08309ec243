// SPDX-License-Identifier: MIT
#include "allegation_store.h"

#include "mash/model/stored.h"

namespace mash::allegations {

void insert_allegation(db::Transaction& tx, const AllegationRow& row) {
  tx.execute(
      "insert into allegation (id, case_id, at, by_staff, sealed) values ($1, $2, $3, $4, $5)",
      {row.id, row.case_id, row.at, row.by, row.sealed});
}

namespace {

AllegationRow row_of(const db::Row& r) {
  AllegationRow row{
      .id = r.text(0), .case_id = r.id<CaseId>(1), .at = r.time(2), .by = r.id<StaffId>(3)};
  if (!r.is_null(4)) row.taken_up_at = r.time(4);
  row.taken_up_by = r.id<StaffId>(5);
  if (!r.is_null(6)) row.ended_at = r.time(6);
  row.ended_by = r.id<StaffId>(7);
  if (!r.is_null(8)) row.finding = model::stored<Finding>(r.text(8));
  row.sealed = r.blob(9);
  if (!r.is_null(10)) row.ended_sealed = r.blob(10);
  return row;
}

}  // namespace

std::vector<AllegationRow> allegations_of(db::Transaction& tx, const CaseId& id) {
  std::vector<AllegationRow> out;
  for (const auto& r : tx.query(
           "select id, case_id, at, by_staff, taken_up_at, taken_up_by, ended_at, ended_by, "
           "outcome,"
           " sealed, ended_sealed from allegation where case_id = $1 order by at desc, id desc",
           {id})) {
    out.push_back(row_of(r));
  }
  return out;
}

std::optional<AllegationRow> last_allegation(db::Transaction& tx, const CaseId& id) {
  auto rows = allegations_of(tx, id);
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

void store_taken_up(db::Transaction& tx, const std::string& id, UtcTime at, const StaffId& by) {
  tx.execute("update allegation set taken_up_at = $2, taken_up_by = $3 where id = $1",
             {id, at, by});
}

void store_ended(db::Transaction& tx, const AllegationRow& row) {
  tx.execute(
      "update allegation set ended_at = $2, ended_by = $3, outcome = $4, ended_sealed = $5"
      " where id = $1",
      {row.id, *row.ended_at, row.ended_by, model::code_of(*row.finding), row.ended_sealed});
}

void insert_child_case(db::Transaction& tx, const ChildCaseRow& row) {
  tx.execute(
      "insert into allegation_child_case (allegation, case_id, at, by_staff)"
      " values ($1, $2, $3, $4)",
      {row.allegation, row.case_id, row.at, row.by});
}

std::vector<ChildCaseRow> child_cases(db::Transaction& tx, const std::string& allegation) {
  std::vector<ChildCaseRow> out;
  for (const auto& r :
       tx.query("select allegation, case_id, at, by_staff from allegation_child_case"
                " where allegation = $1 order by at, case_id",
                {allegation})) {
    out.push_back({.allegation = r.text(0),
                   .case_id = r.id<CaseId>(1),
                   .at = r.time(2),
                   .by = r.id<StaffId>(3)});
  }
  return out;
}

}  // namespace mash::allegations
