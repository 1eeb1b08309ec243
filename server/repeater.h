// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace mash::server {

// Calls a function again and again in a thread of its own, with a pause between, until destroyed.
// An exception is logged under `name` and the next call tries again.
class Repeater {
 public:
  Repeater(std::string name, std::chrono::milliseconds pause, std::function<void()> work);
  ~Repeater();  // waits for a call that is running
  Repeater(const Repeater&) = delete;
  Repeater& operator=(const Repeater&) = delete;

 private:
  void run();

  std::string name_;
  std::chrono::milliseconds pause_;
  std::function<void()> work_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace mash::server
