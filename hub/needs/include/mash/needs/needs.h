// SPDX-License-Identifier: MIT
// What is needed, for those who plan and buy services: notifications of each month by worry, by who
// told, by postcode district and by age of the children, and how many to expect in the next weeks,
// with how well that went in the past; whether patterns treat groups of children alike; what
// other thresholds of the repeat rules would have flagged; and what each agency contributed and how
// fast.
//
// What: the page, drawn and as a table, and the table as CSV. Made anew for each reader, of the
// record without what is hidden from them (research). Whoever may read no case reads small counts
// as "1 to 7" and others rounded (research::as_told).
// What not: anybody by themselves, what agencies told, whether a service helped; other figures
// of the hub's own work.
// Errors, thread safety: as every route. Cost: a pass over the record in memory, read anew once it
// has changed (research/kept_record.h).
#pragma once

#include <memory>
#include <vector>

#include "mash/findings/policy.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"
#include "mash/research/kept_record.h"

namespace mash::needs {

// All must outlive the routes.
struct Deps {
  const model::Borough& borough;
  const findings::FindingsPolicy& policy;
  // Shared with whatever else reads it.
  std::shared_ptr<research::KeptRecord> record = std::make_shared<research::KeptRecord>();
};
// GET /needs, /needs/table.csv, /needs/fairness, /needs/fairness.csv, /needs/back-test,
// /needs/back-test.csv, /needs/agencies, /needs/agencies.csv
std::vector<pipeline::Route> routes(const Deps& deps);

}  // namespace mash::needs
