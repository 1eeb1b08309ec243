// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "mash/login/login.h"

namespace mash::login {

inline constexpr std::string_view k_password_path = "/account/password";

// GET /account: how somebody signs in, and where they are signed in; POST /account/password, and
// /account/sessions/end for one of their own sessions or "others", which asks whether it is they.
std::vector<pipeline::Route> account_routes(const Deps& deps);

}  // namespace mash::login
