// SPDX-License-Identifier: MIT
// What happens by itself: sending again, accounts, people told of silence.
#include <algorithm>

#include "mash/peers/peers.h"
#include "words.h"

namespace mash::peers {

namespace {

using pipeline::Context;

UtcTime again_at(const PeersPolicy& policy, const WordOut& word) {
  const auto last = policy.again_after_minutes.size() - 1;
  const auto tries = static_cast<std::size_t>(std::max<std::int64_t>(word.times - 1, 0));
  return word.sent_at + Duration::minutes(policy.again_after_minutes.at(std::min(tries, last)));
}

bool account_due(const PeersPolicy& policy, const Peer& peer, UtcTime now) {
  return !peer.accounted_at ||
         now >= *peer.accounted_at + Duration::minutes(policy.account_every_minutes);
}

struct Due {
  std::vector<std::string> again;  // ids of words
  std::vector<std::string> silent;
  bool account = false;
  [[nodiscard]] bool any() const { return account || !again.empty() || !silent.empty(); }
};

Due due_of(db::Transaction& tx, const PeersPolicy& policy, const Peer& peer, bool reachable,
           UtcTime now) {
  Due out;
  out.account = reachable && account_due(policy, peer, now);
  for (const auto& word : without_receipt(tx, peer.hub)) {
    if (reachable && now >= again_at(policy, word)) out.again.push_back(word.id);
    if (now >= word.due_at && !word.told_at) out.silent.push_back(word.id);
  }
  return out;
}

int carry_out(Context& c, const Deps& deps, const exchange::HubId& hub) {
  auto peer = find_peer(c.tx, hub);
  const auto directory = current_directory(c.tx);
  if (!peer) return 0;
  const bool can = directory && reachable(*directory, *peer, c.now) != nullptr;
  const Due due = due_of(c.tx, deps.policy, *peer, can, c.now);
  for (const auto& word : without_receipt(c.tx, hub)) {
    if (std::ranges::find(due.again, word.id) == due.again.end()) continue;
    post_message(c, hub, to_text(word.message));
    set_sent(c.tx, word.id, c.now);
    c.touch(word.id);
  }
  for (const auto& id : due.silent) {
    set_told(c.tx, id, c.now);
    c.touch(id);
  }
  if (!due.silent.empty()) {
    c.note("no_receipt");
    alerts::alert_overseers(c, deps.alerts, StaffId());
  }
  if (due.account) {
    for (const auto& [kind, listener] : deps.listeners) {
      forget_received(c.tx, hub, kind, c.now - Duration::days(deps.policy.passing_kept_days));
    }
    post_receipt(c, deps.borough, *peer, true);
    peer->accounted_at = c.now;
    store_peer(c.tx, *peer);
  }
  return static_cast<int>(due.again.size()) + (due.account ? 1 : 0);
}

}  // namespace

Result<void> begin(pipeline::App& app, db::Database& database, const Deps& deps) {
  bool any = false;
  database.read([&](db::Transaction& tx) { any = current_directory(tx).has_value(); });
  if (!any) return {};
  const auto done = app.system_act<policy::Action::collect>(
      "hubs.begun", [&](const auto&, Context& c) -> Result<json::Value> {
        post_gates(c, deps.borough);
        // Whether or not an account was given lately: this may be an old copy.
        for (auto& peer : all_peers(c.tx)) {
          peer.accounted_at.reset();
          store_peer(c.tx, peer);
        }
        return json::Value{};
      });
  if (!done) return done.error();
  return {};
}

int round(pipeline::App& app, db::Database& database, const Deps& deps, UtcTime now) {
  std::vector<exchange::HubId> hubs;
  database.read([&](db::Transaction& tx) {
    hubs.clear();
    const auto directory = current_directory(tx);
    if (!directory) return;
    for (const auto& peer : all_peers(tx)) {
      const bool can = reachable(*directory, peer, now) != nullptr;
      if (due_of(tx, deps.policy, peer, can, now).any()) hubs.push_back(peer.hub);
    }
  });
  int out = 0;
  for (const auto& hub : hubs) {
    const auto done = app.system_act<policy::Action::collect>(
        "hubs.sent-again", [&](const auto&, Context& c) -> Result<json::Value> {
          out += carry_out(c, deps, hub);
          return json::Value{};
        });
    if (!done) return out;
  }
  return out;
}

}  // namespace mash::peers
