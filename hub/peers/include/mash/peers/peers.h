// SPDX-License-Identifier: MIT
// Other hubs: the directory of them that this hub has taken, whom of them it talks to, and the
// words to and from them, stored before they are acknowledged (libs/exchange).
//
// What: a letter from a manager to another hub, its reply and its receipts; a word without a
// receipt in its time is told to people. What not: the way between gates (gate/relay); anything
// about a child: a letter asks for a conversation between professionals.
// Errors: invalid_input with what to mend; not_found where there is no such hub or letter.
// Thread safety: routes and acts may run at once; round() one at a time. Cost: one signature and
// one box for each word.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mash/alerts/alerts.h"
#include "mash/cases/owed.h"
#include "mash/exchange/directory.h"
#include "mash/model/borough.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"

namespace mash::peers {

// data/hubs.json
struct PeersPolicy {
  int version = 0;
  std::vector<int> again_after_minutes;  // after the first time, the second, ...; the last stays
  int receipt_within_minutes = 0;        // then people are told
  int account_every_minutes = 0;         // how often each hub says what it has
  int passing_kept_days = 0;             // words of other slices, once they have a receipt
};
// Strict: a member that is missing, unknown or out of its range is invalid_input with its name.
Result<PeersPolicy> parse_peers_policy(std::string_view text);
const PeersPolicy& built_in_peers_policy();

// What another slice does with a word of its kind. By whom it is, is proved; that it reads is not.
using Listener = std::function<void(pipeline::Context&, const policy::Proof&,
                                    const exchange::HubId& from, std::string_view text)>;
struct Deps {
  const model::Borough& borough;
  const PeersPolicy& policy;
  alerts::Deps alerts;
  std::map<std::string, Listener, std::less<>> listeners = {};  // by kind of word
};

// By which this hub signs its words, and to which others seal theirs. They follow from the hub's
// own keys "sign" and "box".
crypto::SigningKey signing_key(const pipeline::KeyRing& keys);
crypto::PublicKey box_key(const pipeline::KeyRing& keys);

// ---- What the operator does, each in a system act.
// Takes the directory, which becomes the one that counts. Answers its version.
Result<std::int64_t> take_directory(pipeline::Context& c, const model::Borough& borough,
                                    std::string_view text, std::string_view read_out);
Result<void> set_allowed(pipeline::Context& c, const model::Borough& borough,
                         const exchange::HubId& hub, bool allowed);
// {"version", "until", "hubs": [{"id", "name", "allowed", "good", "heard_at", "waiting",
// "overdue", "trouble"}]}; times in ISO 8601 or "".
json::Value standing(db::Transaction& tx, const model::Borough& borough, UtcTime now);

// ---- For other slices, whose words go the same way. They keep what they need of them by
// themselves: here a word is kept for as long as it may have to be sent again.
struct OtherHub {
  exchange::HubId id;
  std::string name;
};
// Whom this hub talks to now, in the order of their names.
std::vector<OtherHub> talked_to(db::Transaction& tx, UtcTime now);
// Stored in the transaction of the act, delivered once and in order. False: it is not talked to.
bool say(pipeline::Context& c, const Deps& deps, const exchange::HubId& hub, std::string_view kind,
         std::string_view text);

// By which hubs sign, by each directory that was taken, the newest first: for what was signed in
// its time and is kept. Cost: one select, and each directory read.
using KeysOfHubs = std::map<exchange::HubId, crypto::PublicKey>;
std::vector<KeysOfHubs> keys_ever(db::Transaction& tx);
// For pages; of one that no directory has, its id.
std::string name_of_hub(db::Transaction& tx, const exchange::HubId& id);

// ---- The way of words.
// Once at each start: the gate is told which hubs there are, and they what this one has. Nothing
// where no directory was taken.
Result<void> begin(pipeline::App& app, db::Database& database, const Deps& deps);
// What the gate held. What is no word of a hub that this one talks to is put away and noted:
// whoever sent it gets no receipt.
void take_in(pipeline::Context& c, const policy::Grant<policy::Action::collect>& grant,
             const Deps& deps, ByteView message);
// Sends again what has no receipt, says what this hub has, tells people of silence. Answers how
// many words and accounts went out. Cost: one select where nothing is due.
int round(pipeline::App& app, db::Database& database, const Deps& deps, UtcTime now);

// GET /hubs; GET and POST /hubs/write; GET /hubs/letters/{letter}, POST its /reply and /read
std::vector<pipeline::Route> routes(const Deps& deps);
// Letters that wait for an answer, and words without a receipt.
std::vector<cases::Owed> owed(pipeline::Context& c);

}  // namespace mash::peers
