// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "account_store.h"
#include "mash/pipeline/route.h"
#include "mash/policy/policy.h"

namespace mash::inbox {

// The kernel's leave to become somebody, which everybody has: enough to read the names of accounts
// and nothing else. Products need grants of their own.
policy::Grant<policy::Action::sign_in> own_name(const policy::Principal& principal);

// What none of their passwords may be made of: their own words, the hub's name, and the names of
// all agencies that have somebody here. Cost: opens each account once.
std::vector<std::string> words_of(pipeline::Context& c, const AccountRow& person);

}  // namespace mash::inbox
