// SPDX-License-Identifier: MIT
// One I/O thread runs every connection as a coroutine; handlers run on the worker threads. So all
// of the state below belongs to the I/O thread, except where it says otherwise. Coroutines take
// values and pointers to what outlives them, and nothing is built inside a co_await expression:
// g++ 12 destroys such temporaries at the wrong address.
#include "mash/http/server.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <chrono>
#include <future>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <thread>
#include <typeinfo>
#include <unordered_set>

#include "certificate.h"
#include "even_time.h"
#include "event_answer.h"
#include "failed_handshakes.h"
#include "mash/base/assert.h"
#include "mash/base/log.h"
#include "mash/base/stack.h"
#include "per_network.h"
#include "request.h"
#include "text.h"
#include "tls.h"
#include "wire.h"

namespace mash::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::seconds;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr std::size_t k_header_limit = std::size_t{16} * 1024;
constexpr std::uint64_t k_default_body_limit = std::uint64_t{1024} * 1024;
constexpr auto k_stop_time = seconds(5), k_close_time = seconds(2);
constexpr auto k_accept_pause = std::chrono::milliseconds(100);
constexpr auto k_await = asio::as_tuple(asio::use_awaitable);

struct Core;

struct Connection {
  Connection(Core* its_core, tcp::socket socket, std::string address, Bytes its_network);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  beast::tcp_stream& tcp_layer() { return stream.next_layer(); }
  void deadline(int count) { tcp_layer().expires_after(seconds(count)); }

  Core* core;
  TlsStream stream;
  beast::flat_buffer buffer{k_header_limit};  // may hold the begin of the next request
  std::string remote;
  Bytes network;
  std::string fingerprint;
  bool idle = true;   // no request in hand: stop() may cut it
  bool first = true;  // no header yet: its deadline counts from the connection
};
using ConnectionPointer = std::shared_ptr<Connection>;

std::string listen_failure(const ServerOptions& options, const char* why) {
  return "cannot listen on " + options.bind + " port " + std::to_string(options.port) + ": " + why;
}

// What the server is made of. Members are destroyed from the last to the first: first the workers
// and their queue, then all coroutines with the io_context, then what these use.
struct Core {
  Core(ServerOptions its_options, Handler its_handler);

  void open_acceptor();
  void enter(Connection* connection);
  void leave(Connection* connection);
  void begin_stop();

  ServerOptions options;
  Handler handler;
  std::unordered_set<Connection*> connections;
  PerNetwork per_network;
  PerNetwork large_bodies;
  bool stopping = false;
  std::uint16_t port = 0;        // never changes once it listens
  std::promise<void> drained;    // set once: stopping, and no connection is left
  std::atomic<int> in_hand = 0;  // requests given to the workers and not done; any thread
  ssl::context tls{ssl::context::tls_server};
  asio::io_context io{1};
  FailedHandshakes failed_handshakes{io};
  tcp::acceptor acceptor{io};
  asio::thread_pool workers;
};

Core::Core(ServerOptions its_options, Handler its_handler)
    : options(std::move(its_options)),
      handler(std::move(its_handler)),
      workers(static_cast<std::size_t>(options.workers)) {
  MASH_ASSERT(options.workers > 0);
  MASH_ASSERT(options.queue_limit >= 0);
  MASH_ASSERT(options.connection_limit > 0);
  MASH_ASSERT(options.large_body_limit > 0);
  MASH_ASSERT(options.client_fingerprints.empty() || !options.client_known);
  if (!options.client_fingerprints.empty()) {
    std::set<std::string> pins;
    for (const std::string& pin : options.client_fingerprints) pins.insert(ascii_lower(pin));
    options.client_known = [pins = std::move(pins)](const std::string& one) {
      return pins.contains(one);
    };
  }
  try {
    harden(tls.native_handle());
    show_certificate(tls, options.certificate_pem, options.key_pem);
    if (options.client_known) require_pinned_peer(tls.native_handle(), options.client_known);
    open_acceptor();
  } catch (const boost::system::system_error& failure) {
    throw std::runtime_error(listen_failure(options, failure.what()));
  }
}

