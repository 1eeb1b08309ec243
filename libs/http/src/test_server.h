// SPDX-License-Identifier: MIT
// For tests only: certificates, a server's options, and shapes of requests.
#pragma once

#include <string>

#include "mash/crypto/crypto.h"
#include "mash/http/client.h"
#include "mash/http/server.h"

namespace mash::http {

struct Identity {
  crypto::Certificate pem =
      crypto::self_signed("test", {"127.0.0.1"}, UtcTime{1'790'000'000'000'000});
  std::string fingerprint = crypto::certificate_fingerprint(pem.certificate_pem).value();
};

// Made once: the keys differ, the tests do not depend on them.
inline const Identity& server_identity() {
  static const Identity identity;
  return identity;
}
inline const Identity& client_identity() {
  static const Identity identity;
  return identity;
}

inline ServerOptions server_options() {
  ServerOptions options;
  options.certificate_pem = server_identity().pem.certificate_pem;
  options.key_pem = server_identity().pem.key_pem;
  options.workers = 2;
  return options;
}

inline ClientOptions client_options(std::uint16_t port) {
  ClientOptions options;
  options.port = port;
  options.server_fingerprint = server_identity().fingerprint;
  return options;
}

inline Request get(std::string path) {
  Request request;
  request.method = "GET";
  request.path = std::move(path);
  return request;
}

inline Request post(std::string path, std::string body) {
  Request request;
  request.method = "POST";
  request.path = std::move(path);
  request.body = std::move(body);
  return request;
}

inline std::string raw_get(const std::string& target) {
  return "GET " + target + " HTTP/1.1\r\nhost: a\r\n\r\n";
}

// Says what came: method, path, query, body.
inline Response echo(const Request& request) {
  Response response;
  response.body =
      request.method + " " + request.path + "?" + request.query + " [" + request.body + "]";
  return response;
}

inline int status_of(const std::string& answer) {
  return answer.starts_with("HTTP/1.1 ") ? std::stoi(answer.substr(9, 3)) : 0;
}

}  // namespace mash::http
