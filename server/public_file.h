// SPDX-License-Identifier: MIT
// What hub and gate publish to each other: <data>/public/hub.json and gate.json.
#pragma once

#include "folder.h"
#include "mash/json/value.h"
#include "mash/model/borough.h"
#include "mash/signatures/signatures.h"
#include "settings.h"

namespace mash::server {

struct PublicFile {
  std::string door;          // SHA-256 of the certificate shown at the door
  std::string name, phone;   // hub: of the hub, for the gate's pages
  crypto::PublicKey box{};   // hub: notifications are sealed to it
  crypto::PublicKey sign{};  // gate: its receipts are signed with it
  std::string relay;         // gate: SHA-256 of the certificate that it shows gates of other hubs
};
void write_public(const Settings& settings, const std::string& name, const PublicFile& file);
// invalid_input says which file is missing and where it comes from.
Result<PublicFile> read_public(const Settings& settings, const std::string& name);

// agencies.json beside them, which the hub writes: by whose keys signatures are checked. Nothing:
// there is no such file. invalid_input: it cannot be read.
void write_signers(const Settings& settings, const signatures::Agencies& agencies);
Result<std::optional<signatures::Agencies>> read_signers(const Settings& settings);
// Those of the hub, with the keys by which they answer for passkeys; behind them those that
// `before` has, which is all that is known of one whose compartment is sealed.
signatures::Agencies signers_of(const model::Borough& borough, const pipeline::KeyRing& keys,
                                const std::optional<signatures::Agencies>& before = {});

}  // namespace mash::server
