// SPDX-License-Identifier: MIT
// "Do you know this child?" asked of other hubs from a case, and answered to them without anybody
// being asked (libs/pointer, decisions 55, 64 and 65).
//
// What: the page of a case, the words to and from other hubs, the list of tags for them, who asked.
// What not: the way of words between hubs (Ways, which the server gives); what another hub tells of
// a child: people speak to each other.
// A child of whom only cases behind a wall speak is answered as a twin is: ask.
// Errors: invalid_input with what to mend. Thread safety: routes and take() may run at once; Known
// may be shared. Cost: an enquiry to a hub, 2 ms to ask and 8 to read; to answer, 4.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mash/enquiry/enquiry.h"
#include "mash/model/borough.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"
#include "mash/pointer/desk.h"
#include "mash/pointer/enquiry.h"

namespace mash::pointers {

// The kind of all words of this slice: which of them one is, gates do not see.
inline constexpr const char* k_kind = "pointer";

struct OtherHub {
  pointer::HubId id;
  std::string name;  // for pages
};
// How words travel. `say` stores in the transaction of the act and delivers once, in order; to a
// hub that this one does not talk to any more it says nothing.
struct Ways {
  std::function<std::vector<OtherHub>(db::Transaction&, UtcTime now)> hubs;  // talked to now
  std::function<void(pipeline::Context&, const pointer::HubId&, const std::string& word)> say;
};

struct Deps {
  const model::Borough& borough;
  const pointer::Policy& policy;
  Ways ways;
};

// The children of this hub as tags, in memory.
class Known {
 public:
  struct Held {
    pointer::Register children;
    std::unique_ptr<pointer::Desk> desk;
    std::string list_hash;
    std::int64_t change = 0;  // of the change table, when it was made
    UtcTime made;
  };
  Known(const pipeline::KeyRing& keys, const pointer::Policy& policy);

  // What was made last; made anew only where there is none yet or the key is another now.
  std::shared_ptr<const Held> present(db::Transaction& tx, const pipeline::Vault& vault,
                                      UtcTime now);
  // Made anew also where anything has changed and the list may change again. Cost: where nothing
  // has changed, one look; else an opening for each statement and 2 ms for each new child.
  std::shared_ptr<const Held> newest(db::Transaction& tx, const pipeline::Vault& vault,
                                     UtcTime now);

 private:
  std::shared_ptr<const Held> made(db::Transaction& tx, const pipeline::Vault& vault, UtcTime now,
                                   const pointer::Epoch& epoch);

  crypto::LockedKey root_;
  const pointer::Policy& policy_;
  std::mutex mutex_;
  std::shared_ptr<const Held> held_;
  // Tags of this epoch by the hash of their token, so that only new children cost.
  std::unordered_map<std::string, pointer::Tag> tags_;
  pointer::Epoch tags_of_;
};

// GET and POST /case/{case}/other-hubs; GET /hubs/asked
std::vector<pipeline::Route> routes(const Deps& deps);
// The link of a case to its page: nothing where this hub talks to no other, or to whoever may not
// ask.
std::vector<enquiry::Beside> beside_case(pipeline::Context& c, const policy::Proof& proof,
                                         const Deps& deps, const CaseId& id);

// What another hub said, by whom the exchange knows it to be. What does not read is noted and put
// away.
void take(pipeline::Context& c, const policy::Proof& proof, const Deps& deps, Known& known,
          const pointer::HubId& from, std::string_view word);

// Gives the newest list to each hub that has an older one. Answers to how many. Cost: a few
// statements where nothing is due.
int round(pipeline::App& app, db::Database& database, const pipeline::Vault& vault,
          const Deps& deps, Known& known, UtcTime now);

}  // namespace mash::pointers
