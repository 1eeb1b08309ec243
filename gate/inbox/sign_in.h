// SPDX-License-Identifier: MIT
#pragma once

#include "mash/crypto/crypto.h"
#include "mash/pipeline/vault.h"
#include "mash/policy/policy.h"

namespace mash::inbox {

// Seals the authenticators' secrets.
crypto::Key totp_key(const pipeline::KeyRing& keys);

// The kernel's leave to become somebody, which everybody has: enough to read the names of accounts
// and nothing else. Products need grants of their own.
policy::Grant<policy::Action::sign_in> own_name(const policy::Principal& principal);

}  // namespace mash::inbox
