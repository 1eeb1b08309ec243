// SPDX-License-Identifier: MIT
// The hub without its listeners: folder, keys, database, routes. What commands and the serving
// process share (settled.md 9): whoever holds it owns the folder.
#pragma once

#include <memory>
#include <string>

#include "folder.h"
#include "mash/cases/clocks.h"
#include "mash/db/database.h"
#include "mash/html/render.h"
#include "mash/model/borough.h"
#include "mash/people/index.h"
#include "mash/pipeline/app.h"
#include "settings.h"

namespace mash::server {

class HubCore {
 public:
  // conflict: another process owns the folder. invalid_input: the configuration has faults.
  static Result<std::unique_ptr<HubCore>> open(const Settings& settings, const Clock& clock,
                                               Random& random);
  ~HubCore();
  HubCore(const HubCore&) = delete;
  HubCore& operator=(const HubCore&) = delete;

  pipeline::App& app() { return *app_; }
  db::Database& database() { return *database_; }
  const pipeline::KeyRing& keys() const { return keys_; }
  const model::Borough& borough() const { return borough_; }
  const Clock& clock() const { return clock_; }
  Random& random() { return random_; }
  const Path& folder() const { return folder_; }
  // Said on every page while the gate does not answer; empty when it does.
  void set_notice(std::string notice);

  // Commands of the control socket and of the command line: import, verify, password.
  Result<json::Value> command(const json::Value& request,
                              const std::function<void(const json::Value&)>& progress);

 private:
  HubCore(const Settings& settings, const Clock& clock, Random& random, FolderLock lock,
          model::Borough borough);
  void migrate();
  pipeline::AppOptions app_options(const Settings& settings);

  FolderLock lock_;
  Path folder_;
  const Clock& clock_;
  Random& random_;
  model::Borough borough_;
  pipeline::KeyRing keys_;
  pipeline::Vault vault_;
  cases::Timescales timescales_;
  std::unique_ptr<db::Database> database_;
  people::PersonIndex index_;
  html::Templates templates_;
  Guarded<std::string> notice_;
  std::unique_ptr<pipeline::App> app_;
};

// The origin of this hub's log, for checkpoints and verifiers.
std::string log_origin(const model::Borough& borough);

}  // namespace mash::server
