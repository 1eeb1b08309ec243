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

// A complete draft with what its files hold, in their order.
struct Professional : Draft {
  std::vector<std::string> contents;
};

// Or all faults at once (at most 100), each with the JSON pointer of its member. The files have no
// id yet.
Result<Professional> read_professional(const json::Value& body, const Sender& sender, UtcTime now);
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

// The same with files, each cut and sealed in this transaction. Where there is no room for them
// (Deps::file_room, door::files_wait) the notification goes all the same: it names them, so that
// the front door is told that they did not come and asks for them, and `files_taken` is 0.
struct AcceptedWithFiles : Accepted {
  std::size_t files_taken = 0;
};
AcceptedWithFiles accept_with_files(pipeline::Context& c, const crypto::PublicKey& hub_key,
                                    std::int64_t file_room, Professional sent);
// What to say then.
inline constexpr std::string_view k_files_not_taken =
    "We cannot take files just now. The notification has been taken without them. Keep them: the "
    "hub asks for them if it needs them";
// For http::ServerOptions::body_limit: one file as large as may be, written in base64, and the
// rest.
std::uint64_t professional_body_limit();

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
