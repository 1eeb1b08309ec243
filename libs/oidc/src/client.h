// SPDX-License-Identifier: MIT
// What we say to an issuer, and how it knows that it is us.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/base/time.h"
#include "mash/crypto/foreign_key.h"

namespace mash::oidc {

using Pairs = std::vector<std::pair<std::string, std::string>>;
std::string form_of(const Pairs& pairs);  // for a query too

// RFC 7636 section 4.2.
std::string code_challenge(const Sensitive& verifier);
// RFC 6749 section 2.3.1: both are encoded as in forms first.
Sensitive basic_authorization(const std::string& id, const Sensitive& secret);
// RFC 7523 section 3: good for a minute, once.
std::string client_assertion(const crypto::P256Key& key, const std::string& key_id,
                             const std::string& client_id, const std::string& audience,
                             const std::string& once, UtcTime now);

}  // namespace mash::oidc
