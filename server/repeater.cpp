// SPDX-License-Identifier: MIT
#include "repeater.h"

#include "mash/base/log.h"

namespace mash::server {

Repeater::Repeater(std::string name, std::chrono::milliseconds pause, std::function<void()> work)
    : name_(std::move(name)), pause_(pause), work_(std::move(work)), thread_([this] { run(); }) {}

Repeater::~Repeater() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Repeater::run() {
  while (true) {
    try {
      work_();
    } catch (const std::exception& e) {
      log::error(name_, {{"what", e.what()}});
    }
    std::unique_lock lock(mutex_);
    if (wake_.wait_for(lock, pause_, [this] { return stop_; })) return;
  }
}

}  // namespace mash::server
