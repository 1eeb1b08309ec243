// SPDX-License-Identifier: MIT
// For tests only: a TLS connection that sends exactly the bytes it is given. Blocking; each wait is
// bounded so that a faulty server makes a test fail and not hang.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace mash::http {

class RawClient {
 public:
  // Connects from `source` and shakes hands. The certificate is ours, for mutual TLS; may be empty.
  explicit RawClient(std::uint16_t port, std::string_view certificate_pem = {},
                     std::string_view key_pem = {}, const char* source = "127.0.0.1");
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  [[nodiscard]] bool connected() const;  // the handshake was done
  // False if the server no longer takes them.
  bool send(std::string_view bytes);
  // True as soon as something came or the connection ended, false when the time is up.
  bool hears_within(int milliseconds);
  // The next answer: its head, and its body as Content-Length says (none after HEAD). Empty if the
  // connection ended before it was whole.
  std::string read_answer(bool after_head_method = false);
  // Everything up to and with `end`; empty if the connection ended before.
  std::string read_until(std::string_view end);
  // Everything until the server ends the connection, and says goodbye too; gives up after 20 s with
  // "(still open)".
  std::string read_all();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mash::http
