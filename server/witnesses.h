// SPDX-License-Identifier: MIT
// The witnesses that a hub asks to sign its record (`--witnesses FILE`), and how each is known when
// it is reached:
//
//   {"policy": "witnesses.policy",
//    "certificates": {"police": "<SHA-256 of its certificate, 64 hex digits>"}}
//
// The policy (libs/audit, quorum.h) stands in a file beside this one, in the form that recipients
// have too, and says who they are, where each answers and how many are enough. Addresses are of the
// form https://name[:port]/prefix/. A certificate is known by its hash alone, as it is at the door:
// no authority is asked.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "mash/audit/quorum.h"
#include "settings.h"

namespace mash::server {

struct WitnessPlace {
  std::string host;
  std::uint16_t port = 443;
  std::string path;         // of add-checkpoint
  std::string certificate;  // SHA-256, hex, lower case
};
struct Witnesses {
  audit::WitnessPolicy policy;
  std::map<std::string, WitnessPlace> places;  // of each witness, by its name in the policy
};

// Nothing where none are configured. invalid_input names the member and how to mend it: a file that
// is not there, a witness without address or certificate, a quorum of nobody, a policy that names
// logs and not this one.
Result<std::optional<Witnesses>> load_witnesses(const Settings& settings,
                                                const audit::VerifierKey& log);

}  // namespace mash::server
