// SPDX-License-Identifier: MIT
// Tokens by which agencies' systems are known: 256 random bits each, shown once, kept as a keyed
// hash. One that is revoked is taken away, so it is as if it had never been.
// Thread safety: as the caller's transaction. Cost: a select and an HMAC.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/crypto/crypto.h"
#include "mash/http/message.h"
#include "mash/notify/professional.h"
#include "mash/pipeline/route.h"

namespace mash::machine {

// Makes one for a system of this agency and answers what its "Authorization: Bearer" is to hold.
Sensitive add_token(pipeline::Context& c, const notify::Sender& agency, const std::string& name);

struct Token {
  std::string id;
  notify::Sender agency;
  std::string name;
  UtcTime made_at;
};
std::vector<Token> tokens(pipeline::Context& c, const policy::Proof& proof);
std::optional<Token> find_token(pipeline::Context& c, const policy::Proof& proof,
                                const std::string& id);
// Whether there was one. It opens nothing from the end of this transaction on.
bool revoke_token(pipeline::Context& c, const std::string& id);

// Who asks.
struct Caller {
  std::string token;  // its id
  AgencyId agency;
  crypto::Key secret;
};
// Nothing for any request that no token of ours came with; the secrets are compared in constant
// time.
std::optional<Caller> find_caller(db::Transaction& tx, const pipeline::Vault& vault,
                                  const http::Request& request);

}  // namespace mash::machine
