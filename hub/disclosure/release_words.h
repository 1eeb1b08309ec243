// SPDX-License-Identifier: MIT
// A decision as a value: made, sealed and read again.
#pragma once

#include <string>

#include "item_words.h"
#include "release_store.h"

namespace mash::disclosure {

// What an owner says about one item version and one recipient.
struct NewRelease {
  model::ReleaseState state{};
  std::string wording;  // redacted, gist, or the line of EXISTENCE_ONLY
  std::string reason;
  std::string withhold_reason;
  bool could_harm = false;  // somebody could come to harm if the recipient does not know
  std::vector<std::string> basis;
  std::string purpose;
  std::string necessity;
  std::optional<UtcTime> expires_at;
  // What young people said against sharing when this was decided, and why it leaves all the same.
  std::vector<std::string> objections;  // ids
  std::string despite;
  // The rule by which it was decided, and whose word that is; empty: whoever acts decided it.
  std::string standing;
  StaffId signed_by;
};

// What leaves by this decision, word for word; empty text where nothing does.
Outgoing leaving(const Item& item, const NewRelease& decision);
std::string leaving_hash(const Outgoing& out);  // SHA-256 in hex
// The same, and the files that stood with it.
Outgoing outgoing_of(pipeline::Context& c, const Item& item, const ReleaseRow& row,
                     const NewRelease& said);

// Stores the decision with its canonical record: what, to whom, why, until when, and the hash of
// the exact words, ready for a signature. Answers its id.
std::string add_release(pipeline::Context& c, const policy::Proof& proof, const Item& item,
                        const AgencyId& recipient, const NewRelease& decision);

// The state with expiry applied.
model::ReleaseState standing_state(const ReleaseRow& row, UtcTime now);
// Does anything, be it one line, leave in this state?
bool lets_something_out(model::ReleaseState state);
// Is it still the owner's turn?
bool waits_for_owner(db::Transaction& tx, const RequestRow& request, UtcTime now);

struct OpenedRelease {
  NewRelease said;
  std::string hash;
  std::string record;
};
OpenedRelease open_release(pipeline::Context& c, const policy::Proof& proof, const ItemRow& item,
                           const ReleaseRow& row);

}  // namespace mash::disclosure
