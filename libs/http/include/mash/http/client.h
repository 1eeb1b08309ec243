// SPDX-License-Identifier: MIT
// A blocking HTTPS client for one peer with a pinned certificate; keeps its connection and opens a
// new one when it was lost. Not here: redirects, proxies, cookies, certificate authorities.
// Thread safety: one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "mash/http/message.h"

namespace mash::http {

struct ClientOptions {
  std::string host = "127.0.0.1";  // name or address
  std::uint16_t port = 0;
  // SHA-256 (hex) of the certificate that the peer must show; required. It is the whole check:
  // issuer, names and dates do not matter.
  std::string server_fingerprint;
  std::string certificate_pem;  // ours, for mutual TLS; may be empty
  std::string key_pem;
  // Connecting, and each request as a whole. Looking up a name has the resolver's own limit.
  int timeout_seconds = 10;
  std::uint64_t body_limit = 64U * 1024 * 1024;  // bytes of an answer
};

class Client {
 public:
  // Does not connect yet. Throws std::runtime_error if our certificate and key are not a pair.
  explicit Client(ClientOptions options);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  // Method, path (which may carry a query), query, headers and body are sent; Host and
  // Content-Length are added. Any status is a Response. Errors: unavailable (cannot connect, wrong
  // certificate, timed out, broken, answer too large), with a message without content.
  // A request on a kept connection that was found closed before any byte of the answer is sent once
  // more on a new one: the peer may then see it twice, so a command must carry a key that tells.
  Result<Response> send(const Request& request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mash::http
