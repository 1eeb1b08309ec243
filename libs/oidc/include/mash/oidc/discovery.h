// SPDX-License-Identifier: MIT
// Addresses of an issuer: which may be used at all, and what its discovery document says (OpenID
// Connect Discovery 1.0 section 4).
// What not: fetching it (provider.h). Thread safety: pure. Cost: linear.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"
#include "mash/json/value.h"

namespace mash::oidc {

// Scheme, host and port as they stand, without the path. invalid_input: no https address, none
// without a name, password, query or fragment; or http to another machine than this one.
Result<std::string> origin_of(std::string_view address);

struct Endpoints {
  std::string authorization;
  std::string token;
  std::string keys;
  bool says_issuer = false;  // with each code (RFC 9207)
};
// invalid_input names what is wrong: it is of another issuer, an address is at none of `origins`
// (what the configuration allows, and nothing the document says adds to that), no code flow, or no
// PKCE with S256 where it says which there are.
Result<Endpoints> read_discovery(const json::Value& document, const std::string& issuer,
                                 const std::vector<std::string>& origins);
std::string discovery_address(std::string issuer);

}  // namespace mash::oidc
