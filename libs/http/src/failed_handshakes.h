// SPDX-License-Identifier: MIT
// Handshakes that fail: the first is logged at once, those of the minute after it together, so that
// no flood fills the log. A line says how many and at which port, never whose.
// Thread safety: the I/O thread alone, or nobody else once that has ended.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>

#include "mash/base/log.h"

namespace mash::http {

class FailedHandshakes {
 public:
  explicit FailedHandshakes(boost::asio::io_context& io) : pause_(io) {}

  void add(std::uint16_t port) {
    port_ = port;
    ++count_;
    if (!pausing_) tell();
  }
  // What was not told yet, as the server ends.
  void finish() {
    if (count_ > 0) say();
  }

 private:
  void say() {
    log::info("http.handshake_failed", {{"port", port_}, {"count", count_}});
    count_ = 0;
  }
  void tell() {
    say();
    pausing_ = true;
    pause_.expires_after(std::chrono::minutes(1));
    pause_.async_wait([this](boost::system::error_code failure) {
      if (failure) return;
      pausing_ = false;
      if (count_ > 0) tell();
    });
  }

  boost::asio::steady_timer pause_;
  std::uint16_t port_ = 0;
  int count_ = 0;
  bool pausing_ = false;
};

}  // namespace mash::http
