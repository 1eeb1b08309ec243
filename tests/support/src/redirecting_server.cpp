// SPDX-License-Identifier: MIT
#include "mash/support/redirecting_server.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <thread>

#include "mash/base/assert.h"

namespace mash::support {

struct RedirectingServer::State {
  int listener = -1;
  std::uint16_t port = 0;
  bool answered = false;
  std::thread thread;

  void run() {
    const int caller = accept(listener, nullptr, nullptr);
    if (caller < 0) return;
    std::array<char, 1 << 14> request{};
    const auto got = recv(caller, request.data(), request.size(), 0);
    const std::string answer =
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:" + std::to_string(port) +
        "/elsewhere\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    answered = got > 0 && send(caller, answer.data(), answer.size(), MSG_NOSIGNAL) ==
                              static_cast<ssize_t>(answer.size());
    close(caller);
  }
};

RedirectingServer::RedirectingServer() : state_(std::make_unique<State>()) {
  State& s = *state_;
  s.listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof here;
  auto* address = reinterpret_cast<sockaddr*>(&here);
  MASH_ASSERT(bind(s.listener, address, size) == 0 && listen(s.listener, 4) == 0);
  MASH_ASSERT(getsockname(s.listener, address, &size) == 0);
  s.port = ntohs(here.sin_port);
  s.thread = std::thread([&s] { s.run(); });
}

RedirectingServer::~RedirectingServer() {
  shutdown(state_->listener, SHUT_RDWR);  // ends accept()
  if (state_->thread.joinable()) state_->thread.join();
  close(state_->listener);
}

std::string RedirectingServer::address() const {
  return "http://127.0.0.1:" + std::to_string(state_->port);
}

int RedirectingServer::calls() {
  pollfd more{state_->listener, POLLIN, 0};
  if (state_->thread.joinable()) state_->thread.join();
  return (state_->answered ? 1 : 0) + (poll(&more, 1, 0) > 0 ? 1 : 0);
}

}  // namespace mash::support
