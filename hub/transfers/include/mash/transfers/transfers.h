// SPDX-License-Identifier: MIT
// Transfer of responsibility for a child from one hub to another (docs/hubs.md, decision 68): the
// offer, which names nobody; the written acceptance or refusal of a named person of the other hub;
// this hub's record of the transfer, which is the instant at which responsibility moves; and the
// case that the other hub opens then, with the time at which it first came to a hub.
//
// What not: the way of the words (peers); who is responsible by the rules of the chain
// (libs/responsibility); what agencies of this hub told, which does not go with it.
// Errors: invalid_input with what to mend; conflict where somebody was faster; not_found.
// Thread safety: routes and acts may run at once. Cost: a signature check for each entry of a chain
// that is read.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "mash/alerts/alerts.h"
#include "mash/cases/clocks.h"
#include "mash/cases/owed.h"
#include "mash/peers/peers.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"

namespace mash::transfers {

// By which words of this slice are known between hubs.
inline constexpr std::string_view k_kind = "transfer";

// Borough and timescales must outlive the routes.
struct Deps {
  const model::Borough& borough;
  const cases::Timescales& timescales;
  alerts::Deps alerts;
  peers::Deps way;
  cases::OnRed on_red{};          // as for a notification that comes in; may be empty
  cases::OnArrived on_arrived{};  // the same
  // Nothing is offered any more of this case: one that waited for that alone may end. May be empty.
  std::function<void(pipeline::Context&, const policy::Proof&, const CaseId&)> on_over{};
};

// GET and POST /case/{case}/transfers; GET /transfers; GET /transfers/{transfer}, POST its /answer,
// /again and /keep
std::vector<pipeline::Route> routes(const Deps& deps);

// A word of another hub, for peers::Deps::listeners. What is not for this hub to believe is noted,
// told to people and to the other hub, and changes nothing.
void take(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
          const exchange::HubId& from, std::string_view text);
// What the other hub has not answered in time, and what it refused and nobody went on with, goes to
// the next stage: one system act each, in which it is looked at again. Responsibility moves by
// none. Answers how many. For the scheduler. Cost: one select.
int climb_overdue(pipeline::App& app, db::Database& database, const Deps& deps, UtcTime now);
// Offers of other hubs that wait for an answer, and own ones that were refused. Of leaders.
std::vector<cases::Owed> owed(pipeline::Context& c);

}  // namespace mash::transfers
