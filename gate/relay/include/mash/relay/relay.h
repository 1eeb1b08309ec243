// SPDX-License-Identifier: MIT
// From gate to gate: what the hub sends to another hub waits here until that hub's gate has stored
// it; what other gates bring waits for the hub, as all that comes from outside.
//
//   POST /relay/words   {"messages":["base64 of a word or receipt (libs/exchange)", ...]}
//                       {"stored":N}; durable before the answer, and twice changes nothing more
//
// What: mutual TLS with the certificates that the hub has named; whoever shows another is refused
// in the handshake. A message is taken of the gate of the hub that it names as its sender alone.
// What not: whether a message is genuine or new, what it says (the hub); the listener (server).
// Thread safety: knows() and the handler from any thread; send_waiting() one at a time.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "mash/base/guarded.h"
#include "mash/db/database.h"
#include "mash/door/door.h"
#include "mash/http/message.h"
#include "mash/packages/packages.h"

namespace mash::relay {

// For http::ServerOptions::body_limit.
inline constexpr std::uint64_t k_body_limit = 8U * 1024 * 1024;

// Which gates there are, and what goes to them.
door::Takers takers();

using Send = std::function<Result<http::Response>(const http::Request&)>;
// A way to this gate; a new one when its place or its certificate has changed.
using Dial = std::function<Send(const packages::HubGate&)>;

class Relay {
 public:
  Relay(db::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  // Whether a gate with this certificate may connect. In memory; as of the last refresh().
  [[nodiscard]] bool knows(const std::string& certificate) const;
  void refresh();
  // The handler of the listener. `client_fingerprint` of the request says who it is.
  [[nodiscard]] http::Response operator()(const http::Request& request) const;
  // To each gate what waits for it. Answers how many messages are there now; one gate that does not
  // answer holds up no other.
  int send_waiting(const Dial& dial);

 private:
  db::Database& database_;
  const Clock& clock_;
  mutable Guarded<std::set<std::string>> known_;
  std::set<std::string> away_;  // hubs whose gates did not take what was brought last
};

}  // namespace mash::relay
