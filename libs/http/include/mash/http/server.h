// SPDX-License-Identifier: MIT
// An HTTPS server: TLS 1.3/1.2, HTTP/1.1, limits, keep-alive, a bounded worker pool. Coroutines and
// Beast live in src/ only. Handlers are plain blocking functions.
// Not here: HTTP/2, compression, plain HTTP, routes, sessions, security headers.
// Thread safety: all functions of Server may be called from any thread but a handler's.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "mash/base/result.h"
#include "mash/http/address.h"
#include "mash/http/message.h"

namespace mash::http {

// Called on a worker thread, concurrently. An exception becomes a 500 without detail; only its type
// is logged.
using Handler = std::function<Response(const Request&)>;
// The largest body in bytes that this request may have; called when the header is complete, before
// any of the body is read. Method and path only are set. Must be quick, thread-safe and not throw:
// it holds up all connections.
using BodyLimit = std::function<std::uint64_t(const Request&)>;

struct ServerOptions {
  std::string bind = "127.0.0.1";  // an address, not a name
  std::uint16_t port = 0;          // 0: any free port
  std::string certificate_pem;     // with its chain, if any
  std::string key_pem;
  // SHA-256 fingerprints (hex) of client certificates that may connect. Not empty: a client
  // certificate is required and any other is refused in the handshake. The fingerprint is the whole
  // check: issuer, names and dates do not matter. Empty: none is asked for.
  std::vector<std::string> client_fingerprints;
  // The same where they change while it serves: whether a certificate with this fingerprint (lower
  // case) may connect. Asked in each handshake: must be quick, thread-safe and not throw. Not
  // beside the list.
  std::function<bool(const std::string&)> client_known;
  int workers = 8;
  int queue_limit = 256;        // requests waiting for a worker; more are answered 503
  int connection_limit = 2000;  // in all, and a quarter of it per network; more are cut at once
  int header_seconds = 15;      // whole header, absolute; the first includes the handshake
  int body_seconds = 60;        // reading a body, absolute; and writing an answer
  int idle_seconds = 60;        // between requests
  int heartbeat_seconds = 15;   // of a silent stream of events (events.h)
  BodyLimit body_limit;         // none: 1 MiB
  NetworkBits network{};        // what one network is: whoever has one has each address in it
  // Bodies over 1 MiB that are read or worked on at once, and a quarter of it per network; more are
  // answered 503 before they are read: what strangers send is held in memory until it is answered.
  int large_body_limit = 16;
};

// Refused with 400 and cut, because two programs might read them differently: any version but
// HTTP/1.1, methods but GET, HEAD, POST, PUT, PATCH and DELETE, no or double Host, Content-Length
// twice or beside Transfer-Encoding or not a number, a Transfer-Encoding but "chunked", folded
// header lines, CR or LF alone, NUL, a header over 16 KiB, targets that do not begin with "/", and
// paths with bad percent-encoding, bad UTF-8, control characters, "\", an encoded "/", "//" or dot
// segments. A body over the limit is answered 413 and cut, before it is read if its length was
// announced. HEAD reaches the handler as GET; its body is left out. Answers never name the
// software. TLS sessions are not resumed, so each connection proves its certificate. Handshakes
// that fail are logged by number and port, once a minute at the most, without an address.
// A 404 leaves 25 ms after the request was there, or the next whole step of that, so that its time
// does not tell what was found.
class Server {
 public:
  // Starts listening. Throws std::runtime_error naming address and port if it cannot, or if the
  // certificate and key are not a pair.
  Server(ServerOptions options, Handler handler);
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  [[nodiscard]] std::uint16_t port() const;
  // Shows this certificate from the next connection on; those that are open, streams of events too,
  // go on as they are. invalid_input "certificate": the two are not a pair, and nothing changes.
  Result<void> renew(const std::string& certificate_pem, const std::string& key_pem);
  // Stops accepting, cuts idle connections and streams of events, lets running requests end (at
  // most 5 s), closes. A handler that still runs then is waited for, but its answer is lost.
  // Idempotent.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mash::http
