// SPDX-License-Identifier: MIT
// What leaves the hub: products for recipients, the safety product, withdrawals, feedback to
// referrers, accounts of outside people; and what recipients answer. Built only from
// disclosure::outgoing() and the front door's own words. What not: who may release (disclosure),
// the way to the gate (post), pages outside (gate/inbox).
// Thread safety: as the Context that is passed in.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "mash/cases/agreed.h"
#include "mash/cases/cases.h"
#include "mash/cases/clocks.h"
#include "mash/cases/owed.h"
#include "mash/disclosure/disclosure.h"
#include "mash/disclosure/standing.h"
#include "mash/enquiry/enquiry.h"
#include "mash/model/borough.h"
#include "mash/packages/packages.h"
#include "mash/people/people.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"

namespace mash::product {

// A link to what left was passed on: tells whoever sent it, and the desks whose information it is.
using OnStrayed = std::function<void(pipeline::Context&, const CaseId&, const StaffId& sender,
                                     const std::vector<AgencyId>& owners)>;
// A team that was only told of children says that it does not have them; by when somebody has to
// have looked into that. In the transaction of that answer. May be empty.
using OnNotTheirs = std::function<void(pipeline::Context&, const CaseId&, const AgencyId& team,
                                       std::optional<UtcTime> by_when)>;

// Borough and timescales must outlive the routes.
struct Deps {
  const model::Borough& borough;
  const cases::Timescales& timescales;
  OnNotTheirs on_not_theirs{};
  OnStrayed on_strayed{};  // may be empty
  disclosure::OnLetOut on_let_out{};
  cases::Agreed agreed{};  // whether an agreement covers what is sent; may be empty
};
// GET /case/{case}/products, GET and POST /case/{case}/products/new, GET /products/{product},
// POST /products/{product}/issue and /recall, GET and POST /products/{product}/sign and
// /case/{case}/safety,
// GET and POST /case/{case}/feedback; POST /case/{case}/products/{package}/again and
// /case/{case}/feedback/{package}/again, for what the gate refused; GET
// /case/{case}/strays/{stray} and POST /case/{case}/strays/{stray}/read.
std::vector<pipeline::Route> routes(const Deps& deps);

// Takes in what the gate collected: product_read, product_accepted, product_rejected,
// withdrawal_seen, feedback_read, product_strayed; each once. What makes no sense is noted in the
// record and dropped: the gate is hostile to the hub, and asking it again would not help.
void receive(pipeline::Context& c, const policy::Grant<policy::Action::collect>& grant,
             const Deps& deps, const packages::Inward& inward);

// A case that becomes Red, or is Red until somebody rates it, is told to the receiving team at once
// as a safety product, where the policy says so (scenario B01): who and where, from the
// notification and the front door's own data alone. For what arrives; `deps` must outlive the hook.
cases::OnRed telling_receiving_team(const Deps& deps);

// The same for each rating, in its transaction, once the case has it: each rise to Red is told
// anew, once, with a clock of its own; a fall before the decision takes back what the hub itself
// had told. `since`: when the case was last rated, or received. Decision 0007.
void tell_of_rating(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                    const CaseId& id, model::Rating before, UtcTime since);

// What has left about a case that goes behind a wall is withdrawn at the gate, in that transaction.
void take_all_back(pipeline::Context& c, const CaseId& id);

// Children of a case whose own case is open with the receiving team.
struct OpenCases {
  std::vector<PersonId> children;
  Sensitive asked;  // what the front door writes to worker, manager or duty manager
  std::string by_when;
};
// Passes it to that team as a safety product, in the transaction that makes the case
// ROUTED_OPEN_CASE (scenario A08). The clock of that recipient's answer is the one of the
// acknowledgement. The hub must have a receiving team. Decision 0011.
void pass_on(pipeline::Context& c, const policy::Proof& proof, const Deps& deps, const CaseId& id,
             const OpenCases& open);
// Passes a case about adults alone to the hub's adult safeguarding team in the same way, in the
// transaction that makes it ROUTED_ADULT (scenario A16): who, where, and what the front door
// writes. Here it ends once they accept; it comes back as any case that was passed on. The hub must
// have such a team.
void pass_to_adults(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                    const CaseId& id, const Sensitive& asked, const std::string& by_when);
// The hub's early help team hears that a case with these children, who are open to it alone, goes
// on here: who they are and what is asked, as a safety product that changes nothing of who acts
// (scenario A12). Each child once, unless that is taken back. Nothing where the hub has no such
// team.
void tell_early_help(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                     const CaseId& id, const std::vector<PersonId>& children);
// Each referrer of a case that goes back to them is told what is missing, within what their class
// allows (scenario A07): a professional these words, the public the fixed ones, whoever is unnamed
// nothing. Whoever has no receipt of the gate was told by the person who sends it back. Nobody is
// told twice. In the transaction that makes the case RETURNED_TO_REFERRER.
void tell_what_is_missing(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                          const Sensitive& missing);
// Cases that were passed on and not acknowledged in time come back for a rating: one system act
// each, in which it is looked at again, so that firing twice or after a restart changes nothing.
// Answers how many. For the scheduler, after cases::fire_due_clocks. Cost: one select.
int return_unanswered(pipeline::App& app, db::Database& database, const Deps& deps, UtcTime now);

// Goes on with a decided case (decision::Deps::on_decided, and each act here): starts the clocks of
// what recipients and referrers are still owed and sets the state that follows. It closes once each
// decision that needs a recipient was accepted by one, in a product that left after it and names
// the child, nobody owes an answer or a decision, and the referrer was told; a closed case of
// which that is not true any more opens again. A refusal after which nobody has decided anew goes
// to the decider. Nothing happens where a child is undecided, or the case is back with the decider.
// One that was passed on is the team's once it accepts, and comes back if it refuses, if it has not
// answered in time or if what it was sent is taken back.
void go_on(pipeline::Context& c, const policy::Proof& proof, const Deps& deps, const CaseId& id);

// Children of the newest draft to each recipient, and of what waits there or was accepted, as what
// is kept of the persons of a case (people::Deps).
std::vector<people::Kept> kept_children(pipeline::Context& c, const policy::Proof& proof,
                                        const Deps& deps, const CaseId& id);

// For the page of a case (enquiry::Deps::next): what is written waits for nobody any more and can
// be sent; a product was taken back, and its recipient needs what was in it. For whoever may send
// or write it.
std::vector<enquiry::NextStep> next_steps(pipeline::Context& c, const policy::Proof& proof,
                                          const Deps& deps, const CaseId& id);
// What is written and waits for the owners' word: how much, of whom, for whom, until when, and who
// may release it (enquiry/templates/waiting.mustache). false: nothing, or the reader writes to
// nobody.
json::Value waits_for_release(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                              const CaseId& id);
// How the family of a case is reached was said anew, or is no longer so: what stands with a
// recipient is in doubt until something newer leaves, it is taken back or a manager says why it can
// stay. In the transaction of that change.
void contact_changed(pipeline::Context& c, const CaseId& id);
// After persons of a case were joined or parted: the same for what names somebody as one person who
// has been parted since it left (scenario F05).
void people_changed(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);
// Cases with something in doubt, for {{> triage/in_doubt}}; false where there is none of which the
// reader may know, or they send nothing.
json::Value cases_in_doubt(pipeline::Context& c, const policy::Proof& proof);

// What the owners' pages need so that an owner's act reaches what has left: versions with an item
// that they took back or corrected are withdrawn at the gate, and the case waits again for somebody
// to send where a decision has reached nobody else, a new version was promised, or an owner says
// that the hub's own words, once they had left, give something away. `deps` must outlive the
// routes.
disclosure::Deps for_owners(const Deps& deps);

// Links that were passed on and that the reader's desk has not read of: for those who send, and for
// the owners of what left.
std::vector<cases::Owed> strays_owed(pipeline::Context& c);
// The table of these links, beside schema(), for db::Migration.
std::string_view strays_schema();
std::string_view left_schema();
std::string_view signature_schema();

// Sends the outside people to the gate if anything about them has changed since the last time, or
// the gate refused them then. Answers whether it did. Cost: one select and one hash.
bool send_directory(pipeline::Context& c, const model::Borough& borough);

}  // namespace mash::product
