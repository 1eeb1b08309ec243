// SPDX-License-Identifier: MIT
// What somebody's browser carries to the agency and back, and the names that issuers give as keyed
// hashes, which are all that is stored of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mash/login/agencies.h"
#include "mash/login/login.h"

namespace mash::login {

// Why somebody who comes back is not known: another browser, too late, or a second time.
inline constexpr std::string_view k_late = "late";
// Their agency does not say that they have just signed in there, and was asked to have them do so.
inline constexpr std::string_view k_not_anew = "not-anew";

struct Away {
  AgencyId agency;
  oidc::Start start;
  UtcTime at;
  bool anew = false;  // they are to sign in there whoever they are already
};
json::Value value_of(const Away& away);
Away away_of(const json::Value& value);
// In a cookie, which says nothing to whoever finds it and can be made by nobody else.
std::string sealed(const pipeline::KeyRing& keys, const Away& away, Random& random);
std::optional<Away> opened(const pipeline::KeyRing& keys, std::string_view cookie);
// The agency says that they signed in there since they left, its clock allowed for.
bool is_anew(const Away& away, const oidc::SignedIn& who);
std::string cookie_name(const pipeline::AppOptions& room);

Bytes state_hash(const pipeline::KeyRing& keys, std::string_view state);
Bytes who_hash(const pipeline::KeyRing& keys, const AgencyIssuer& issuer, const Sensitive& who);
Bytes once_hash(const pipeline::KeyRing& keys, const AgencyIssuer& issuer, const Sensitive& once);
// "subject" and "at_issuer" in hexadecimal; empty for what was not said.
json::Value names_of(const pipeline::KeyRing& keys, const AgencyIssuer& issuer,
                     const Sensitive& subject, const Sensitive& at_issuer);
Bytes hash_in(const json::Value& value, std::string_view name);

}  // namespace mash::login
