// SPDX-License-Identifier: MIT
// The gate without its listeners: folder, keys, database, routes, door, limits and sweeping.
#pragma once

#include <memory>

#include "folder.h"
#include "gate_slices.h"
#include "mash/base/time.h"
#include "mash/relay/relay.h"
#include "settings.h"
#include "turned_away.h"

namespace mash::server {

class GateCore {
 public:
  // conflict: another process owns the folder. invalid_input: the hub's public file is missing.
  static Result<std::unique_ptr<GateCore>> open(const Settings& settings, const Clock& clock,
                                                Random& random);
  GateCore(const GateCore&) = delete;
  GateCore& operator=(const GateCore&) = delete;

  // A request from outside: dispatched, unless its network has sent too much.
  http::Response answer(const http::Request& request);
  // As HubCore.
  void end_sessions_of_strangers();
  // Takes away what the policy keeps no longer; what somebody might miss is put on the record.
  void sweep();

  pipeline::App& app() { return *app_; }
  db::Database& database() { return *database_; }
  const pipeline::KeyRing& keys() const { return keys_; }
  const door::Door& door() const { return *door_; }
  relay::Relay& relay() { return *relay_; }
  const Path& folder() const { return folder_; }

 private:
  http::Response answer_of(const http::Request& request);
  GateCore(const Settings& settings, const Clock& clock, Random& random, FolderLock lock,
           GateParts parts, std::vector<login::AgencyIssuer> agencies,
           std::optional<signatures::Agencies> signers);

  FolderLock lock_;
  Path folder_;
  std::vector<login::AgencyIssuer> agencies_;
  std::optional<signatures::Agencies> signers_;
  GateParts parts_;
  const Clock& clock_;
  Random& random_;
  notify::RateLimiter limiter_;
  machine::Turnstile turnstile_;
  pipeline::NetworkShares sign_ins_;
  TurnedAway turned_away_;
  pipeline::KeyRing keys_;
  pipeline::Vault vault_{keys_};
  std::unique_ptr<db::Database> database_;
  html::Templates templates_;
  std::unique_ptr<pipeline::App> app_;
  std::unique_ptr<door::Door> door_;
  std::unique_ptr<relay::Relay> relay_;
};

// The origin of a gate's log.
inline constexpr const char* k_gate_origin = "openmash/gate";

}  // namespace mash::server
