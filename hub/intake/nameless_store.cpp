// SPDX-License-Identifier: MIT
#include "nameless_store.h"

#include <stdexcept>

namespace mash::intake {

std::vector<NotificationRow> notification_rows_after(db::Transaction& tx,
                                                     const NotificationId& after, int limit) {
  std::vector<NotificationRow> out;
  for (const auto& r : tx.query("select id, case_id, source, sealed from notification"
                                " where id > $1 order by id limit $2",
                                {std::string_view(after.text()), limit})) {
    const auto source = model::from_code<model::ReferralSource>(r.text(2));
    if (!source) throw std::runtime_error("unknown source in the database");
    out.push_back({.id = r.id<NotificationId>(0),
                   .case_id = r.id<CaseId>(1),
                   .source = *source,
                   .sealed = r.blob(3)});
  }
  return out;
}

}  // namespace mash::intake
