// SPDX-License-Identifier: MIT
#include "entry_store.h"

namespace mash::intake {

namespace {

constexpr std::string_view k_select =
    "select id, by_staff, begun_at, saved_by, saved_at, version, ended_by, case_id, reason, sealed"
    " from entry_draft ";

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
                 .sealed = r.blob(9)};
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
  auto rows = rows_of(tx.query(std::string(k_select) + "where id = $1", {id}));
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::vector<EntryRow> open_entries(db::Transaction& tx) {
  return rows_of(tx.query(std::string(k_select) + "where ended_by is null order by begun_at, id"));
}

}  // namespace mash::intake
