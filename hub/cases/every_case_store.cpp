// SPDX-License-Identifier: MIT
#include "mash/cases/every_case.h"
#include "mash/model/stored.h"

namespace mash::cases {

using model::stored;

std::vector<EveryCase> every_case(db::Transaction& tx) {
  std::vector<EveryCase> out;
  for (const auto& r :
       tx.query("select c.id, c.received_at, c.state, c.rating, c.level, c.urgent from case_file c"
                " where c.disposed_at is null"
                " and not exists (select 1 from case_wall w where w.case_id = c.id"
                " and w.lowered_at is null) order by c.received_at, c.id")) {
    EveryCase one{.id = r.id<CaseId>(0),
                  .received_at = r.time(1),
                  .state = stored<model::NotificationState>(r.text(2)),
                  .rating = stored<model::Rating>(r.text(3)),
                  .urgent = r.integer(5) != 0};
    if (!r.is_null(4)) one.level = stored<model::NeedLevel>(r.text(4));
    out.push_back(std::move(one));
  }
  return out;
}

std::set<CaseId> walled_cases(db::Transaction& tx) {
  std::set<CaseId> out;
  for (const auto& r : tx.query("select case_id from case_wall where lowered_at is null")) {
    out.insert(r.id<CaseId>(0));
  }
  return out;
}

}  // namespace mash::cases
