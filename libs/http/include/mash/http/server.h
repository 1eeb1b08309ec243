// SPDX-License-Identifier: MIT
// An HTTPS server: TLS 1.3/1.2, HTTP/1.1, limits, keep-alive, a bounded worker pool. Coroutines and
// Beast live in src/ only. Handlers are plain blocking functions.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "mash/http/message.h"

namespace mash::http {

// Called on a worker thread, concurrently. An exception becomes a 500 without detail.
using Handler = std::function<Response(const Request&)>;
// The largest body that this request may have; called when the header is complete, before any of
// the body is read. Method and path only are set.
using BodyLimit = std::function<std::uint64_t(const Request&)>;

struct ServerOptions {
  std::string bind = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free port
  std::string certificate_pem;
  std::string key_pem;
  // SHA-256 fingerprints (hex) of client certificates that may connect. Not empty: a client
  // certificate is required and any other is refused in the handshake.
  std::vector<std::string> client_fingerprints;
  int workers = 8;
  int queue_limit = 256;        // requests waiting for a worker; more are answered 503
  int connection_limit = 2000;  // in all; and a quarter of it per address
  int header_seconds = 15;      // whole header, absolute
  int body_seconds = 60;
  int idle_seconds = 60;  // keep-alive
  BodyLimit body_limit;   // none: 1 MiB
};

// Starts listening in the constructor (throws std::runtime_error naming address and port if it
// cannot). Refuses: no or double Host, both Content-Length and Transfer-Encoding, obs-fold, NUL,
// header over 16 KiB, unknown methods. HEAD is answered as GET without the body.
class Server {
 public:
  Server(ServerOptions options, Handler handler);
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  [[nodiscard]] std::uint16_t port() const;
  // Stops accepting, lets running requests end (at most 5 s), closes. Idempotent.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mash::http
