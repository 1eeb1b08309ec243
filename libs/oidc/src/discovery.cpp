// SPDX-License-Identifier: MIT
#include "mash/oidc/discovery.h"

#include <algorithm>

namespace mash::oidc {

namespace {

bool has(const json::Value& list, std::string_view wanted) {
  const auto* items = list.as_array();
  return items != nullptr && std::ranges::any_of(*items, [&](const json::Value& item) {
           return item.as_string() != nullptr && *item.as_string() == wanted;
         });
}

Result<std::string> address_in(const json::Value& document, const char* name,
                               const std::vector<std::string>& origins) {
  std::string out = document.text(name);
  const auto origin = origin_of(out);
  if (!origin) return invalid(name, origin.error().message);
  if (std::ranges::find(origins, *origin) == origins.end()) {
    return invalid(name, "This address is elsewhere: allow it with also_at, if it is right");
  }
  return out;
}

}  // namespace

std::string discovery_address(std::string issuer) {
  while (issuer.ends_with('/')) issuer.pop_back();
  return issuer + "/.well-known/openid-configuration";
}

Result<Endpoints> read_discovery(const json::Value& document, const std::string& issuer,
                                 const std::vector<std::string>& origins) {
  if (document.text("issuer") != issuer) {
    return invalid("issuer", "The issuer calls itself otherwise: give exactly that");
  }
  if (!has(document["response_types_supported"], "code")) {
    return invalid("response_types_supported", "The issuer has no code flow");
  }
  const auto& pkce = document["code_challenge_methods_supported"];
  if (!pkce.is_null() && !has(pkce, "S256")) {
    return invalid("code_challenge_methods_supported", "The issuer has no PKCE with S256");
  }
  Endpoints out;
  MASH_TRY(out.authorization, address_in(document, "authorization_endpoint", origins));
  MASH_TRY(out.token, address_in(document, "token_endpoint", origins));
  MASH_TRY(out.keys, address_in(document, "jwks_uri", origins));
  out.says_issuer = document.flag("authorization_response_iss_parameter_supported");
  return out;
}

}  // namespace mash::oidc