void Core::open_acceptor() {
  const tcp::endpoint endpoint(asio::ip::make_address(options.bind), options.port);
  acceptor.open(endpoint.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  acceptor.bind(endpoint);
  acceptor.listen();
  port = acceptor.local_endpoint().port();
}

void Core::enter(Connection* connection) {
  connections.insert(connection);
  per_network.enter(connection->network);
}

void Core::leave(Connection* connection) {
  connections.erase(connection);
  per_network.leave(connection->network);
  if (stopping && connections.empty()) drained.set_value();
}

void Core::begin_stop() {
  stopping = true;
  acceptor.close();
  for (Connection* connection : connections) {
    if (connection->idle) connection->tcp_layer().close();
  }
  if (connections.empty()) drained.set_value();
}

Connection::Connection(Core* its_core, tcp::socket socket, std::string address, Bytes its_network)
    : core(its_core),
      stream(std::move(socket), its_core->tls),
      remote(std::move(address)),
      network(std::move(its_network)) {
  core->enter(this);
}

Connection::~Connection() {
  core->leave(this);
}

// What a connection brought: a request, or the answer that refuses it, or (neither) its end.
struct Incoming {
  std::optional<Request> request;
  std::optional<Response> refusal;
  std::unique_ptr<NetworkRoom> large;  // until the request is answered
  bool is_head_method = false;
  bool keep_alive = false;
};

Incoming refuse(Response response) {
  Incoming incoming;
  incoming.refusal = std::move(response);
  return incoming;
}

Response bad_request() {
  return plain_response(400, "Bad request\n");
}
Response too_large() {
  return plain_response(413, "Too large: nothing of it was saved. Go back and send less\n");
}
Response too_busy() {
  Response busy = plain_response(503, "Too busy, try again\n");
  busy.set("retry-after", "1");
  return busy;
}

std::string_view text_of(const beast::flat_buffer& buffer) {
  const auto bytes = buffer.cdata();
  return {static_cast<const char*>(bytes.data()), bytes.size()};
}

// Waits until the buffer begins with a whole header and answers its size; 0 if the connection
// ended, was cut, or the header is too long (then the buffer is full).
asio::awaitable<std::size_t> read_head(ConnectionPointer connection) {
  static constexpr std::string_view k_end = "\r\n\r\n";
  beast::flat_buffer& buffer = connection->buffer;
  const ServerOptions& options = connection->core->options;
  bool waiting = buffer.size() == 0 && !connection->first;
  if (waiting) connection->deadline(options.idle_seconds);
  if (!waiting && !connection->first) connection->deadline(options.header_seconds);
  connection->first = false;
  connection->idle = true;
  std::size_t end = 0;
  for (std::size_t from = 0; (end = text_of(buffer).find(k_end, from)) == std::string_view::npos;) {
    if (buffer.size() == k_header_limit) co_return 0;
    from = buffer.size() < k_end.size() ? 0 : buffer.size() - k_end.size() + 1;
    const auto space = buffer.prepare(k_header_limit - buffer.size());
    const auto [failure, count] = co_await connection->stream.async_read_some(space, k_await);
    if (failure) co_return 0;
    buffer.commit(count);
    if (waiting) connection->deadline(options.header_seconds);
    waiting = false;
  }
  connection->idle = false;
  co_return end + k_end.size();
}

// Reads the rest of a request into the parser, which outlives this.
asio::awaitable<error_code> read_body(ConnectionPointer connection, Parser* parser) {
  connection->deadline(connection->core->options.body_seconds);
  if (!parser->get()[beast::http::field::expect].empty()) {
    static constexpr std::string_view k_go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    const auto text = asio::buffer(k_go_on);
    const auto [failure, sent] = co_await asio::async_write(connection->stream, text, k_await);
    if (failure) co_return failure;
  }
  const auto [failure, count] =
      co_await beast::http::async_read(connection->stream, connection->buffer, *parser, k_await);
  co_return failure;
}

std::uint64_t body_limit_for(const Core& core, const Request& request) {
  if (!core.options.body_limit) return k_default_body_limit;
  Request outline;
  outline.method = request.method;
  outline.path = request.path;
  return core.options.body_limit(outline);
}

asio::awaitable<Incoming> read_request(ConnectionPointer connection) {
  beast::flat_buffer& buffer = connection->buffer;
  const std::size_t size = co_await read_head(connection);
  if (size == 0 && buffer.size() == k_header_limit) co_return refuse(bad_request());
  if (size == 0) co_return Incoming();

  const auto head = beast::buffers_prefix(size, buffer.data());
  Parser parser;
  parser.header_limit(k_header_limit);
  parser.body_limit(boost::none);  // decided below, once it is known what is asked for
  error_code failure;
  const bool clean = is_clean_head(text_of(buffer).substr(0, size));
  const std::size_t used = clean ? parser.put(head, failure) : 0;
  if (failure || used != size) co_return refuse(bad_request());
  buffer.consume(size);

  Incoming incoming;
  incoming.request = to_request(parser.get());
  if (!incoming.request) co_return refuse(bad_request());
  incoming.request->remote = connection->remote;
  incoming.request->client_fingerprint = connection->fingerprint;
  incoming.is_head_method = parser.get().method() == beast::http::verb::head;
  incoming.keep_alive = parser.keep_alive();
  if (parser.is_done()) co_return incoming;

  // Beast compares a Content-Length with the limit only while it reads the header, and chunks
  // with the limit as they come: so the first is compared here.
  const std::uint64_t limit = body_limit_for(*connection->core, *incoming.request);
  if (parser.content_length().value_or(0) > limit) co_return refuse(too_large());
  parser.body_limit(limit);
  if (std::min(limit, parser.content_length().value_or(limit)) > k_default_body_limit) {
    incoming.large = NetworkRoom::make(connection->core->large_bodies, connection->network,
                                       connection->core->options.large_body_limit);
    if (!incoming.large) co_return refuse(too_busy());
  }
  failure = co_await read_body(connection, &parser);
  if (failure == beast::http::error::body_limit) co_return refuse(too_large());
  const error_code any_fault_of_form = beast::http::error::bad_chunk;
  if (failure.category() == any_fault_of_form.category()) co_return refuse(bad_request());
  if (failure) co_return Incoming();
  incoming.request->body = std::move(parser.get().body());
  co_return incoming;
}

// Runs on a worker thread.
asio::awaitable<Response> run_handler(Core* core, Request request) {
  Response response = plain_response(500, "Something went wrong\n");
  try {
    response = core->handler(request);
  } catch (const std::exception& failure) {
    log::error("http.handler_failed", {{"type", typeid(failure).name()}});
  } catch (...) {
    log::error("http.handler_failed");
  }
  wipe_stack();
  --core->in_hand;
  co_return response;
}

// Hands the request to the workers and comes back to the I/O thread with their answer.
asio::awaitable<Response> answer(Core* core, Request request) {
  const int limit = core->options.workers + core->options.queue_limit;
  if (core->in_hand >= limit) co_return too_busy();
  ++core->in_hand;
  auto job = run_handler(core, std::move(request));
  co_return co_await asio::co_spawn(core->workers, std::move(job), asio::use_awaitable);
}

asio::awaitable<bool> write_response(ConnectionPointer connection, Response response,
                                     bool keep_alive, bool with_body) {
  connection->deadline(connection->core->options.body_seconds);
  // One buffer: beast::ssl_stream of 1.81 stops after the first of two when the second is large.
  std::string bytes = response_head(response, keep_alive);
  if (with_body && may_have_body(response.status)) bytes.append(response.body);
  const auto buffer = asio::buffer(bytes);
  const auto [failure, sent] = co_await asio::async_write(connection->stream, buffer, k_await);
  co_return !failure;
}

// Says goodbye, then swallows what the peer is still sending: closing with unread input would reset
// the connection, and the peer might never see the answer that explains why.
asio::awaitable<void> close(ConnectionPointer connection) {
  connection->idle = true;
  connection->tcp_layer().expires_after(k_close_time);
  const auto [failure] = co_await connection->stream.async_shutdown(k_await);
  const bool ended = failure == asio::error::eof || failure == ssl::error::stream_truncated;
  if (!failure || ended) co_return;  // and a read after the end would never return
  std::array<char, 4096> unread;
  const auto space = asio::buffer(unread);
  while (true) {
    const auto [end, count] = co_await connection->tcp_layer().async_read_some(space, k_await);
    if (end) co_return;
  }
}

asio::awaitable<void> stay_open(ConnectionPointer connection, Response response) {
  connection->buffer.shrink_to_fit();
  connection->idle = true;  // stop() cuts it
  const ServerOptions& options = connection->core->options;
  const EventTimes times{options.heartbeat_seconds, options.body_seconds};
  const std::shared_ptr<TlsStream> tls(connection, &connection->stream);
  std::string head = response_head(response, false);
  co_await serve_events(tls, std::move(response.events), std::move(head), times);
}

enum class Next { another, close, gone };

// One request and its answer. A coroutine of its own, since its frame, in which short texts stand,
// goes back to the heap when it ends, while a connection may stay.
asio::awaitable<Next> serve_request(ConnectionPointer connection) {
  Core* const core = connection->core;
  Incoming incoming = co_await read_request(connection);
  Response response;
  if (incoming.request) {
    asio::steady_timer leave(core->io, std::chrono::steady_clock::now());
    response = co_await answer(core, std::move(*incoming.request));
    incoming.large.reset();
    if (response.status == k_not_found) {
      leave.expires_at(even_time(leave.expiry(), std::chrono::steady_clock::now()));
      co_await leave.async_wait(k_await);
    }
  } else if (incoming.refusal) {
    response = std::move(*incoming.refusal);
  } else {
    co_return Next::gone;
  }
  const bool keep_alive = incoming.keep_alive && !core->stopping;
  const bool with_body = !incoming.is_head_method;
  if (response.events && with_body && !core->stopping) {
    co_await stay_open(connection, std::move(response));
    co_return Next::gone;
  }
  const bool sent = co_await write_response(connection, std::move(response), keep_alive, with_body);
  if (!sent) co_return Next::gone;
  co_return keep_alive && !core->stopping ? Next::another : Next::close;
}

asio::awaitable<void> serve(ConnectionPointer connection) {
  Core* const core = connection->core;
  connection->deadline(core->options.header_seconds);
  const auto side = ssl::stream_base::server;
  const auto [failure] = co_await connection->stream.async_handshake(side, k_await);
  if (failure) core->failed_handshakes.add(core->port);
  if (failure) co_return;
  connection->fingerprint = peer_fingerprint(connection->stream.native_handle());
  Next next = Next::another;
  while (next == Next::another) {
    next = co_await serve_request(connection);
    connection->buffer.shrink_to_fit();  // gives back, and so wipes, what the request stood in
    wipe_stack();
  }
  if (next == Next::gone) co_return;
  co_await close(connection);
}

asio::awaitable<void> accept_connections(Core* core) {
  asio::steady_timer pause(core->io);
  while (!core->stopping) {
    auto [failure, socket] = co_await core->acceptor.async_accept(k_await);
    if (core->stopping) co_return;
    if (failure) {  // mostly: no file descriptor is left
      log::error("http.accept_failed", {{"code", failure.value()}});
      pause.expires_after(k_accept_pause);
      co_await pause.async_wait(k_await);
      continue;
    }
    error_code gone;
    const auto peer = socket.remote_endpoint(gone);
    if (gone) continue;
    const std::string address = peer.address().to_string();
    Bytes network = network_of(address, core->options.network);
    if (!core->per_network.has_room(network, core->options.connection_limit)) continue;
    socket.set_option(tcp::no_delay(true), gone);
    auto connection =
        std::make_shared<Connection>(core, std::move(socket), address, std::move(network));
    asio::co_spawn(core->io, serve(std::move(connection)), asio::detached);
  }
}

}  // namespace

