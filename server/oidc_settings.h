// SPDX-License-Identifier: MIT
// Which agencies sign their people in themselves, at the hub and at the gate: the file of --oidc,
// described in docs/sign-in.md.
#pragma once

#include <string>
#include <vector>

#include "mash/login/agencies.h"
#include "mash/model/borough.h"
#include "settings.h"

namespace mash::server {

// Of this room, "hub" or "gate"; none without a file, or where it does not speak of the room.
// `borough` is nullptr where people come by the hub's directory: then what the file says of them is
// looked at when they sign in. Calls nobody. invalid_input names the member that has a fault and
// what to give instead; it repeats no secret and no name.
Result<std::vector<login::AgencyIssuer>> load_agencies(const Settings& settings,
                                                       const std::string& room,
                                                       const model::Borough* borough);

}  // namespace mash::server
