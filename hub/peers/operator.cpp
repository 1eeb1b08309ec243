// SPDX-License-Identifier: MIT
// What the operator decides: which directory counts, and to whom this hub talks.
#include "mash/peers/peers.h"
#include "words.h"

namespace mash::peers {

namespace {

using pipeline::Context;

std::string iso_or_empty(const std::optional<UtcTime>& at) {
  return at ? iso_utc(*at) : std::string();
}

json::Value hub_value(db::Transaction& tx, const exchange::Hub& hub, bool good, UtcTime now) {
  json::Value out = json::Object{{"id", hub.id}, {"name", hub.name}, {"good", good}};
  const auto peer = find_peer(tx, hub.id);
  out.set("allowed", peer && peer->allowed);
  out.set("heard_at", peer ? iso_or_empty(peer->heard_at) : std::string());
  out.set("trouble", peer ? peer->trouble : std::string());
  std::int64_t waiting = 0;
  std::int64_t overdue = 0;
  if (peer) {
    for (const auto& word : without_receipt(tx, hub.id)) {
      ++waiting;
      if (now >= word.due_at) ++overdue;
    }
  }
  out.set("waiting", waiting);
  out.set("overdue", overdue);
  return out;
}

}  // namespace

Result<std::int64_t> take_directory(Context& c, const model::Borough& borough,
                                    std::string_view text, std::string_view read_out) {
  MASH_TRY(const auto next, exchange::decode_directory(text));
  MASH_TRY_DO(exchange::check_next(next, current_directory(c.tx), read_out, c.now));
  const auto* own = next.directory.find(borough.hub.id);
  if (own == nullptr || own->sign != signing_key(c.keys).public_key() ||
      own->box != box_key(c.keys)) {
    return invalid("hub", "This hub does not stand in it as openmash hubs entry describes it");
  }
  store_directory(c.tx, next, c.now);
  c.note("version." + std::to_string(next.directory.version));
  post_gates(c, borough);
  return next.directory.version;
}

Result<void> set_allowed(Context& c, const model::Borough& borough, const exchange::HubId& hub,
                         bool allowed) {
  const auto directory = current_directory(c.tx);
  if (!directory) return invalid("hub", "Take a directory first: openmash hubs take");
  if (hub == borough.hub.id) return invalid("hub", "This is the hub itself: name another");
  if (directory->find(hub) == nullptr) {
    return invalid("hub", "The directory has no hub of this name: see openmash hubs list");
  }
  auto peer = find_peer(c.tx, hub);
  if (!peer) peer = Peer{.hub = hub};
  peer->allowed = allowed;
  peer->changed_at = c.now;
  peer->accounted_at.reset();
  store_peer(c.tx, *peer);
  c.note("hub." + hub);
  post_gates(c, borough);
  return {};
}

json::Value standing(db::Transaction& tx, const model::Borough& borough, UtcTime now) {
  const auto directory = current_directory(tx);
  json::Array hubs;
  if (directory) {
    for (const auto& hub : directory->hubs) {
      if (hub.id == borough.hub.id) continue;
      hubs.push_back(hub_value(tx, hub, directory->good(hub.id, now) != nullptr, now));
    }
  }
  return json::Object{{"version", directory ? directory->version : 0},
                      {"until", directory ? iso_utc(directory->until) : std::string()},
                      {"hubs", std::move(hubs)}};
}

}  // namespace mash::peers
