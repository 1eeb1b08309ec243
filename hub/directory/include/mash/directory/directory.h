// SPDX-License-Identifier: MIT
// The people who work here: signing in and out, and the frame around their pages. Who they are
// comes from the hub's configuration (model::Borough), fixed while the process runs; what changes
// is a row: password, authenticator, whether the account is open. Read afresh at each request, so
// that a leaver is out at once. What not: who may do what (policy), sign-in by other identity
// providers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/model/borough.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"

namespace mash::directory {

// For AppOptions::load_person: not_found for unknown people, closed accounts and people of another
// side.
Result<pipeline::Person> load_person(db::Transaction& tx, const StaffId& id,
                                     const model::Borough& borough);
// Name for pages of members; "A former colleague" when unknown.
std::string person_name(const model::Borough& borough, const StaffId& id);
std::string agency_name(const model::Borough& borough, const AgencyId& id);

struct Login {
  std::string totp_uri;     // otpauth://..., for an authenticator app
  std::string totp_secret;  // base 32, to type in
};
// A new password (at least 15 characters, security.md 7) and a new authenticator secret; ends the
// person's sessions. invalid_input names "person" or "password".
Result<Login> set_password(pipeline::Context& c, const model::Borough& borough, const StaffId& id,
                           std::string_view password);
// Closes the account and ends its sessions.
Result<void> close_account(pipeline::Context& c, const model::Borough& borough, const StaffId& id);

// "/", sign-in, sign-out, and with `demo` one button per persona (POST /sign-in/demo, field
// `persona`), refused from any address that is not this machine's own.
std::vector<pipeline::Route> routes(const model::Borough& borough, bool demo);

// Name, navigation and footer of a page; `person` is nullptr when nobody has signed in.
html::Page frame(const model::Borough& borough, const pipeline::Person* person,
                 const std::string& path);

}  // namespace mash::directory
