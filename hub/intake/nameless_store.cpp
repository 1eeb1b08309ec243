// SPDX-License-Identifier: MIT
#include "nameless_store.h"

#include "mash/model/stored.h"

namespace mash::intake {

std::vector<NotificationRow> notification_rows_after(db::Transaction& tx,
                                                     const NotificationId& after, int limit) {
  std::vector<NotificationRow> out;
  for (const auto& r : tx.query("select id, case_id, source, sealed from notification"
                                " where id > $1 order by id limit $2",
                                {std::string_view(after.text()), limit})) {
    out.push_back({.id = r.id<NotificationId>(0),
                   .case_id = r.id<CaseId>(1),
                   .source = model::stored<model::ReferralSource>(r.text(2)),
                   .sealed = r.blob(3)});
  }
  return out;
}

}  // namespace mash::intake
