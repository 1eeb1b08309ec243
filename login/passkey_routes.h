// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "mash/login/login.h"

namespace mash::login {

std::vector<pipeline::Route> passkey_sign_in_routes(const Deps& deps);
// Where somebody answers for the passkeys of their agency.
std::vector<pipeline::Route> colleague_routes(const Deps& deps);

}  // namespace mash::login
