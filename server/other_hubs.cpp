// SPDX-License-Identifier: MIT
// The way of what is asked about children: as words to other hubs.
#include <utility>

#include "hub_slices.h"
#include "mash/peers/peers.h"

namespace mash::server {

pointers::Deps pointers_of(const model::Borough& borough, const alerts::Deps& alerts) {
  const peers::Deps way{borough, peers::built_in_peers_policy(), alerts};
  return {borough,
          pointer::built_in_policy(),
          {[](db::Transaction& tx, UtcTime now) {
             std::vector<pointers::OtherHub> out;
             for (auto& hub : peers::talked_to(tx, now)) {
               out.push_back({.id = std::move(hub.id), .name = std::move(hub.name)});
             }
             return out;
           },
           [way](pipeline::Context& c, const pointer::HubId& hub, const std::string& word) {
             if (!peers::say(c, way, hub, pointers::k_kind, word)) c.note("hub_turned_away");
           }}};
}

}  // namespace mash::server
