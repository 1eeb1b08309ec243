// SPDX-License-Identifier: MIT
// A Red that no manager has opened alerts one after another until somebody has, and ends with whom
// to ring; and clocks tell who owes them. Alerts wait in a durable outbox, written in the
// transaction of the act that causes them. They say nothing (libs/alert): whoever gets one signs
// in. Somebody who is barred from a case is never alerted of it, and sees nothing of its alerts.
// What not: how a message travels (libs/alert), sending (delivery.h), who is on shift.
#pragma once

#include <string>
#include <vector>

#include "mash/alerts/alert_policy.h"
#include "mash/json/value.h"
#include "mash/model/borough.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"

namespace mash::alerts {

// By what this installation can send.
struct Channels {
  bool email = false;
  bool text = false;
  [[nodiscard]] bool none() const { return !email && !text; }
};

struct Deps {
  const model::Borough& borough;
  const AlertPolicy& policy;
  Channels channels{};
};

// The case is Red until somebody rates it: call in the act that takes it in. Whoever rates a case
// Red has seen it, so that a rise by rating needs no walk.
void begin_walk(pipeline::Context& c, const Deps& deps, const CaseId& id);
// For AppOptions::noticed: whoever may confirm a rating and has opened the case ends its walk, and
// with it the alerts that have not gone out.
void noticed(db::Transaction& tx, const pipeline::Event& event);
// At once, whatever the hour: whoever is at the desk of this agency or on call for it, and who
// stands in for them. Answers how many alerts wait to go out.
int alert_desk(pipeline::Context& c, const Deps& deps, const CaseId& id, const AgencyId& desk);
// At once, whether they are here or not; where they have left or may not know of the case, to those
// who could look as a second person at what they did. Answers how many alerts wait to go out.
int alert_person(pipeline::Context& c, const Deps& deps, const CaseId& id, const StaffId& person);
// At once, to those who could look as a second person at what the principal and `other` did:
// managers and deputies who are here or on call; where that is nobody, the duty team's; else all of
// them. Answers whom.
std::vector<StaffId> alert_second_person(pipeline::Context& c, const Deps& deps, const CaseId& id,
                                         const StaffId& other);
// At once, to the managers of this case or, where none may know of it, to whoever comes after them:
// their deputies, then the duty team; behind a wall to those who keep it. Answers how many alerts
// wait to go out.
int alert_leads(pipeline::Context& c, const Deps& deps, const CaseId& id);
// At once, of no case but of what somebody does: the managers who are here or on call, else their
// deputies, and each data protection officer; never themselves. Answers how many alerts wait to go
// out.
int alert_overseers(pipeline::Context& c, const Deps& deps, const StaffId& of);
// Takes the steps whose time has come: one system act for each walk, each step once. Answers how
// many walks went on.
int walk_on(pipeline::App& app, db::Database& database, const Deps& deps, UtcTime now);
// Tells of clocks by the policy's rules, each once: one system act for each. What is not Red waits
// for opening hours. Answers how many alerts were written. Cost: one select over all that run.
int tell_of_clocks(pipeline::App& app, db::Database& database, const Deps& deps, UtcTime now);
// Takes away what the policy keeps no longer.
void sweep(db::Transaction& tx, const AlertPolicy& policy, UtcTime now);

// Whom to ring when no alert helps: "Barnfield Emergency Duty Team, 020 7946 0535".
std::string whom_to_ring(const model::Borough& borough);
// The same as a sentence; for those who would be rung, that nobody comes after them.
std::string ring_words(const model::Borough& borough, const policy::Principal& reader);
// For the top of the queue: {"warnings": [warning texts], "rows": [{href, reference, since,
// go_to}]}, where `go_to` says whom to go to or to ring: who is at work and may know of the case.
// False where there is nothing for this reader.
json::Value notice(pipeline::Context& c, const Deps& deps);

// GET /alerts
std::vector<pipeline::Route> routes(const Deps& deps);

}  // namespace mash::alerts
