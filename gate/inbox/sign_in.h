// SPDX-License-Identifier: MIT
#pragma once

#include "mash/policy/policy.h"

namespace mash::inbox {

// The kernel's leave to become somebody, which everybody has: enough to read the names of accounts
// and nothing else. Products need grants of their own.
policy::Grant<policy::Action::sign_in> own_name(const policy::Principal& principal);

}  // namespace mash::inbox
