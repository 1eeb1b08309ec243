// SPDX-License-Identifier: MIT
// A case behind a wall is absent to everybody but those who keep walls and those whom they let in:
// to managers too, in each list, count and search. It is the rule of bars turned round (bars.h: who
// asks there whether a case is hidden hears of walls as well), so that whoever joins the hub later
// sees nothing either. What not: why a case stands behind one (allegations).
// Thread safety: as the Context or transaction that is passed in. Cost: one statement each.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/pipeline/route.h"

namespace mash::cases {

// The tables of walls, for db::Migration, on top of schema().
std::string_view walls_schema();

// Who keeps walls, from now on. The hub says it when it starts, from its staff list; until then
// nobody does, and a wall lets nobody in but whom somebody let in.
void set_wall_keepers(db::Transaction& tx, const std::set<StaffId>& keepers);

// From now on the case is absent to all others; whoever holds it and is not among those who may
// know of it holds it no more. A second wall changes nothing.
void raise_wall(pipeline::Context& c, const CaseId& id);
// The case is as any other again, and nobody is let in any more. Nothing happens without a wall.
void lower_wall(pipeline::Context& c, const CaseId& id);
bool has_wall(db::Transaction& tx, const CaseId& id);
// Does it stand behind one, or did it once?
bool had_wall(db::Transaction& tx, const CaseId& id);
// Is there somebody who keeps walls and is not barred from this case? Else nobody sees it behind
// one.
bool has_keeper(db::Transaction& tx, const CaseId& id);
// How many cases stand behind a wall that nobody keeps: after a change of the staff list.
std::int64_t walled_without_keeper(db::Transaction& tx);

// Somebody whom a keeper let in. Their agency becomes a member of the case.
struct LetIn {
  std::string id;
  StaffId staff;
  UtcTime since;
  StaffId let_in_by;
  Sensitive reason;
  std::optional<UtcTime> ended_at;
  StaffId ended_by;
};
// Whoever is in already stays in, with the reason that was given first.
void let_in(pipeline::Context& c, const CaseId& id, const StaffId& staff, const AgencyId& agency,
            const std::string& reason);
// False: nobody of this case was let in under this id, or no longer is.
bool shut_out(pipeline::Context& c, const CaseId& id, std::string_view entry);
// Also those who were shut out again, the newest first.
std::vector<LetIn> those_let_in(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);

// What else has to happen in the transaction in which somebody says that a case is an allegation
// against a person in a position of trust. Wired by the server. May be empty: then no page asks.
// invalid_input, at "next": nobody would see it.
struct Allegation {
  std::string why;  // as typed; may be empty
  // What must be done for the children now, for an ordinary case; may be empty.
  std::string protect;
};
using OnAllegation = std::function<Result<void>(pipeline::Context&, const policy::Proof&,
                                                const CaseId&, const Allegation&)>;

}  // namespace mash::cases
