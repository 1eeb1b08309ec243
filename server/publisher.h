// SPDX-License-Identifier: MIT
// Projects the rows of the record into the tile log and signs a checkpoint. The rows are the truth
// (settled.md 8): what a crash leaves out is projected at the next start.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "mash/audit/tile_log.h"
#include "mash/db/database.h"
#include "mash/pipeline/vault.h"
#include "repeater.h"

namespace mash::server {

class Publisher {
 public:
  Publisher(db::Database& database, const pipeline::KeyRing& keys, std::filesystem::path folder,
            std::string origin, std::chrono::milliseconds pause = std::chrono::milliseconds(500));
  ~Publisher();  // after a last checkpoint
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  // Publishes what is there, then runs f with the log, which is good until f returns. Throws
  // std::system_error or std::runtime_error if the log cannot be read or written.
  void with_log(const std::function<void(const audit::TileLog&)>& f);
  // Publishes what is there, then runs f while nothing is written to the folder. An exception of
  // the publishing is swallowed: verifying says what is wrong.
  void quiet(const std::function<void()>& f);

 private:
  void publish();
  void publish_under_lock();

  db::Database& database_;
  const pipeline::KeyRing& keys_;
  std::filesystem::path folder_;
  std::string origin_;
  std::mutex mutex_;                     // the folder and log_ are written under it
  std::unique_ptr<audit::TileLog> log_;  // none: to be opened (again)
  std::unique_ptr<Repeater> repeater_;
};

}  // namespace mash::server
