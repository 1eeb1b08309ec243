// SPDX-License-Identifier: MIT
// Allegations against people who work with children: they go to the designated officer of the local
// authority (LADO), behind a wall of their own (cases/walls.h), within the time of Working Together
// 2023, chapter 4 (stage ALLEGATION of the hub's policy). The officer says who is let in, opens an
// ordinary case for a child who needs one, and says what came of it. What not: who says that a case
// is one (triage, intake), who is alerted (alerts), the employer's own procedure.
// Thread safety: the routes may run concurrently; as the Context that is passed in for the others.
#pragma once

#include <functional>
#include <vector>

#include "mash/cases/walls.h"
#include "mash/intake/intake.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::allegations {

struct Deps {
  const model::Borough& borough;
  const cases::Timescales& timescales;
  // Of a child's own case, where the child is in danger now; and of a Red that is none.
  cases::OnRed on_red{};
  // What of the case has left the hub is taken back, as it goes behind its wall.
  std::function<void(pipeline::Context&, const CaseId&)> on_walled{};
  // Of a child's own case.
  cases::OnArrived on_arrived{};
};
// GET /case/{case}/allegation; POST .../taken-up, .../let-in, .../let-in/{entry}, .../child and
// .../finished below it.
std::vector<pipeline::Route> routes(const Deps& deps);

// The designated officers of the staff list keep all walls, from now on. When the hub starts.
void keep_walls(db::Transaction& tx, const model::Borough& borough);

// The case goes behind a wall, to the designated officers: no rating and no type of response is
// owed any more, and the clock of the allegation runs since its receipt. Where `protect` says what
// its children need now, an ordinary case is opened for them, in danger. What has left about it is
// taken back. invalid_input, at "next": each officer is barred from it, and nobody would see it.
Result<void> send_to_officer(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                             const CaseId& id, const cases::Allegation& said);

}  // namespace mash::allegations
