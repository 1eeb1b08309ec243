// SPDX-License-Identifier: MIT
#include "log_store.h"

namespace mash::casework {

namespace {

const std::string k_select =
    "select e.id, e.case_id, e.owner, e.entered_at, e.entered_by, e.corrects, later.id, e.sealed"
    " from log_entry e left join log_entry later on later.corrects = e.id where e.case_id = $1";

LogRow row_of(const db::Row& r) {
  return {.id = r.text(0),
          .case_id = r.id<CaseId>(1),
          .owner = r.id<AgencyId>(2),
          .entered_at = r.time(3),
          .entered_by = r.id<StaffId>(4),
          .corrects = r.text_or(5, ""),
          .corrected_by = r.text_or(6, ""),
          .sealed = r.blob(7)};
}

}  // namespace

void insert_log_entry(db::Transaction& tx, const LogRow& row) {
  tx.execute(
      "insert into log_entry (id, case_id, place, owner, entered_at, entered_by, corrects, sealed)"
      " values ($1, $2, (select coalesce(max(place), 0) + 1 from log_entry where case_id = $2), $3,"
      " $4, $5, $6, $7)",
      {row.id, row.case_id, row.owner, row.entered_at, row.entered_by,
       row.corrects.empty() ? db::Param(db::Null{}) : db::Param(row.corrects), row.sealed});
}

std::optional<LogRow> find_log_entry(db::Transaction& tx, const CaseId& id,
                                     std::string_view entry) {
  const auto rows = tx.query(k_select + " and e.id = $2", {id, entry});
  if (rows.empty()) return std::nullopt;
  return row_of(rows.front());
}

int count_log(db::Transaction& tx, const CaseId& id) {
  const auto rows = tx.query("select count(*) from log_entry where case_id = $1", {id});
  return static_cast<int>(rows.front().integer(0));
}

std::vector<LogRow> log_rows(db::Transaction& tx, const CaseId& id, int limit, int offset) {
  std::vector<LogRow> out;
  for (const auto& r :
       tx.query(k_select + " order by e.place desc limit $2 offset $3", {id, limit, offset})) {
    out.push_back(row_of(r));
  }
  return out;
}

}  // namespace mash::casework