struct Server::State {
  State(ServerOptions options, Handler handler) : core(std::move(options), std::move(handler)) {}
  Core core;
  std::once_flag stopped;
  std::thread io_thread;
};

Server::Server(ServerOptions options, Handler handler)
    : state_(std::make_unique<State>(std::move(options), std::move(handler))) {
  Core* const core = &state_->core;
  asio::co_spawn(core->io, accept_connections(core), asio::detached);
  state_->io_thread = std::thread([core] { core->io.run(); });
}

Server::~Server() {
  stop();
}

std::uint16_t Server::port() const {
  return state_->core.port;
}

Result<void> Server::renew(const std::string& certificate_pem, const std::string& key_pem) {
  MASH_TRY_DO(check_pair(certificate_pem, key_pem));
  Core* const core = &state_->core;
  asio::post(core->io, [=] { show_certificate(core->tls, certificate_pem, key_pem); });
  return {};
}

void Server::stop() {
  std::call_once(state_->stopped, [this] {
    Core& core = state_->core;
    auto drained = core.drained.get_future();
    asio::post(core.io, [&core] { core.begin_stop(); });
    drained.wait_for(k_stop_time);
    core.io.stop();
    state_->io_thread.join();
    core.failed_handshakes.finish();
    core.workers.stop();
    core.workers.join();
  });
}

}  // namespace mash::http
