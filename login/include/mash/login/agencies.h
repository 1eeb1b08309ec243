// SPDX-License-Identifier: MIT
// Signing in through the identity provider of one's own agency (OpenID Connect), and being signed
// out by it: pages, checks and the rows behind them, the same in hub and gate (decision 0028).
// Each agency is bound to one issuer; who of it is who here stands in the configuration, by a claim
// that the issuer gives to nobody else. What an issuer says of anybody who is not listed for its
// own agency, or who works for another one, is worth nothing.
// What not: tokens and calls (libs/oidc), reading the configuration (server/oidc_settings).
// Uses the key "session". Thread safety: as the Context or transaction that is passed in.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/oidc/provider.h"
#include "mash/pipeline/route.h"

namespace mash::login {

struct Deps;

struct AgencyIssuer {
  AgencyId agency;
  std::string name;        // "Barnfield Police": on the button
  bool passwords = false;  // may its people sign in with a password too?
  // Who is who, by what the claim that names a person says.
  std::vector<std::pair<StaffId, Sensitive>> people;
  std::shared_ptr<oidc::Provider> provider;
};

// How long somebody may take at their agency's pages.
inline constexpr Duration k_longest_away = Duration::minutes(10);

// POST /sign-in/agency sends somebody to their agency; GET /sign-in/agency/{agency}/back is where
// the agency sends them back, which changes nothing; POST there is the sign-in, from our own page,
// so that every cookie is SameSite=Strict. With "again" they are asked for password and factor
// there whoever they are already, and the agency has to say that they gave them just now. POST
// /sign-out/agency/{agency} is the agency's server (back-channel logout), known by its signature
// alone. None where no agency has an issuer. Cost: the calls of oidc::Provider, with no transaction
// open.
std::vector<pipeline::Route> agency_routes(const Deps& deps);

// Ends the sessions of whoever came in through an agency and could not come in so any more: after a
// start with another configuration.
void end_sessions_of_strangers(db::Transaction& tx, const pipeline::KeyRing& keys,
                               const std::vector<AgencyIssuer>& agencies);

std::string_view agencies_schema();          // its tables, for db::Migration
std::string_view agency_signed_in_schema();  // and a column that came later

// The buttons, for the page to sign in; false where there are none.
json::Value agency_buttons(const Deps& deps);
// Whether this person must come in through the agency.
bool refuses_password(const Deps& deps, const policy::Principal& person);
// Forgets whoever never came back, and what tells of tokens that have expired.
void sweep_agencies(db::Transaction& tx, UtcTime now);

}  // namespace mash::login
