// SPDX-License-Identifier: MIT
// Answers that stay open: server-sent events (text/event-stream; HTML standard, section 9.2). A
// stream holds no thread: whoever has news puts it in, and the server's I/O thread writes it out.
// What not: which reader may hear what, and when somebody signs out (the caller).
// Thread safety: all functions may be called from any thread at once. No call waits for a network.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mash::http {

// One open answer. Closed once, by either side, and never open again.
class EventStream {
 public:
  // Bytes that may wait for a reader. One who does not keep up is cut off, and not given less.
  static constexpr std::size_t k_most_waiting = std::size_t{16} * 1024;

  // Name and data have no control characters: that they could pose as another event is our own bug
  // and stops the process. False: the stream is closed, or is closed now because its reader is
  // slow.
  bool send(std::string_view name, std::string_view data);
  void close();
  [[nodiscard]] bool is_open() const;
  // What waits, in the form in which it is sent; it waits no longer. The server's, and tests'.
  std::string take();
  // Called, with a lock held, whenever something came or the stream was closed: must be quick and
  // not call back. Empty: nobody is called any more once this returns. The server's.
  void listen(std::function<void()> news);

 private:
  mutable std::mutex mutex_;
  std::string waiting_;
  std::function<void()> news_;
  bool open_ = true;
};
using EventStreamPointer = std::shared_ptr<EventStream>;

struct StreamLimits {
  std::size_t per_owner = 6;
  std::size_t in_all = 1000;
};

// Who has how many open. It keeps none alive: a stream that nobody serves any more is gone.
class EventStreams {
 public:
  explicit EventStreams(StreamLimits limits = {}) : limits_(limits) {}
  // nullptr: this owner, or all together, have as many as they may. Cost: linear
  // in all that are open.
  EventStreamPointer open(const std::string& owner);
  void close_all();

 private:
  void forget_closed();
  std::mutex mutex_;
  StreamLimits limits_;
  std::unordered_map<std::string, std::vector<std::weak_ptr<EventStream>>> owners_;
};

}  // namespace mash::http
