// SPDX-License-Identifier: MIT
#include "entry_store.h"

namespace mash::intake {

namespace {

const std::string k_select =
    "select id, by_staff, begun_at, saved_by, saved_at, version, ended_by, case_id, reason";

std::vector<EntryRow> rows_of(const db::Rows& rows) {
  std::vector<EntryRow> out;
  for (const auto& r : rows) {
    EntryRow row{.id = r.text(0),
                 .by = r.id<StaffId>(1),
                 .begun_at = r.time(2),
                 .saved_by = r.id<StaffId>(3),
                 .saved_at = r.time(4),
                 .version = r.integer(5),
                 .end = {},
                 .sealed = {}};
    if (!r.is_null(6)) {
      row.end = EntryEnd{.by = r.id<StaffId>(6), .case_id = {}, .reason = r.text_or(8, "")};
      if (!r.is_null(7)) row.end->case_id = r.id<CaseId>(7);
    }
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace

void insert_entry(db::Transaction& tx, const EntryRow& row) {
  tx.execute(
      "insert into entry_draft (id, by_staff, begun_at, saved_by, saved_at, version, sealed)"
      " values ($1, $2, $3, $4, $5, $6, $7)",
      {row.id, row.by, row.begun_at, row.saved_by, row.saved_at, row.version, row.sealed});
}

bool store_entry(db::Transaction& tx, const EntryRow& row) {
  return tx.execute(
             "update entry_draft set saved_by = $3, saved_at = $4, version = $2, sealed = $5"
             " where id = $1 and version = $2 - 1 and ended_by is null",
             {row.id, row.version, row.saved_by, row.saved_at, row.sealed}) == 1;
}

bool end_entry(db::Transaction& tx, const std::string& id, std::int64_t version,
               const EntryEnd& end) {
  return tx.execute(
             "update entry_draft set ended_by = $3, case_id = $4, reason = $5, sealed = $6"
             " where id = $1 and version = $2 and ended_by is null",
             {id, version, end.by,
              end.case_id.empty() ? db::Param(db::Null{}) : db::Param(end.case_id),
              end.reason.empty() ? db::Param(db::Null{}) : db::Param(end.reason), end.sealed}) == 1;
}

std::optional<EntryRow> find_entry(db::Transaction& tx, std::string_view id) {
  const auto found = tx.query(k_select + ", sealed from entry_draft where id = $1", {id});
  if (found.empty()) return std::nullopt;
  EntryRow row = std::move(rows_of(found).front());
  row.sealed = found.front().blob(9);
  return row;
}

std::vector<EntryRow> open_entries(db::Transaction& tx) {
  return rows_of(
      tx.query(k_select + " from entry_draft where ended_by is null order by begun_at, id"));
}

}  // namespace mash::intake
