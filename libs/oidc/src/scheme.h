// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "mash/crypto/foreign_key.h"

namespace mash::oidc {

// "RS256", "PS256", "ES256", "EdDSA"; nothing for all else, "none" and "HS256" among it.
std::optional<crypto::Scheme> scheme_named(std::string_view name);

}  // namespace mash::oidc
