// SPDX-License-Identifier: MIT
// For administrators: whose accounts agencies' systems keep, and whom they asked for who is not
// listed.
#pragma once

#include "mash/provision/provision.h"
#include "provision_store.h"

namespace mash::provision {

// Writes down that this agency's system asked for somebody whom the hub does not list.
void remember_unlisted(pipeline::Context& c, const AgencyId& agency, const Sensitive& user_name);
pipeline::Route accounts_page(const Deps& deps);

}  // namespace mash::provision
