// SPDX-License-Identifier: MIT
// Writing, sending and placing of words, in the transaction of the act. What not: what comes in.
#pragma once

#include <string>

#include "mash/peers/peers.h"
#include "peers_store.h"

namespace mash::peers {

pipeline::Label label_of(std::string_view kind, std::string_view row);
inline constexpr std::string_view k_word_out = "hub_word_out";
inline constexpr std::string_view k_word_in = "hub_word_in";

// The hub where this one talks to it and its keys are good.
const exchange::Hub* reachable(const exchange::Directory& directory, const Peer& peer, UtcTime now);
// To the gate, which carries it.
void post_message(pipeline::Context& c, const exchange::HubId& hub, const std::string& message);
// Tells the gate which hubs there are.
void post_gates(pipeline::Context& c, const model::Borough& borough);
// What this hub has of the other; `wants`: and lacks what follows.
void post_receipt(pipeline::Context& c, const model::Borough& borough, const Peer& peer,
                  bool wants);

struct Said {
  std::string id;  // random
  std::string kind;
  std::string about;  // a letter; of a letter itself its own id
  json::Value words;
  bool passing = false;  // another slice keeps what it says
};
// Writes a word to this hub, which leaves at once. Changes and stores `peer`.
void write_word(pipeline::Context& c, const Deps& deps, Peer& peer, const exchange::Hub& to,
                const Said& said);
// Gives all words that are kept a place in a new line, and sends them.
void begin_new_line(pipeline::Context& c, const Deps& deps, Peer& peer, std::int64_t above);
void send_again(pipeline::Context& c, const Peer& peer, std::int64_t from);

}  // namespace mash::peers
