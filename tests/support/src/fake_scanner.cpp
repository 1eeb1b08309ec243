// SPDX-License-Identifier: MIT
#include "mash/support/fake_scanner.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace mash::support {

namespace {

std::string read_talk(int line, std::size_t most) {
  std::string heard;
  std::array<char, 4096> some{};
  while (heard.size() < most && !heard.ends_with(std::string(4, '\0'))) {
    const auto n = ::recv(line, some.data(), some.size(), 0);
    if (n <= 0) break;
    heard.append(some.data(), static_cast<std::size_t>(n));
  }
  return heard;
}

}  // namespace

FakeScanner::FakeScanner(Answer answer, std::size_t most_read)
    : answer_(std::move(answer)), most_read_(most_read), path_(folder_.path() + "/socket") {
  listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path_.size() >= sizeof address.sun_path) throw std::runtime_error("too long: " + path_);
  std::ranges::copy(path_, std::begin(address.sun_path));
  const void* raw = &address;
  if (::bind(listener_, static_cast<const sockaddr*>(raw), sizeof address) != 0 ||
      ::listen(listener_, 4) != 0) {
    throw std::runtime_error("cannot listen at " + path_);
  }
  thread_ = std::thread([this] { serve(); });
}

void FakeScanner::end() {
  if (!thread_.joinable()) return;
  ::shutdown(listener_, SHUT_RDWR);  // wakes who accepts
  thread_.join();
  ::close(listener_);
}

void FakeScanner::serve() {
  for (;;) {
    const int line = ::accept(listener_, nullptr, nullptr);
    if (line < 0) return;
    heard_ = read_talk(line, most_read_);
    const std::string answer = answer_(heard_);
    ::send(line, answer.data(), answer.size(), MSG_NOSIGNAL);
    ::close(line);
  }
}

}  // namespace mash::support
