// SPDX-License-Identifier: MIT
// Agencies and the people who work here. Agencies come from the hub's configuration
// (model::Borough) and do not change while the process runs; people are rows, read afresh at each
// request.
#pragma once

#include <string>
#include <vector>

#include "mash/model/borough.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"

namespace mash::directory {

// Loads the borough's staff of one side ("hub" or "gate") into table staff where they are missing.
// Accounts have no password until `set_password`.
void load_staff(pipeline::Context& c, const model::Borough& borough);
// For AppOptions::load_person.
Result<pipeline::Person> load_person(db::Transaction& tx, const pipeline::Vault& vault,
                                     const StaffId& id, const model::Borough& borough);
// Name of a person for pages of members: "J Patel"; "a former colleague" when unknown.
std::string person_name(pipeline::Context& c, const StaffId& id);

struct Login {
  std::string totp_uri;     // otpauth://... for the authenticator app
  std::string totp_secret;  // base 32, to type in
};
// New password (at least 15 characters) and a new TOTP secret; ends the person's sessions.
Result<Login> set_password(pipeline::Context& c, const StaffId& id, std::string_view password);

// Sign-in, sign-out, and with `demo` the page with one button per persona (POST /sign-in/demo,
// field `persona`), refused when the connection does not come from loopback.
std::vector<pipeline::Route> routes(const model::Borough& borough, bool demo);

}  // namespace mash::directory
