// SPDX-License-Identifier: MIT
// The gate's side of the door: messages for the hub wait here until the hub, which always dials,
// has collected and committed them; packages from the hub are handed to who stores them, each once.
// What not: the listener and its mutual TLS (server), what packages mean (notify, inbox).
//
//   GET  /door/alive               {"alive":true}
//   GET  /door/inward?limit=N      {"messages":[{"id":"...","body":"base64 of encode(Inward)"}],
//                                  "seals_to":"<64 hexadecimal digits>"}
//   GET  /door/inward?limit=N&files=no    the same without pieces of files, which wait
//   POST /door/collected           {"ids":["..."]}: the hub has them for good; they are deleted
//   POST /door/outward             {"messages":["base64 of encode(Outward)", ...]}
//                                  {"stored":["id", ...],"refused":[{"index":1,"why":"...",
//                                  "code":"invalid_input" | "too_large" | "unsupported" |
//                                  "other"}]}
//
// Both posts are durable before the answer, and doing either twice changes nothing more.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "mash/db/database.h"
#include "mash/http/message.h"
#include "mash/packages/packages.h"
#include "mash/pipeline/vault.h"

namespace mash::door {

// Puts a message for the hub into the queue, in the transaction of the act that sends it.
void queue(db::Transaction& tx, const packages::Inward& inward);
// Pieces of files wait behind all messages, so that no notification waits for a file. Before it is
// sent a piece is held for `holder` (a random id), and only then is it the hub's to collect; `file`
// names the pieces that belong together.
void hold_piece(db::Transaction& tx, std::string_view holder, std::string_view file,
                const packages::Inward& piece);
void send_held(db::Transaction& tx, std::string_view holder, UtcTime now);
void drop_held(db::Transaction& tx, std::string_view holder);
void drop_held(db::Transaction& tx, std::string_view holder, std::string_view file);
// Of all holders: pieces that came before this and have not been sent.
void drop_held_before(db::Transaction& tx, UtcTime before);
// The hub said, when it looked last, that it takes no files for now: nobody has looked at those it
// has. What was sent waits here.
bool files_wait(db::Transaction& tx);
// Bytes of all pieces that are here, held or waiting. Cost: a walk over their rows.
std::int64_t piece_bytes(db::Transaction& tx);
// The tables of the above, for db::Migration.
std::string_view pieces_schema();
std::string_view files_wait_schema();

// Whether the hub has not collected it yet. Messages only.
bool is_waiting(db::Transaction& tx, const std::string& inward_id);
// Takes away what tells a package that is delivered twice, once it came before `before`.
void forget_deliveries(db::Transaction& tx, UtcTime before);
// The hub has not looked for messages for two minutes, or never: pages say so.
bool hub_is_away(db::Transaction& tx, UtcTime now);

// A package that came from the hub, and where to put it.
struct Arrival {
  db::Transaction& tx;
  const pipeline::Vault& vault;
  Random& random;
  UtcTime now;
  UtcTime sent_at;           // when the hub made it
  ByteView body;             // encode() of the struct of its kind
  bool unwitnessed = false;  // packages::Outward
};
// Stores one package; an error undoes its changes and is told to the hub.
using Taker = std::function<std::optional<Error>(Arrival&)>;
using Takers = std::map<packages::OutwardKind, Taker>;

// For http::ServerOptions::body_limit of the door's listener.
inline constexpr std::uint64_t k_door_body_limit = 12U * 1024 * 1024;

// The handler of the door's listener. Safe from any thread. References must outlive it.
class Door {
 public:
  struct Deps {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const pipeline::KeyRing& keys;
    Takers takers;              // a kind without a taker is refused
    std::string seals_to = {};  // the hub's public key to which all that is sent from now on is
  };
  explicit Door(Deps deps) : deps_(std::move(deps)) {}
  // Throws db::DatabaseError if the record cannot be reached: nothing was changed then.
  [[nodiscard]] http::Response operator()(const http::Request& request) const;

 private:
  [[nodiscard]] http::Response inward(const http::Request& request) const;
  [[nodiscard]] http::Response collected(const http::Request& request) const;
  [[nodiscard]] http::Response outward(const http::Request& request) const;

  Deps deps_;
};

}  // namespace mash::door
