// SPDX-License-Identifier: MIT
// Which agencies' own systems open and close the accounts of their people: the file of --scim,
// described in docs/sign-in.md.
#pragma once

#include "mash/model/borough.h"
#include "mash/provision/provision.h"
#include "settings.h"

namespace mash::server {

// None without a file. invalid_input names the member that has a fault and what to give instead.
Result<provision::Systems> load_systems(const Settings& settings, const model::Borough& borough);

}  // namespace mash::server
