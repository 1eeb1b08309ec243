// SPDX-License-Identifier: MIT
#include "mash/disclosure/every_release.h"
#include "mash/model/stored.h"

namespace mash::disclosure {

std::vector<EveryRelease> releases_decided_since(db::Transaction& tx, UtcTime since) {
  std::vector<EveryRelease> out;
  for (const auto& r :
       tx.query("select i.case_id, i.owner, e.state, e.decided_at from release_event e"
                " join item i on i.id = e.item_id join case_file c on c.id = i.case_id"
                " where e.decided_at >= $1 and c.disposed_at is null and not exists (select 1 from"
                " case_wall w where w.case_id = c.id and w.lowered_at is null)"
                " order by e.decided_at, e.id",
                {since})) {
    out.push_back({.case_id = r.id<CaseId>(0),
                   .owner = r.id<AgencyId>(1),
                   .state = model::stored<model::ReleaseState>(r.text(2)),
                   .at = r.time(3)});
  }
  return out;
}

}  // namespace mash::disclosure
