// SPDX-License-Identifier: MIT
#include "feedback_store.h"

#include "mash/model/stored.h"

namespace mash::product {

void insert_feedback(db::Transaction& tx, const FeedbackRow& row) {
  tx.execute(
      "insert into feedback (id, case_id, notification_id, reference_lookup, state, by_staff, at,"
      " sealed) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {row.id, row.case_id, row.notification, row.reference_lookup, model::code_of(row.state),
       row.by, row.at, row.sealed});
}

std::vector<FeedbackRow> feedback_of(db::Transaction& tx, const CaseId& id) {
  std::vector<FeedbackRow> out;
  for (const auto& r :
       tx.query("select id, case_id, notification_id, reference_lookup, state, by_staff, at,"
                " read_at, sealed from feedback where case_id = $1 order by at, id",
                {id})) {
    FeedbackRow row{.id = r.text(0),
                    .case_id = r.id<CaseId>(1),
                    .notification = r.id<NotificationId>(2),
                    .reference_lookup = r.blob(3),
                    .state = model::stored<FeedbackState>(r.text(4)),
                    .by = r.id<StaffId>(5),
                    .at = r.time(6),
                    .sealed = r.blob(8)};
    if (!r.is_null(7)) row.read_at = r.time(7);
    out.push_back(std::move(row));
  }
  return out;
}

std::optional<CaseId> store_read(db::Transaction& tx, const Bytes& reference_lookup, UtcTime at) {
  const auto rows =
      tx.query("select case_id from feedback where reference_lookup = $1", {reference_lookup});
  if (rows.empty()) return std::nullopt;
  tx.execute("update feedback set read_at = $2 where reference_lookup = $1 and read_at is null",
             {reference_lookup, at});
  return rows.front().id<CaseId>(0);
}

}  // namespace mash::product
