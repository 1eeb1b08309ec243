// SPDX-License-Identifier: MIT
#include "family_contact_store.h"

namespace mash::people {

void insert_family_contact(db::Transaction& tx, const FamilyContactRow& row) {
  tx.execute(
      "insert into family_contact (id, case_id, place, notification_id, said_by, at, sealed)"
      " values ($1, $2, (select coalesce(max(place), 0) + 1 from family_contact where case_id ="
      " $2), $3, $4, $5, $6)",
      {row.id, row.case_id, row.notification, row.said_by, row.at, row.sealed});
}

std::vector<FamilyContactRow> family_contact_rows(db::Transaction& tx, const CaseId& id) {
  std::vector<FamilyContactRow> out;
  for (const auto& r : tx.query("select id, case_id, notification_id, said_by, at, sealed from"
                                " family_contact where case_id = $1 order by place desc",
                                {id})) {
    out.push_back({.id = r.text(0),
                   .case_id = r.id<CaseId>(1),
                   .notification = r.id<NotificationId>(2),
                   .said_by = r.id<StaffId>(3),
                   .at = r.time(4),
                   .sealed = r.blob(5)});
  }
  return out;
}

}  // namespace mash::people
