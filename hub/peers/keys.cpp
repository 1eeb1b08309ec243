// SPDX-License-Identifier: MIT
#include "mash/peers/peers.h"
#include "peers_store.h"

namespace mash::peers {

std::vector<KeysOfHubs> keys_ever(db::Transaction& tx) {
  std::vector<KeysOfHubs> out;
  for (const auto& directory : all_directories(tx)) {
    KeysOfHubs keys;
    for (const auto& hub : directory.hubs) keys.emplace(hub.id, hub.sign);
    out.push_back(std::move(keys));
  }
  return out;
}

std::string name_of_hub(db::Transaction& tx, const exchange::HubId& id) {
  const auto directory = current_directory(tx);
  const auto* hub = directory ? directory->find(id) : nullptr;
  return hub == nullptr ? id : hub->name;
}

}  // namespace mash::peers
