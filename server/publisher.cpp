// SPDX-License-Identifier: MIT
#include "publisher.h"

#include <stdexcept>

#include "mash/base/log.h"
#include "mash/pipeline/record.h"

namespace mash::server {

namespace {
constexpr std::int64_t k_batch = 10'000;
}  // namespace

Publisher::Publisher(db::Database& database, const pipeline::KeyRing& keys,
                     std::filesystem::path folder, std::string origin,
                     std::chrono::milliseconds pause)
    : database_(database),
      keys_(keys),
      folder_(std::move(folder)),
      origin_(std::move(origin)),
      repeater_(std::make_unique<Repeater>("audit.not_published", pause, [this] { publish(); })) {}

Publisher::~Publisher() {
  repeater_.reset();
  try {
    publish();
  } catch (const std::exception& e) {
    log::error("audit.not_published", {{"what", e.what()}});
  }
}

void Publisher::quiet(const std::function<void()>& f) {
  const std::lock_guard lock(mutex_);
  try {
    publish_under_lock();
  } catch (const std::exception& e) {
    log::error("audit.not_published", {{"what", e.what()}});
  }
  f();
}

void Publisher::with_log(const std::function<void(const audit::TileLog&)>& f) {
  const std::lock_guard lock(mutex_);
  publish_under_lock();
  f(*log_);
}

void Publisher::publish() {
  const std::lock_guard lock(mutex_);
  publish_under_lock();
}

void Publisher::publish_under_lock() {
  if (!log_) {
    auto opened = audit::TileLog::open(folder_);
    // The record itself goes on; `openmash audit verify` says what is wrong with the tiles.
    if (!opened) throw std::runtime_error(opened.error().message);
    log_ = std::make_unique<audit::TileLog>(*std::move(opened));
  }
  auto log = std::move(log_);  // after a failed write it is good for nothing
  const crypto::SigningKey key(keys_.of("sign"));
  if (!log->published()) log->publish(key, origin_);
  while (true) {
    std::vector<Bytes> leaves;
    database_.read([&](db::Transaction& tx) {
      leaves = pipeline::event_leaves(tx, static_cast<std::int64_t>(log->size()), k_batch);
    });
    if (leaves.empty()) break;
    log->append(leaves);
    log->publish(key, origin_);
  }
  log_ = std::move(log);
}

}  // namespace mash::server
