// SPDX-License-Identifier: MIT
// Projects the rows of the record into the tile log and signs a checkpoint, in a thread of its own.
// The rows are the truth (settled.md 8): what a crash leaves out is projected at the next start.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>

#include "mash/audit/tile_log.h"
#include "mash/db/database.h"
#include "mash/pipeline/vault.h"

namespace mash::server {

class Publisher {
 public:
  Publisher(db::Database& database, const pipeline::KeyRing& keys, std::filesystem::path folder,
            std::string origin);
  ~Publisher();  // a last checkpoint, then stops
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

 private:
  void run();
  void publish(audit::TileLog& log);

  db::Database& database_;
  const pipeline::KeyRing& keys_;
  std::filesystem::path folder_;
  std::string origin_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace mash::server
