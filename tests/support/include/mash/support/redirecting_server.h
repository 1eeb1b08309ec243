// SPDX-License-Identifier: MIT
// A server on this machine that answers its first caller with a redirect to itself, by plain HTTP.
// Whoever follows it calls a second time.
// Thread safety: one thread. Cost: a thread until the first call was answered.
#pragma once

#include <memory>
#include <string>

namespace mash::support {

class RedirectingServer {
 public:
  RedirectingServer();
  ~RedirectingServer();
  RedirectingServer(const RedirectingServer&) = delete;
  RedirectingServer& operator=(const RedirectingServer&) = delete;
  [[nodiscard]] std::string address() const;  // "http://127.0.0.1:port"
  // How often it was called. To be asked once the call under test has come back, and once only.
  int calls();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mash::support
