// SPDX-License-Identifier: MIT
// Breaking the glass: somebody at a desk opens a case that their agency is not in, by its
// reference, to read it for a short time, with a written reason. Whoever decides in the case and
// each agency in it are alerted in the same transaction. It ends by itself, or earlier by their own
// hand. A second person says whether it was justified; until then it waits on their pages, and a
// review that is late alerts them again.
// Whether no case has that reference, or one that is hidden from them (a bar, a wall), is answered
// with the same words.
// What not: what it lets somebody read (policy, cases), its rows (cases/glass.h).
#pragma once

#include <vector>

#include "mash/alerts/alerts.h"
#include "mash/cases/owed.h"
#include "mash/glass/glass_policy.h"
#include "mash/model/borough.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"

namespace mash::glass {

// All must outlive the routes.
struct Deps {
  const model::Borough& borough;
  const GlassPolicy& policy;
  alerts::Deps alerts;
};
// GET and POST /glass, POST /glass/{glass}/end; for those in the case GET /case/{case}/glass and
// POST /case/{case}/glass/{glass}; for who reviews GET /oversight, GET and POST /oversight/{glass}.
std::vector<pipeline::Route> routes(const Deps& deps);

// What waits for a second person, or for a desk of the case to know of it. Cost: two selects.
std::vector<cases::Owed> owed(pipeline::Context& c);

// Alerts who could review of each review that is late, one system act for each. Answers how many.
int remind_of_reviews(pipeline::App& app, db::Database& database, const Deps& deps, UtcTime now);

}  // namespace mash::glass
