// SPDX-License-Identifier: MIT
// SCIM 2.0 (RFC 7643, 7644) below /scim/v2: an agency's own system ends and begins the accounts of
// that agency's people (decision 0040). What not: who works here, in which role and whether they
// release, which the hub's configuration says; passwords; other agencies' people, who are absent.
// Events: provision.searched, provision.read, provision.opened, provision.changed,
// provision.closed, provision.standing.
// Thread safety: routes may run at once.
#pragma once

#include <string>
#include <vector>

#include "mash/db/database.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::provision {

inline constexpr std::string_view k_path = "/scim/v2";

// Of a token the hub has its SHA-256 alone: 256 random bits cannot be guessed from it.
struct System {
  AgencyId agency;
  std::vector<Bytes> token_hashes;
};
using Systems = std::vector<System>;

// The agency with whose token this request came, or nothing. Each hash is compared in constant
// time.
const System* find_system(const Systems& systems, const http::Request& request);

struct Deps {
  const model::Borough& borough;
  const Systems& systems;
  std::string origin;  // of the hub's pages; empty: locations are paths
};
// /scim/v2/Users and below, and what says what is offered: ServiceProviderConfig, ResourceTypes,
// Schemas; for administrators the page /accounts.
std::vector<pipeline::Route> routes(const Deps& deps);

// For AppOptions::scim_error (RFC 7644, section 3.12).
http::Response error_response(const Error& error);

// Forgets who was asked for and is not listed once it is so many days ago.
void sweep(db::Transaction& tx, UtcTime now, int unlisted_days);

}  // namespace mash::provision
