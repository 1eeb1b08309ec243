// SPDX-License-Identifier: MIT
// The directory of hubs: who they are, for which authorities they decide, by which keys they sign
// and to which they are sealed to, and where their gates are. A text that hubs sign together.
//
// What: one text, which people can read and put together; so many signatures of hubs of the
// directory before make it the next. What not: whom a hub talks to, which each decides by itself;
// nothing about a family.
// Units: times are whole seconds of UTC. A key is 64 hexadecimal digits.
// Errors: invalid_input with the line that is wrong and how to mend it; conflict for an older one.
// Thread safety: values. Cost: a signature check for each hub that signed, 50 us.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"
#include "mash/base/time.h"
#include "mash/crypto/crypto.h"

namespace mash::exchange {

using HubId = std::string;  // a-z, 0-9, '-', at most 40

struct Hub {
  HubId id;
  std::string name;                     // for pages
  std::vector<std::string> decides;     // authorities (ONS codes) whose front door it is
  std::vector<std::string> recommends;  // authorities that decide themselves, on its word
  std::string host;                     // of its gate
  std::uint16_t port = 0;
  std::string certificate;   // SHA-256 (hex) of what its gate shows, and shows us when it dials
  crypto::PublicKey sign{};  // its words are signed by it
  crypto::PublicKey box{};   // and sealed to it
  UtcTime from, until;       // its keys are good from, and before
  std::optional<UtcTime> revoked = {};  // since when nothing of its is good any more
};

struct Directory {
  std::int64_t version = 0;  // from 1; each has one more
  std::int64_t needs = 1;    // how many hubs of this one must sign the next
  UtcTime until;             // pages ask for a newer one from then on
  std::vector<Hub> hubs;     // by id

  [[nodiscard]] const Hub* find(const HubId& id) const;
  // Only while its keys are good: nothing from the instant on at which it was revoked.
  [[nodiscard]] const Hub* good(const HubId& id, UtcTime now) const;
  // The hub whose gate shows this certificate, while it is good.
  [[nodiscard]] const Hub* by_certificate(std::string_view fingerprint, UtcTime now) const;
};

struct SignedDirectory {
  Directory directory;
  std::map<HubId, crypto::Signature> signatures;
};

std::string encode(const Hub& hub);  // its lines, as they stand in a directory
std::string encode(const Directory& directory);
std::string encode(const SignedDirectory& directory);
// Strict: one form for each value. Signatures may be missing: a draft.
Result<SignedDirectory> decode_directory(std::string_view text);

// What two people read to each other before a hub takes its first directory: SHA-256 of its text
// without signatures, 64 digits.
std::string fingerprint(const Directory& directory);

void sign(SignedDirectory& directory, const HubId& as, const crypto::SigningKey& key);
// How many hubs of `before` have signed it, each by its key there. Signatures of others and wrong
// ones do not count.
std::int64_t signed_by(const SignedDirectory& directory, const Directory& before, UtcTime now);
// Whether it may follow what a hub has. The first must be signed by as many of its own hubs as it
// asks for, and be the one that people have read out to each other.
Result<void> check_next(const SignedDirectory& next, const std::optional<Directory>& before,
                        std::string_view read_out, UtcTime now);

}  // namespace mash::exchange
