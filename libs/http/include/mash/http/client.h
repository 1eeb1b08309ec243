// SPDX-License-Identifier: MIT
// A blocking HTTPS client for one peer with a pinned certificate; keeps its connection and opens a
// new one when it was lost. One thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "mash/http/message.h"

namespace mash::http {

struct ClientOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
  std::string
      server_fingerprint;       // SHA-256 hex of the certificate that the peer must show; required
  std::string certificate_pem;  // ours, for mutual TLS; may be empty
  std::string key_pem;
  int timeout_seconds = 10;  // connect, and each request as a whole
  std::uint64_t body_limit = 64U * 1024 * 1024;
};

class Client {
 public:
  explicit Client(ClientOptions options);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  // `path` may carry a query. Errors: unavailable (cannot connect, timed out, broken), with a
  // message without content. A request on a kept connection that was found closed before any byte
  // of the answer is tried once more on a new one.
  Result<Response> send(const Request& request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mash::http
