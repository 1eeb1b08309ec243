// SPDX-License-Identifier: MIT
// The hub's post room: packages wait here, sealed, until the gate has stored them; what the gate
// refuses is set aside until a person sends it again or nobody wants it sent any more; and what was
// collected from the gate is remembered so that it happens once. What not: the connection itself
// (server), what packages say (product, directory).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/packages/packages.h"
#include "mash/pipeline/route.h"

namespace mash::post {

std::string_view waits_schema();  // after schema()

// Whether a package waits while too few witnesses sign the hub's record (server/witnessing.h).
enum class Haste : std::uint8_t { at_once, can_wait };

// In the transaction of the act that sends it; delivered later, in this order, at least once, and
// stored by the gate exactly once (by `id`). Without a case: accounts and figures. `about` is the
// sender's own name for what it carries, in clear: random ids.
void send(pipeline::Context& c, const packages::Outward& package, const CaseId& case_id,
          std::string_view about, Haste haste = Haste::at_once);

// What is delivered now: everything, or only what cannot wait.
enum class Which : std::uint8_t { all, at_once };
// Whether anything waits: cheap, for the one who delivers.
bool any_waiting(db::Transaction& tx, Which which);
// The oldest packages of which the gate has said nothing yet.
std::vector<packages::Outward> waiting(pipeline::Context& c,
                                       const policy::Grant<policy::Action::collect>& grant,
                                       Which which, int limit);
void delivered(pipeline::Context& c, const std::vector<std::string>& ids);

// Why the gate did not accept a package: a code of the door, never the gate's own words, since what
// the gate says is hostile to the hub.
enum class Refusal { not_understood, too_large, kind_unknown, other };
Refusal refusal_of(std::string_view door_code);
std::string_view words_of(Refusal refusal);  // "It could not read it, or ..."

// The gate refused it: it waits no more, so that it holds up nothing, and is told to people
// instead. Nothing happens to what has been delivered. Doing it twice does it once.
void set_aside(pipeline::Context& c, const std::string& id, Refusal why);

struct SetAside {
  std::string id;
  packages::OutwardKind kind{};
  CaseId case_id;     // may be empty
  std::string about;  // as it was sent
  UtcTime refused_at;
  Refusal why{};
};
// What people still have to see to, the oldest first. Cost: one select.
std::vector<SetAside> all_set_aside(db::Transaction& tx);
std::vector<SetAside> set_aside_of(db::Transaction& tx, const CaseId& id);
// Back into the post, at its old place and under its old id. False: it is not set aside.
bool send_again(pipeline::Context& c, const std::string& id);
// This is not owed any more: something else takes its place. What waits of it still goes, in its
// order; what the gate refused of it, or refuses later, is told to nobody.
void let_go(pipeline::Context& c, packages::OutwardKind kind, std::string_view about);

// Whether this inward message was new; remembers it. Call first in the act that takes it in.
bool take_in(pipeline::Context& c, const std::string& inward_id);

}  // namespace mash::post
