// SPDX-License-Identifier: MIT
// Patterns over the whole record: looked for each night and when somebody asks, shown without
// names, with their arithmetic and their evidence (decision 0052). Nothing is decided by one.
//
// What: the looking, one at a time; the list, one finding, putting it aside with a reason, who
// is around one person (cost: a pass over the record in memory, read anew once it has changed).
// What not: the detectors' mathematics (libs), who may read names (names.h), what agencies told.
// A finding whose evidence touches what its reader may not know of is absent for them, in lists
// and counts too; it is looked for anew without that, so that nothing else tells of it either.
// Errors: as every route. Thread safety: routes may run at once; `look_if_due` in one thread.
#pragma once

#include <memory>
#include <vector>

#include "mash/findings/policy.h"
#include "mash/model/borough.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"
#include "mash/research/kept_record.h"

namespace mash::findings {

// All must outlive the routes.
struct Deps {
  const model::Borough& borough;
  const FindingsPolicy& policy;
  // Shared with whatever else reads it.
  std::shared_ptr<research::KeptRecord> record = std::make_shared<research::KeptRecord>();
};
// GET /patterns, POST /patterns/look, GET /patterns/names, GET and POST /patterns/names/{request},
// GET /patterns/{finding}, POST /patterns/{finding}/aside, .../raise and .../names, GET
// /patterns/{finding}/names/{case}, GET /patterns/people/{person}. Of profiles (profiles.h): GET
// and POST /patterns/{finding}/profile, GET /profiles, GET /profiles/{profile}, GET and POST
// .../change, POST .../tasks and .../close, GET and POST .../tasks/{task}.
std::vector<pipeline::Route> routes(const Deps& deps);

// Looks where somebody has asked, and once after 02:00 London of each day. Answers whether it
// looked. Lets go of a kept record that is no longer so. Cost: opens every notification and
// statement, in a read transaction; then 4 s for 200,000 notifications and each set of hidden
// cases.
bool look_if_due(pipeline::App& app, db::Database& database, const pipeline::Vault& vault,
                 const Deps& deps, UtcTime now);

}  // namespace mash::findings
