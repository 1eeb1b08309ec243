// SPDX-License-Identifier: MIT
// The people who work here: signing in and out, and the frame around their pages. Who they are
// comes from the hub's configuration (model::Borough), fixed while the process runs; what changes
// is a row: whether the account is open. Read afresh at each request, so that a leaver is out at
// once. What not: who may do what (policy), passwords and codes (login).
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/login/login.h"
#include "mash/model/borough.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"

namespace mash::directory {

// For AppOptions::load_person: not_found for unknown people, closed accounts and people of another
// side.
Result<pipeline::Person> load_person(db::Transaction& tx, const StaffId& id,
                                     const model::Borough& borough);
// As this member of staff acts.
policy::Principal principal_of(const model::StaffMember& member);
// Who has left: all accounts that are closed, in one query.
std::set<StaffId> closed_accounts(db::Transaction& tx);
// Name for pages of members; "A former colleague" when unknown.
std::string person_name(const model::Borough& borough, const StaffId& id);
std::string agency_name(const model::Borough& borough, const AgencyId& id);

// login::set_password for somebody who works here. invalid_input names "person" or "password".
Result<login::Secret> set_password(pipeline::Context& c, const model::Borough& borough,
                                   const StaffId& id, std::string_view password);
// Closes the account: its password is gone and its sessions end.
Result<void> close_account(pipeline::Context& c, const model::Borough& borough, const StaffId& id);
// Opens it again: whoever signs in with a password needs a new one.
Result<void> open_account(pipeline::Context& c, const model::Borough& borough, const StaffId& id);

// "/", "/welcome" and those of login::routes. `origin`: of the hub's pages, for passkeys; empty:
// none.
std::vector<pipeline::Route> routes(const model::Borough& borough, bool demo,
                                    const std::string& origin,
                                    const std::vector<login::AgencyIssuer>* agencies = nullptr);

// Name, navigation and footer of a page; `person` is nullptr when nobody has signed in.
html::Page frame(const model::Borough& borough, const pipeline::Person* person,
                 const std::string& path);

}  // namespace mash::directory
