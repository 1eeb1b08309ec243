// SPDX-License-Identifier: MIT
// One issuer as its client sees it: where to send somebody who wants to sign in (authorization code
// flow with PKCE, state and nonce), what the code that they bring back is worth, and whether a
// logout token is one. Discovery document and keys are fetched when they are needed and kept.
// What not: whom of the staff somebody is, sessions, pages (login).
//
//   Provider provider(settings, network(""));
//   const auto start = provider.start(random, now);       // send the browser to start->address
//   const auto who = provider.finish(code, *start, random, now);
//
// Thread safety: any thread. Nothing is called under a lock. Cost: start and check_logout call the
// issuer where what is kept is missing or older than an hour; finish calls it once for the code and
// once more for a key that is not known.
// Keys are asked for anew once a minute at most, and an issuer that did not answer is left alone
// for ten seconds, so that neither strangers' tokens nor an issuer that is away bind the workers.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "mash/base/guarded.h"
#include "mash/base/random.h"
#include "mash/oidc/call.h"
#include "mash/oidc/discovery.h"
#include "mash/oidc/token.h"

namespace mash::oidc {

// How the issuer knows that it is us. client_secret_basic (RFC 6749 section 2.3.1):
struct ClientSecret {
  Sensitive secret;
};
// private_key_jwt with ES256 (OpenID Connect Core 1.0 section 9):
struct ClientKey {
  crypto::P256Key key;
  std::string id;  // "kid" in the header; may be empty
};

struct ProviderSettings {
  Expected expected;
  std::variant<ClientSecret, ClientKey> client;
  std::string redirect_address;      // ours, where the browser comes back
  std::vector<std::string> scopes;   // beside "openid"
  std::vector<std::string> origins;  // beside the issuer's own: where its addresses may be
};

// What is kept between sending somebody away and their coming back.
struct Start {
  std::string address;  // of the issuer's page, with its query
  std::string state;
  std::string nonce;
  Sensitive verifier;
};

class Provider {
 public:
  Provider(ProviderSettings settings, Call call);

  // `anew`: the issuer is to ask for password and factor also where somebody is signed in there
  // (OpenID Connect Core 1.0 section 3.1.2.1). Whether it did, SignedIn::at says.
  Checked<Start> start(Random& random, UtcTime now, bool anew = false);
  // Of a code that came back with the state of `start`.
  Checked<SignedIn> finish(const std::string& code, const Start& start, Random& random,
                           UtcTime now);
  Checked<SignedOut> check_logout(std::string_view token, UtcTime now);
  // Whether "iss" beside the code (empty: none) is as it must be (RFC 9207). As `start`.
  [[nodiscard]] bool issuer_fits(std::string_view said, UtcTime now);
  [[nodiscard]] const std::string& issuer() const { return settings_.expected.issuer; }
  // Where it may be called: nothing else leaves by this.
  [[nodiscard]] const std::vector<std::string>& origins() const { return settings_.origins; }

 private:
  struct Known {
    std::optional<Endpoints> endpoints;
    UtcTime endpoints_at;
    KeySet keys;
    UtcTime keys_at;
    std::optional<UtcTime> keys_asked_at;
    std::optional<UtcTime> failed_at;
  };
  Result<Answer> ask(const Ask& ask, UtcTime now);
  Result<json::Value> fetch(const std::string& address, UtcTime now);
  Result<Endpoints> endpoints(UtcTime now);
  // Those kept, or fetched where they are old.
  Result<KeySet> keys(UtcTime now);
  // Fetched because one was missing; nothing where that was done just now.
  std::optional<KeySet> newer_keys(UtcTime now);
  Result<KeySet> fetch_keys(UtcTime now);
  template <class T, class Check>
  Checked<T> checked(const Check& check, UtcTime now);
  Ask token_request(const std::string& address, const std::string& code, const Start& start,
                    Random& random, UtcTime now) const;

  ProviderSettings settings_;
  Call call_;
  Guarded<Known> known_;
};

}  // namespace mash::oidc
