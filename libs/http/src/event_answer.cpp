// SPDX-License-Identifier: MIT
#include "event_answer.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <utility>

namespace mash::http {

namespace {

namespace asio = boost::asio;
using std::chrono::seconds;
constexpr auto k_await = asio::as_tuple(asio::use_awaitable);

// While this lives, news wakes the one who waits for the timer.
class Listening {
 public:
  Listening(EventStreamPointer events, const asio::any_io_executor& executor)
      : events_(std::move(events)), timer_(std::make_shared<asio::steady_timer>(executor)) {
    events_->listen([executor, timer = std::weak_ptr(timer_)] {
      asio::post(executor, [timer] {
        if (const auto held = timer.lock()) held->cancel();
      });
    });
  }
  ~Listening() {
    events_->listen({});
    events_->close();
  }
  Listening(const Listening&) = delete;
  Listening& operator=(const Listening&) = delete;
  asio::steady_timer& timer() { return *timer_; }

 private:
  EventStreamPointer events_;
  std::shared_ptr<asio::steady_timer> timer_;
};

// A reader has nothing more to say: whatever comes now, and the end too, ends the stream. Without
// this, whoever turns pages would leave their streams behind until the next heartbeat.
asio::awaitable<void> watch_reader(std::shared_ptr<TlsStream> tls, EventStreamPointer events) {
  std::array<char, 1> unread{};
  const auto space = asio::buffer(unread);
  co_await tls->async_read_some(space, k_await);
  events->close();
}

// A reader whose network is gone answers nothing, and so would be held for many minutes.
void notice_silence(TlsStream& tls, int count) {
  const unsigned int milliseconds = static_cast<unsigned int>(count) * 1000U;
  ::setsockopt(tls.next_layer().socket().native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT,
               &milliseconds, sizeof milliseconds);
}

}  // namespace

asio::awaitable<void> serve_events(std::shared_ptr<TlsStream> tls, EventStreamPointer events,
                                   std::string head, EventTimes times) {
  const auto executor = co_await asio::this_coro::executor;
  Listening listening(events, executor);
  auto& tcp = tls->next_layer();
  notice_silence(*tls, times.heartbeat_seconds + times.write_seconds);
  tcp.expires_never();  // of the read; each write has a time of its own
  asio::co_spawn(executor, watch_reader(tls, events), asio::detached);
  std::string bytes = std::move(head);
  while (events->is_open()) {
    bytes += events->take();
    if (bytes.empty()) {
      listening.timer().expires_after(seconds(times.heartbeat_seconds));
      const auto [interrupted] = co_await listening.timer().async_wait(k_await);
      if (!interrupted) bytes = ":\n\n";
      continue;
    }
    tcp.expires_after(seconds(times.write_seconds));
    const auto buffer = asio::buffer(bytes);
    const auto [failure, sent] = co_await asio::async_write(*tls, buffer, k_await);
    if (failure) break;
    tcp.expires_never();
    bytes.clear();
  }
  tcp.close();
}

}  // namespace mash::http
