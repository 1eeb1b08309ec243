// SPDX-License-Identifier: MIT
// An answer that stays open, on its connection. All of it runs on the I/O thread.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <memory>
#include <string>

#include "mash/http/events.h"

namespace mash::http {

using TlsStream = boost::beast::ssl_stream<boost::beast::tcp_stream>;

struct EventTimes {
  int heartbeat_seconds = 0;
  int write_seconds = 0;  // a reader who takes longer to take anything is cut off
};

// Writes the head, then what the stream is sent, with a comment whenever it was silent for a
// heartbeat; ends when the stream is closed or the reader goes, says anything, or is too slow. The
// stream is closed and the connection cut when this ends.
boost::asio::awaitable<void> serve_events(std::shared_ptr<TlsStream> tls, EventStreamPointer events,
                                          std::string head, EventTimes times);

}  // namespace mash::http
