// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "mash/packages/packages.h"
#include "mash/policy/policy.h"

namespace mash::inbox {

// The kernel's leave to become somebody, which everybody has: enough to read the names of accounts
// and nothing else. Products need grants of their own.
policy::Grant<policy::Action::sign_in> own_name(const policy::Principal& principal);

// What none of their passwords may be made of.
std::vector<std::string> words_of(const packages::Account& person);

}  // namespace mash::inbox
