// SPDX-License-Identifier: MIT
// The control socket of a running hub or gate (settled.md 9): a command that touches its folder
// asks the process that owns it. One JSON object a line each way; readable by its own user only.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>

#include "folder.h"
#include "mash/json/value.h"

namespace mash::server {

// Says how far long work is.
using Progress = std::function<void(const json::Value&)>;
// Answers a command; an Error becomes {"error": ..., "faults": [...]}.
using Command = std::function<Result<json::Value>(const json::Value& request, const Progress&)>;

class ControlServer {
 public:
  // Throws std::system_error if the socket cannot be made.
  ControlServer(const Path& socket, Command command);
  ~ControlServer();
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;

 private:
  void run();
  void serve(int connection);

  Command command_;
  int listener_ = -1;
  int wake_[2] = {-1, -1};
  std::thread thread_;
};

// Sends one command. unavailable: nobody listens (it does not run). internal: it ended before
// it answered; what it had committed stays.
Result<json::Value> ask(const Path& socket, const json::Value& request, const Progress& progress);

}  // namespace mash::server
