// SPDX-License-Identifier: MIT
// A notification without pages, as an agency's own system sends it: one JSON object with what the
// form asks professionals, under the same limits, rules and words, and then what the form does with
// it. What not: who sends and whether they may (gate/machine).
// Thread safety: as the caller's transaction; the others are pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/crypto/crypto.h"
#include "mash/json/value.h"
#include "mash/notify/draft.h"
#include "mash/pipeline/route.h"

namespace mash::notify {

// Whose system it is: what the body cannot choose.
struct Sender {
  AgencyId agency;
  std::string agency_name;
  std::vector<std::string> sources;  // ReferralSource codes under which the agency refers
};

// A complete draft, or all faults at once (at most 100), each with the JSON pointer of its member.
Result<Draft> read_professional(const json::Value& body, const Sender& sender, UtcTime now);
json::Value professional_schema();

struct Accepted {
  std::string reference;
  std::string code;
  std::string inward_id;
  std::string receipt;  // signed
};
// Seals to the hub, queues, and remembers that there is one, in this transaction. The draft must be
// complete.
Accepted accept(pipeline::Context& c, const crypto::PublicKey& hub_key, const Draft& draft);

struct FeedbackWords {
  UtcTime at;
  Sensitive words;
};
struct Standing {
  std::string inward_id;
  UtcTime received_at;
  bool waiting = false;  // at the gate, for the hub to collect it
  bool late = false;     // and the hub is away
  std::string words;
  std::vector<FeedbackWords> feedback;  // newest first
};
// How the notification of this reference stands. Nothing if there is none, or no more.
std::optional<Standing> standing_of(pipeline::Context& c, const policy::Proof& proof,
                                    const std::string& reference);

}  // namespace mash::notify
