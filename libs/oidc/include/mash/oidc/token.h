// SPDX-License-Identifier: MIT
// What an issuer says of somebody: that they signed in (ID token, OpenID Connect Core 1.0 section
// 3.1.3.7) or signed out (logout token, OpenID Connect Back-Channel Logout 1.0 section 2.6).
// Stricter than both: no audience beside us, no token older than ten minutes, and a way of signing
// in that is demanded must be claimed.
// What not: whom of the staff that is (login), whether a token came before (login keeps that),
// fetching keys (provider.h).
// Units: times of tokens are whole seconds. Thread safety: pure. Cost: one signature.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/base/time.h"
#include "mash/oidc/keys.h"

namespace mash::oidc {

// How far the clocks of issuer and hub may lie apart, and how old a token may be when it comes.
inline constexpr Duration k_clock_skew = Duration::seconds(60);
inline constexpr Duration k_oldest_token = Duration::minutes(10);

struct Expected {
  std::string issuer;
  std::string client_id;
  std::vector<std::string> acr;  // one of these; empty: any
  std::vector<std::string> amr;  // each of these; empty: any
  // Since signing in at the issuer, at most; 0: any.
  Duration max_age;
  std::string claim = "sub";  // which claim names the person
};

struct SignedIn {
  Sensitive who;                   // the claim that names the person
  Sensitive subject;               // "sub"
  Sensitive at_issuer;             // "sid", the session there; may be empty
  std::optional<UtcTime> at = {};  // "auth_time": when they last gave what they sign in with
};
struct SignedOut {
  Sensitive subject;    // may be empty, but not both
  Sensitive at_issuer;  //
  Sensitive once;       // "jti"
};
template <class T>
using Checked = std::variant<T, Flaw>;

Checked<SignedIn> check_id_token(std::string_view token, const KeySet& keys,
                                 const Expected& expected, std::string_view nonce, UtcTime now);
Checked<SignedOut> check_logout_token(std::string_view token, const KeySet& keys,
                                      const Expected& expected, UtcTime now);

}  // namespace mash::oidc
