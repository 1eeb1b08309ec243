// SPDX-License-Identifier: MIT
#include "publisher.h"

#include <chrono>

#include "mash/base/log.h"
#include "mash/pipeline/record.h"

namespace mash::server {

namespace {
constexpr std::int64_t k_batch = 10'000;
constexpr std::chrono::milliseconds k_pause{500};
}  // namespace

Publisher::Publisher(db::Database& database, const pipeline::KeyRing& keys,
                     std::filesystem::path folder, std::string origin)
    : database_(database),
      keys_(keys),
      folder_(std::move(folder)),
      origin_(std::move(origin)),
      thread_([this] { run(); }) {}

Publisher::~Publisher() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Publisher::publish(audit::TileLog& log) {
  const crypto::SigningKey key(keys_.of("sign"));
  if (!log.published()) log.publish(key, origin_);
  while (true) {
    std::vector<Bytes> leaves;
    database_.read([&](db::Transaction& tx) {
      leaves = pipeline::event_leaves(tx, static_cast<std::int64_t>(log.size()), k_batch);
    });
    if (leaves.empty()) return;
    log.append(leaves);
    log.publish(key, origin_);
  }
}

void Publisher::run() {
  auto log = audit::TileLog::open(folder_);
  if (!log) {
    // The record itself goes on; `openmash audit verify` says what is wrong with the tiles.
    log::error("audit.tiles_contradict", {{"what", log.error().message}});
    return;
  }
  bool last = false;
  while (true) {
    try {
      publish(*log);
    } catch (const std::exception& e) {
      log::error("audit.not_published", {{"what", e.what()}});
      auto again = audit::TileLog::open(folder_);
      if (!again) return;
      log = std::move(again);
    }
    if (last) return;
    std::unique_lock lock(mutex_);
    last = wake_.wait_for(lock, k_pause, [this] { return stop_; });
  }
}

}  // namespace mash::server
